import { readFileSync } from "node:fs";
import { ApiToken, HuntInputError, parseJsonText } from "@huntkit/core";
import { escapeToSingleLine } from "@huntkit/core/escape";
import { formatList, parseInstant } from "@huntkit/core/internal";
import { decodeText } from "@huntkit/core/files";
import {
  futureTimeAdvice,
  isFutureTime,
  parsePastTime,
  pastTimeForms,
  type PastTime,
} from "@huntkit/toolkit";
import type { InputDeclaration, InputTypes } from "./declaration.js";

/**
 * Converts the text of an input to the value of its type.
 *
 * @param text not empty
 * @param now milliseconds since 1970
 * @throws {HuntInputError} if the text is not valid; the message names the input and what to do
 */
export function parseValue(
  text: string,
  name: string,
  declaration: InputDeclaration,
  now: number,
): InputTypes[keyof InputTypes] {
  return parsers[declaration.type](text, { ...declaration, name, now });
}

/** The input to parse a value for. */
type Target = Pick<InputDeclaration, "min" | "max" | "values" | "pattern" | "hint"> & {
  name: string;
  now?: number;
};

const parsers: { readonly [T in keyof InputTypes]: (text: string, target: Target) => InputTypes[T] } = {
  string: parseString,
  integer: parseInteger,
  boolean: parseBoolean,
  names: parseNames,
  json: parseJson,
  "past-time": parsePast,
  date: parseDate,
  choice: parseChoice,
  secret: parseSecret,
  "hunt-token": (text) => new ApiToken(text),
  "pem-file": readPem,
};

function parseString(text: string, target: Target): string {
  if (target.pattern?.test(text) ?? true) return text;
  throw createInvalidValueError(target, "format", text);
}

/** Parses a whole number from `min` to `max`. */
export function parseInteger(text: string, target: Target): number {
  const { min = 0, max = 999_999 } = target;
  const number = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= min && number <= max) return number;
  throw createInvalidValueError(target, "number", text, `Use a whole number from ${min} to ${max}.`);
}

/** Parses `true` or `false`. Case is ignored. */
export function parseBoolean(text: string, target: Target): boolean {
  const lowerCase = text.toLowerCase();
  if (lowerCase === "true" || lowerCase === "false") return lowerCase === "true";
  throw createInvalidValueError(target, "flag", text, "Use true or false.");
}

/** Parses names that are separated by commas or newlines, or the items of a list in YAML or JSON. */
export function parseNames(text: string, target: Target): string[] {
  const names = /^[[{]/.test(text.trim()) ? parseJsonNames(text) : splitNames(text);
  if (names.length > 0) return names;
  const use = 'Use names separated by commas or newlines, or a list such as ["a", "b"].';
  throw createInvalidValueError(target, "names", text, use);
}

function splitNames(text: string): string[] {
  return text
    .split(/[,\n]/)
    .map((part) => part.trim().replace(/^-\s+/, ""))
    .filter((part) => part !== "");
}

function parseJsonNames(text: string): string[] {
  try {
    const list: unknown = JSON.parse(text);
    const isValid = Array.isArray(list) && list.every((name) => typeof name === "string" && name !== "");
    return isValid ? (list as string[]) : [];
  } catch {
    return [];
  }
}

function parseJson(text: string, { name }: Target): unknown {
  try {
    return parseJsonText(text, name);
  } catch (error) {
    if (error instanceof HuntInputError && error.problem !== "json") throw error;
    throw new HuntInputError(
      name,
      "json",
      `Input '${name}' is not valid JSON. Use JSON such as {"severity": "high"}, within single quotes in YAML.`,
    );
  }
}

function parsePast(text: string, target: Target): PastTime {
  const time = parsePastTime(text);
  const form = `Use ${pastTimeForms}, or an ISO 8601 time such as 2026-03-31T09:30:00Z.`;
  if (time === null) throw createInvalidValueError(target, "date", text, form);
  if ("atMs" in time && isFutureTime(time.atMs, target.now ?? Infinity))
    throw createFutureError(target, text);
  return time;
}

function parseDate(text: string, target: Target): string {
  const time = parseInstant(text);
  if (time === null) throw createInvalidValueError(target, "date", text, "Use a date such as 2026-03-31.");
  if (isFutureTime(time, target.now ?? Infinity)) throw createFutureError(target, text);
  return text;
}

function createFutureError(target: Target, text: string): HuntInputError {
  return createInvalidValueError(target, "future", text, futureTimeAdvice);
}

function parseChoice(text: string, target: Target): string {
  const { values = [] } = target;
  const lowerCase = text.toLowerCase();
  if (values.includes(lowerCase)) return lowerCase;
  throw createInvalidValueError(target, "unknown", text, `Use ${formatList(values, "or")}.`);
}

/** Accepts the characters that an HTTP header can contain. The error does not quote the value. */
function parseSecret(text: string, { name }: Target): string {
  if (/^[\x21-\x7e]+$/.test(text)) return text;
  throw new HuntInputError(
    name,
    "characters",
    `Input '${name}' contains white space or other characters that are not allowed in a token. Pass only the token, from a secret.`,
  );
}

function readPem(text: string, target: Target): string {
  if (text.includes("-----BEGIN")) return text;
  try {
    return decodeText(readFileSync(text));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const use = `Could not read the file (${code}). Use PEM text, or the path of a file that an earlier step created.`;
    throw createInvalidValueError(target, "file", text, use);
  }
}

function createInvalidValueError(
  { name, hint }: Target,
  problem: HuntInputError["problem"],
  text: string,
  use?: string,
): HuntInputError {
  const value = escapeToSingleLine(text, 80);
  const advice = [use, hint].filter(Boolean).join(" ");
  return new HuntInputError(name, problem, `Invalid value "${value}" for '${name}'. ${advice}`);
}
