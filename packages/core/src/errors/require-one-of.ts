import { escapeToSingleLine } from "../escape/escape-text.js";
import { HuntInputError } from "./hunt-error.js";

const list = new Intl.ListFormat("en", { type: "disjunction" });

/** Formats names as `a, b, or c`. */
export function formatAlternatives(names: readonly string[]): string {
  return list.format(names);
}

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
    `${input}: "${shown}" is not valid. Use ${formatAlternatives(choices)}.`,
  );
}
