import { escapeForTerminal, terminalText, toSafeJson, type TerminalText } from "@huntkit/core/escape";

/**
 * Escaping for the command line. The first output loads it, because commands such as `hunt --help` do not
 * need it.
 */
export { escapeForTerminal, escapeLines, terminalText, toSafeJson } from "@huntkit/core/escape";

/** Formats a value of a record for a table. Null becomes an empty string; lists and objects become JSON. */
export function formatCell(value: unknown): TerminalText {
  if (value === null || value === undefined) return escapeForTerminal("");
  return typeof value === "string" ? escapeForTerminal(value) : escapeForTerminal(toSafeJson(value));
}

/** Escapes untrusted text, and adds a line break. */
export function toLine(text: string): TerminalText {
  return terminalText`${escapeForTerminal(text)}\n`;
}

/** Joins escaped text. */
export function joinText(parts: readonly TerminalText[], separator = ""): TerminalText {
  return parts.join(separator) as TerminalText;
}

/** Pads escaped text with spaces on the right, to a width of `length` UTF-16 code units. */
export function padText(text: TerminalText, length: number): TerminalText {
  return text.padEnd(length) as TerminalText;
}
