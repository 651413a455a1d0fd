import type { TerminalText } from "@huntkit/core/escape";
import type { Environment } from "../program/system.js";

/** Functions that color escaped text, or return it unchanged if the terminal has no colors. */
export type Colors = Readonly<
  Record<"bold" | "cyan" | "dim" | "green" | "red" | "yellow", (text: TerminalText) => TerminalText>
>;

/** Properties of a stream that decide how to format its output. */
export interface Terminal {
  readonly isTTY: boolean;
  /** Columns. */
  readonly width: number;
  readonly hasColors: boolean;
  /** Whether it can show characters other than ASCII, according to the locale. */
  readonly isUnicode: boolean;
}

/** Width of a table with `--wide`. The terminal breaks lines that are too long. */
const unlimitedWidth = 10_000;

type Stream = Pick<NodeJS.WriteStream, "isTTY" | "columns">;

/**
 * Returns the properties of a stream. `HUNT_FORCE_TTY=100` treats any stream as a terminal with 100 columns,
 * for tests and recordings. With `wide`, the width is not limited. A terminal has colors by default. NO_COLOR
 * (no-color.org), FORCE_COLOR, and TERM override this. It shows Unicode unless the locale has another encoding.
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
  return {
    isTTY,
    width: wide ? unlimitedWidth : width,
    hasColors: hasColors(env, isTTY),
    isUnicode: isUnicode(env),
  };
}

/** Lines are not broken to less than this width, because the result would be unreadable. */
const minWidth = 12;

/** Breaks lines between words if the stream is a terminal, which would otherwise break them within words. */
export function wrapLines(
  text: TerminalText,
  { isTTY = false, width: room }: { readonly isTTY?: boolean | undefined; readonly width: number },
): TerminalText {
  return isTTY ? (wrapText(text, room) as TerminalText) : text;
}

/** Breaks lines that are longer than `room` columns between words. */
export function wrapText(text: string, room: number): string {
  const width = Math.max(minWidth, room);
  // A regular expression takes longer than the rest of a page of help.
  if (text.length <= width) return text;
  return text.replace(new RegExp(`(?![^\\n]{1,${width}}(?:\\n|$))([^\\n]{1,${width}}) `, "g"), "$1\n");
}

function hasColors(env: Environment, isTTY: boolean): boolean {
  if (env["NO_COLOR"]) return false;
  const force = env["FORCE_COLOR"];
  if (force !== undefined) return force !== "0" && force !== "false";
  return isTTY && env["TERM"] !== "dumb";
}

/**
 * Returns whether the locale is that of UTF-8, by the first of these variables that is set (POSIX, "Locale"). Without
 * a locale, such as on Windows, in containers, and in CI systems, the output is read as UTF-8.
 */
function isUnicode(env: Environment): boolean {
  const locale = ["LC_ALL", "LC_CTYPE", "LANG"].map((name) => env[name]).find(Boolean);
  return locale === undefined || /utf-?8/i.test(locale);
}
