import { dayMs } from "@huntkit/core/internal";
import type { Column } from "../output/output.js";
import type { Terminal } from "../output/terminal.js";
import type { Context } from "../program/context.js";

/** The terminal and HUNT's time that a table is formatted for. */
export interface TableView {
  readonly terminal: Terminal;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Minimum width of a terminal, in columns, for times with year and hour. */
const wideColumns = 110;

/** Returns whether times must be shortened. Output for programs is never shortened. */
function isNarrow({ isTTY, width }: Terminal): boolean {
  return isTTY && width < wideColumns;
}

/** Returns how to format a table. It requests HUNT's time only if the table depends on it. */
export async function readTableView({
  out: { format, terminal },
  serverTime,
}: Pick<Context, "out" | "serverTime">): Promise<TableView> {
  return { terminal, now: format === "human" && isNarrow(terminal) ? await serverTime() : 0 };
}

/** Formats a time in the local time zone: `2026-03-01 13:05`. Returns an invalid time unchanged. */
export function formatLocalTime(iso: string | null | undefined): string {
  const date = new Date(iso ?? "");
  if (Number.isNaN(date.getTime())) return iso ?? "";
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Minimum width of a terminal, in columns, for dates. In a narrower one, times are ages such as `3h`. */
const minDateColumns = 60;

/** Formats a time relative to now in its largest unit, as `kubectl` does: `5m`, `3h`, `12d`, or `in 3h`. */
function formatAge(iso: string | null | undefined, now: number): string {
  const ms = now - Date.parse(iso ?? "");
  if (Number.isNaN(ms)) return iso ?? "";
  const minutes = Math.floor(Math.abs(ms) / 60_000);
  const hours = Math.floor(minutes / 60);
  const longer = hours < 48 ? `${hours}h` : `${Math.floor(hours / 24)}d`;
  const text = minutes < 60 ? `${minutes}m` : longer;
  return ms < -60_000 ? `in ${text}` : text;
}

/**
 * Formats a time for a narrow terminal: as `ls -l` does, with the hour if it is recent and otherwise with the
 * year. In a very narrow terminal, it returns an age.
 */
function formatShortTime(iso: string | null | undefined, { terminal, now }: TableView): string {
  if (terminal.width < minDateColumns) return formatAge(iso, now);
  const isRecent = Math.abs(Date.parse(iso ?? "") - now) < 300 * dayMs;
  return isRecent ? formatLocalTime(iso).slice(5) : formatLocalTime(iso).slice(0, 10);
}

/** Returns a column with a time: in the local time zone in a terminal, and unchanged for programs. */
export function timeColumn<T>(
  title: string,
  timeOf: (row: T) => string | null | undefined,
  view: TableView,
): Column<T> {
  const { terminal } = view;
  const value = (row: T): string | null | undefined => {
    if (!terminal.isTTY) return timeOf(row);
    return isNarrow(terminal) ? formatShortTime(timeOf(row), view) : formatLocalTime(timeOf(row));
  };
  return { title, value, isWhole: isNarrow(terminal), paint: (text, _, colors) => colors.dim(text) };
}
