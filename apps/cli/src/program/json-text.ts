import type { ParseError } from "jsonc-parser";
import { UsageError } from "./errors.js";
import { readText } from "./files.js";

/** Number of characters that an error message shows on each side of the error. */
const contextChars = 30;

/**
 * Parses the JSON of a flag, or that of a file if the value starts with `@`, which JSON never does.
 *
 * @param name name of the flag, such as `--where`
 * @throws {UsageError} if the file cannot be read, or as {@link parseJson} throws
 */
export async function parseJsonFlag(value: string, name: string): Promise<unknown> {
  if (!value.startsWith("@")) return parseJson(value, name);
  const path = value.slice(1);
  if (path === "")
    throw new UsageError(
      `The name of the file is missing after the @ in ${name}.`,
      `For example: ${name} @file.json`,
    );
  return parseJson(await readText(path, name), path);
}

/**
 * Parses JSON that a user wrote.
 *
 * @param name source of the text, such as `--where` or the name of a file
 * @throws {UsageError} if it is not valid JSON. The message has the line and the column, and shows the place
 *   with a caret. Also thrown if it contains a number that JavaScript cannot represent exactly.
 */
export async function parseJson(text: string, name: string): Promise<unknown> {
  if (name.startsWith("--") && text.trim() === "")
    throw new UsageError(`The value of ${name} is empty.`, `Set a value, or remove ${name}.`);
  const { HuntInputError, parseJsonText } = await import("@huntkit/core");
  try {
    return parseJsonText(text, name);
  } catch (error) {
    const isJson = error instanceof HuntInputError && error.problem !== "json";
    throw isJson ? new UsageError(error.message) : await createJsonError(text, name);
  }
}

/**
 * Creates the error for invalid JSON. It uses another parser, because JavaScript's does not always report the
 * place.
 */
async function createJsonError(text: string, name: string): Promise<UsageError> {
  const { parse, printParseErrorCode } = await import("jsonc-parser");
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false });
  const { error, offset } = errors[0]!;
  const before = text.slice(0, offset).split("\n");
  const column = before.at(-1)!.length;
  const words = printParseErrorCode(error).replace(/[A-Z]/g, (letter, at: number) =>
    at === 0 ? letter.toLowerCase() : ` ${letter.toLowerCase()}`,
  );
  const line = text.split("\n")[before.length - 1] ?? "";
  const from = Math.max(0, column - contextChars);
  const shown = replaceControlChars(line.slice(from, column + contextChars));
  const pointer = `${" ".repeat(replaceControlChars(line.slice(from, column)).length)}^`;
  const hint = adviseForm(text);
  return new UsageError(
    `Invalid JSON in ${name} at line ${before.length}, column ${column + 1} (${words}).`,
    `\n  ${shown}\n  ${pointer}${hint && `\n${hint}`}`,
  );
}

/** Returns how to write JSON for a value with single quotes, without quotes, or of the form `name=value`; otherwise "". */
function adviseForm(text: string): string {
  const [, name, value] = /^\s*([\w.]+)=([\w.:/ -]{0,30})$/.exec(text) ?? [];
  if (name !== undefined) return `For example: '{"${name}": "${value}"}'`;
  return /^\s*[{[]?\s*'/.test(text) || /[{,]\s*\w+\s*:/.test(text)
    ? 'JSON requires double quotes around names and strings. Put single quotes around the whole value: \'{"severity": "high"}\''
    : "";
}

/** Replaces each control character with one space, so the caret is in the right column. */
function replaceControlChars(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, " ");
}
