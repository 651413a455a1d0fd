import { getInput, setSecret } from "@actions/core";
import { HuntInputError } from "@huntkit/core";

/** An input as it was written, or undefined where it was not: to the runner, an input that is left out is empty. */
export function readText(name: string): string | undefined {
  return getInput(name) || undefined;
}

/**
 * A whole number.
 *
 * @throws {HuntInputError} when it is none, or less than `least`
 */
export function readWholeNumber(name: string, least: number): number {
  const text = getInput(name);
  const number = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least) return number;
  throw new HuntInputError(
    name,
    "number",
    `${name}: "${text}" is no whole number from ${least} to 999999. Write it in digits, such as 30.`,
  );
}

/** The same where it may be left out. */
export function readOptionalNumber(name: string, least: number): number | undefined {
  return readText(name) === undefined ? undefined : readWholeNumber(name, least);
}

/**
 * `true` or `false`, as YAML 1.2 has them.
 *
 * @param fallback where nothing was written; the runner gives an input that is there and empty no default
 * @throws {HuntInputError} for anything else
 */
export function readFlag(name: string, fallback = false): boolean {
  const text = getInput(name);
  if (text === "") return fallback;
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === "true";
  throw new HuntInputError(name, "flag", `${name}: "${text}" is neither true nor false.`);
}

/** Names between commas or on lines of their own; empty where nothing was written. */
export function readNames(name: string): string[] {
  return getInput(name)
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/**
 * A value as JSON, or undefined where nothing was written.
 *
 * @throws {HuntInputError} when it is no JSON
 */
export function readJson(name: string): unknown {
  const text = readText(name);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new HuntInputError(
      name,
      "json",
      `${name}: it is no JSON. Write it like {"severity": "high"}, within single quotes in YAML.`,
    );
  }
}

/**
 * A secret other than HUNT's token, masked at once; undefined where nothing was written.
 *
 * @throws {HuntInputError} when it holds what no header can, such as a line break
 */
export function readSecret(name: string): string | undefined {
  const text = readText(name);
  if (text === undefined) return undefined;
  if (text.length >= 8) setSecret(text);
  if (/^[\x21-\x7e]+$/.test(text)) return text;
  throw new HuntInputError(
    name,
    "characters",
    `${name}: it holds white space or other characters that no token has. Pass the token alone, from a secret.`,
  );
}
