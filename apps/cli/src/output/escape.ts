import { escapeToSingleLine } from "@huntkit/core";

/**
 * Text that others wrote, such as a host name, made harmless for a terminal: one line, with escape sequences and other
 * invisible characters written out.
 */
export function escapeForTerminal(text: string): string {
  return escapeToSingleLine(text, 2_000);
}

/** The same for text of several lines. */
export function escapeLinesForTerminal(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => escapeToSingleLine(line, 10_000))
    .join("\n");
}

/** A value of a record, as a table shows it: nothing for null, JSON for what is no plain value. */
export function formatCell(value: unknown): string {
  if (value === null || value === undefined) return "";
  return escapeForTerminal(typeof value === "string" ? value : JSON.stringify(value));
}

/** JSON in which even a terminal finds nothing to obey: what JSON leaves as it is, but a terminal may not, becomes an escape. */
export function toTerminalSafeJson(data: unknown, indent?: number): string {
  const text = JSON.stringify(data ?? null, undefined, indent);
  return text.replace(
    /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
