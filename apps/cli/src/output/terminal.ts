import type { TerminalText } from "@huntkit/core/escape";
import type { Environment } from "../program/system.js";

/** Functions that color escaped text, or return it unchanged if the terminal has no colors. */
export type Colors = Readonly<
  Record<"bold" | "cyan" | "dim" | "green" | "red" | "yellow", (text: TerminalText) => TerminalText>
>;

/** One of the process's two outputs, as far as it decides how to write to it. */
export interface Terminal {
  readonly isTTY: boolean;
  /** Columns. */
  readonly width: number;
  readonly hasColors: boolean;
}

/** Columns of a table that is printed with `--wide`, whose lines the terminal breaks. */
const unlimitedWidth = 10_000;

type Stream = Pick<NodeJS.WriteStream, "isTTY" | "columns">;

/**
 * Returns what a stream can show. `HUNT_FORCE_TTY=100` makes any stream a terminal of 100 columns, which
 * tests and recordings need. With `wide`, the width is not limited. NO_COLOR (no-color.org), FORCE_COLOR, and
 * TERM decide about colors, otherwise whether it is a terminal.
 */
export function detectTerminal(
  stream: Stream,
  env: Environment,
  { wide = false }: { readonly wide?: boolean } = {},
): Terminal {
  const forced = Number(env["HUNT_FORCE_TTY"]);
  const isForced = Number.isInteger(forced) && forced > 0;
  const isTTY = isForced || stream.isTTY;
  const width = isForced ? forced : stream.columns || Number(env["COLUMNS"]) || 80;
  return { isTTY, width: wide ? unlimitedWidth : width, hasColors: hasColors(env, isTTY) };
}

/** Narrower than this no text is broken: nobody could read it. */
const minWidth = 12;

/** Text whose lines are broken between words, where a terminal would break them within. */
export function wrapLines(
  text: TerminalText,
  { isTTY = false, width: room }: { readonly isTTY?: boolean | undefined; readonly width: number },
): TerminalText {
  return isTTY ? (wrapText(text, room) as TerminalText) : text;
}

/** Breaks lines that are longer than `room` columns between words. */
export function wrapText(text: string, room: number): string {
  const width = Math.max(minWidth, room);
  return text.replace(new RegExp(`(?![^\\n]{1,${width}}(?:\\n|$))([^\\n]{1,${width}}) `, "g"), "$1\n");
}

function hasColors(env: Environment, isTTY: boolean): boolean {
  if (env["NO_COLOR"]) return false;
  const force = env["FORCE_COLOR"];
  if (force !== undefined) return force !== "0" && force !== "false";
  return isTTY && env["TERM"] !== "dumb";
}
