import { escapeToSingleLine } from "../escape/escape-text.js";
import { formatList } from "./format-list.js";
import { HuntInputError } from "./hunt-error.js";

/**
 * Requires one of a few values.
 *
 * @throws {HuntInputError} `problem: "unknown"`, with `input`
 */
export function requireOneOf(input: string, value: unknown, choices: readonly string[]): void {
  if (choices.includes(value as string)) return;
  const shown = escapeToSingleLine(String(value), 80);
  throw new HuntInputError(
    input,
    "unknown",
    `${input}: "${shown}" is not valid. Use ${formatList(choices, "or")}.`,
  );
}
