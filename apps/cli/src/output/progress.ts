import { formatBar, formatNumber } from "@huntkit/toolkit";
import type { Writable } from "node:stream";
import { getGlyphs } from "./pictures.js";
import type { Terminal } from "./terminal.js";

/** The progress of an operation, shown on stderr. */
export interface Progress {
  /**
   * Updates the progress.
   *
   * @param done number of finished units
   * @param total number of all units, or null if it is unknown
   * @param note name of the current step
   */
  readonly update: (done: number, total: number | null, note?: string) => void;
  /** Stops showing the progress, and removes the bar. */
  readonly stop: () => void;
}

/** Milliseconds between two lines if stderr is not a terminal, for example in a CI log. */
const lineIntervalMs = 10_000;

/** Starts showing the progress: a bar in a terminal, and otherwise lines. */
export function createProgress(
  stderr: Writable,
  terminal: Terminal,
  label: string,
  unit: string,
  now: () => number,
): Progress {
  const startedAt = now();
  let first: number | undefined;
  let latest: State = { done: 0, total: null, note: "" };
  let endsAt = Infinity;
  const line = (): string => {
    const seconds = Math.max(0.001, (now() - startedAt) / 1_000);
    const rate = (latest.done - (first ?? 0)) / seconds;
    // The rate falls between updates. Keep the earliest estimate, so the remaining time never increases.
    if (latest.total !== null && rate > 0)
      endsAt = Math.min(endsAt, now() + ((latest.total - latest.done) / rate) * 1_000);
    const secondsLeft = (endsAt - now()) / 1_000;
    return formatProgress(label, unit, latest, { rate, seconds, secondsLeft }, terminal);
  };
  const stop = terminal.isTTY ? drawBar(stderr, line) : writeLines(stderr, line);
  return {
    stop,
    update(done, total, note = "") {
      first ??= done;
      latest = { done, total, note };
    },
  };
}

function drawBar(stream: Writable, format: () => string): () => void {
  let isOver = false;
  let bar: { stop(): void } | undefined;
  void import("cli-progress").then(({ default: { SingleBar } }) => {
    if (isOver) return;
    const made = new SingleBar({
      stream,
      format,
      clearOnComplete: true,
      hideCursor: true,
      forceRedraw: true,
      fps: 8,
    });
    made.start(1, 0);
    bar = made;
  });
  return () => {
    isOver = true;
    bar?.stop();
  };
}

function writeLines(stream: Writable, line: () => string): () => void {
  const timer = setInterval(() => stream.write(`${line()}\n`), lineIntervalMs);
  timer.unref();
  return () => clearInterval(timer);
}

interface State {
  readonly done: number;
  readonly total: number | null;
  readonly note: string;
}

interface Timing {
  /** Units per second. */
  readonly rate: number;
  /** Seconds since the start. */
  readonly seconds: number;
  /** Estimated seconds until the end; negative if the estimate was too low, infinite if unknown. */
  readonly secondsLeft: number;
}

/**
 * Formats the progress as one line:
 * `Exporting Alerts  ██████░░░░  60 %  600,000 of 1,000,000 rows  31,000/s  13 s left`. If the terminal is too
 * narrow, the bar, the rate, the note, and the count are omitted, in this order.
 */
function formatProgress(
  label: string,
  unit: string,
  { done, total, note }: State,
  { rate, seconds, secondsLeft }: Timing,
  terminal: Pick<Terminal, "width" | "isUnicode">,
): string {
  const { width } = terminal;
  const isShare = unit === "%";
  const share = total === null || total === 0 ? null : Math.min(1, done / total);
  const count = isShare
    ? ""
    : `${formatNumber(done)}${total === null ? "" : ` of ${formatNumber(total)}`} ${unit}`;
  const speed = isShare || rate === 0 ? "" : `${formatNumber(Math.round(rate))}/s`;
  const isEstimated = secondsLeft >= 0.5 && secondsLeft < Infinity && total !== null && done < total;
  const left = isEstimated ? `${formatDuration(secondsLeft)} left` : `${formatDuration(seconds)} elapsed`;
  const percent = share === null ? "" : `${Math.floor(share * 100)} %`.padStart(5);
  const variants = [
    [percent, count, speed, left, note],
    [percent, count, left, note],
    [percent, count, left],
    [percent === "" ? count : percent, left],
  ].map((words) => words.filter((word) => word !== "").join("  "));
  const maxLength = width - 1;
  const words = variants.find((each) => label.length + 2 + each.length <= maxLength);
  // Without the label, the progress might still fit. A longer line would be broken by the terminal.
  if (words === undefined) return variants.at(-1)!.trimStart().slice(0, maxLength);
  const room = width - label.length - words.length - 5;
  const blocks =
    share === null || room < 10 ? "" : `${formatBar(share, Math.min(30, room), getGlyphs(terminal))}  `;
  return `${label}  ${blocks}${words}`;
}

/** Formats a number of seconds: `45 s`, `3 min 20 s`, `2 h 5 min`. */
function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3_600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3_600)} h ${Math.floor((whole % 3_600) / 60)} min`;
}
