import type { Field, Format } from "@huntkit/catalog";
import type { InputProblem } from "../errors/hunt-error.js";
import { quoteValue } from "../http/address.js";
import { exampleUuid, isUuid } from "../ids.js";
import { isImpossibleAddress } from "../network-address.js";
import { adviseTime, isTime } from "../query/normalize-where.js";
import type { Comparison } from "./condition.js";
import { createMistake, type ValueMistake } from "./mistake.js";

/** The operators that compare with a part of a value. */
export const patternOperators: ReadonlySet<string> = new Set(["like", "nlike", "ilike", "nilike", "regexp"]);

/** Operators that compare with whole values. */
export const exactOperators: ReadonlySet<string> = new Set(["eq", "neq", "inq", "nin"]);

/** A type whose values HUNT converts before it compares them (LoopBack 3 on PostgreSQL), or that have a known form. */
export interface ValueType {
  /** Noun phrase for messages. */
  readonly noun: string;
  readonly problem: InputProblem;
  readonly isValue: (value: unknown) => boolean;
  /** What to use instead of a wrong value. */
  readonly advise: (value: unknown) => string;
  /** Returns what to use instead of a pattern; undefined if HUNT can compare with it. */
  readonly advisePattern: (operator: string) => string | undefined;
  /** Whether HUNT compares it as a string, so a range can use the first characters. */
  readonly isString?: true;
}

/** `like` compares with the text of a number or a UUID, but `regexp` is an error. */
const adviseRegexp = (operator: string) => (operator === "regexp" ? "Use another operator." : undefined);

const boolean: ValueType = {
  noun: "a boolean",
  problem: "type",
  isValue: (value) => typeof value === "boolean",
  advise: () => "Use true or false.",
  advisePattern: () => "Use true or false.",
};

const date: ValueType = {
  noun: "a date",
  problem: "date",
  isValue: isTime,
  advise: adviseTime,
  advisePattern: () => "Use gte, lt, or between.",
};

const number: ValueType = {
  noun: "a number",
  problem: "number",
  isValue: isNumeric,
  advise: () => "Use a number.",
  advisePattern: adviseRegexp,
};

const uuid: ValueType = {
  noun: "a UUID",
  problem: "format",
  isValue: (value) => typeof value === "string" && isUuid(value),
  advise: () => `Use a UUID, such as ${exampleUuid}.`,
  advisePattern: adviseRegexp,
};

/** HUNT has hashes in lower case, and compares case. */
function createHashType(noun: string, length: number): ValueType {
  const isHash = (value: unknown) =>
    typeof value === "string" && value.length === length && /^[0-9a-f]+$/.test(value);
  return {
    noun: `${noun} in lower case`,
    problem: "format",
    isValue: isHash,
    advise: (value) => {
      const lower = String(value).trim().toLowerCase();
      return isHash(lower) ? `Use ${quoteValue(lower)}.` : `Use ${length} hexadecimal digits.`;
    },
    advisePattern: () => undefined,
    isString: true,
  };
}

/** A value can have several addresses. A host name is possible, because a scan accepts one. */
function createAddressType(noun: string, example: string): ValueType {
  return {
    noun,
    problem: "format",
    isValue: (value) => typeof value === "string" && !value.split(/[\s,;]+/).some(isImpossibleAddress),
    advise: () => `Use ${noun}, such as ${example}.`,
    advisePattern: () => undefined,
    isString: true,
  };
}

const byFormat: Partial<Record<Format, ValueType>> = {
  ip: createAddressType("an IP address", "10.0.0.5"),
  network: createAddressType("an IP address or range", "10.0.0.0/16"),
  uuid,
  md5: createHashType("an MD5", 32),
  sha1: createHashType("a SHA-1", 40),
  sha256: createHashType("a SHA-256", 64),
};

/** Returns the first mistake in a comparison with values of another type. */
export function checkType(
  { path, operator, operands }: Comparison,
  field: Field,
  subject: string,
): ValueMistake | null {
  const type = findType(path, field);
  // Paging compares with the ID of the last row, even if HUNT has another format than the catalog.
  if (!type || (path === "id" && !exactOperators.has(operator) && operator !== "regexp")) return null;
  if (patternOperators.has(operator)) {
    const advice = type.advisePattern(operator);
    if (advice === undefined) return null;
    const sentence = `${type.noun} such as ${subject} cannot be compared with ${operator}. ${advice}`;
    return createMistake("operator", sentence);
  }
  if (type.isString && !exactOperators.has(operator)) return null;
  const wrong = operands.find((operand) => operand !== null && !type.isValue(operand));
  if (wrong === undefined) return null;
  return createMistake(
    type.problem,
    `${quoteValue(wrong)} is not a value of ${subject}, which is ${type.noun}. ${type.advise(wrong)}`,
  );
}

/** Returns the type of a field whose values HUNT converts, or that have a known form; undefined for any other. */
export function findType(path: string, { type, format }: Field): ValueType | undefined {
  if (type === "boolean") return boolean;
  if (format !== undefined && byFormat[format]) return byFormat[format];
  // LoopBack compares the properties of an object as strings.
  if (path.includes(".")) return undefined;
  if (type === "date") return date;
  return type === "number" ? number : undefined;
}

/** Returns whether a value is a number, or a string that LoopBack converts to one. */
export function isNumeric(value: unknown): boolean {
  if (typeof value === "number") return true;
  return typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value));
}
