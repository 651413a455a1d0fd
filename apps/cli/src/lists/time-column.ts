import { dayMs } from "@huntkit/core";
import type { Column } from "../output/output.js";
import type { Terminal } from "../output/terminal.js";

/** Where and when a table is shown. */
export interface TableView {
  readonly terminal: Terminal;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Below so many columns, a terminal is too narrow for whole times, and for what a table can do without. */
const wideColumns = 110;

/** Whether a table has to do with little room. Programs, which read no terminal, get everything. */
function isNarrow({ isTTY, width }: Terminal): boolean {
  return isTTY && width < wideColumns;
}

/** `2026-03-01 13:05` by the clock on the wall; other texts as they are. */
export function formatLocalTime(iso: string | null | undefined): string {
  const date = new Date(iso ?? "");
  if (Number.isNaN(date.getTime())) return iso ?? "";
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Below this width, in columns, a terminal has no room for dates next to names. */
const minDateColumns = 60;

/** A time from now in the largest unit, as `kubectl` does: `5m`, `3h`, `12d`; in the future `in 3h`. */
function formatAge(iso: string | null | undefined, now: number): string {
  const ms = now - Date.parse(iso ?? "");
  if (Number.isNaN(ms)) return iso ?? "";
  const minutes = Math.floor(Math.abs(ms) / 60_000);
  const hours = Math.floor(minutes / 60);
  const longer = hours < 48 ? `${hours}h` : `${Math.floor(hours / 24)}d`;
  const text = minutes < 60 ? `${minutes}m` : longer;
  return ms < -60_000 ? `in ${text}` : text;
}

/** In little room as `ls -l` does it: the year or the hour, whichever tells more. In less room, as an age. */
function formatShortTime(iso: string | null | undefined, { terminal, now }: TableView): string {
  if (terminal.width < minDateColumns) return formatAge(iso, now);
  const isRecent = Math.abs(Date.parse(iso ?? "") - now) < 300 * dayMs;
  return isRecent ? formatLocalTime(iso).slice(5) : formatLocalTime(iso).slice(0, 10);
}

/** A time: by the clock on the wall for people, and for programs as HUNT tells it. */
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
