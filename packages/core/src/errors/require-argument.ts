import { HuntInputError } from "./hunt-error.js";

const kinds = {
  object: { noun: "an object", is: (value: unknown) => typeof value === "object" && !Array.isArray(value) },
  list: { noun: "a list", is: Array.isArray },
  string: { noun: "a string", is: (value: unknown) => typeof value === "string" },
};

/**
 * Requires an argument of a method. Types do not prevent a missing one in JavaScript, and a TypeError would not
 * name it.
 *
 * @throws {HuntInputError} `problem: "missing"`, or `"type"` for a value of another type
 */
export function requireArgument<T>(input: string, value: T, kind: keyof typeof kinds): T {
  const { noun, is } = kinds[kind];
  if (value !== null && is(value)) return value;
  const isMissing = value === undefined || value === null;
  const sentence = isMissing ? `missing. Pass ${noun}.` : `must be ${noun}.`;
  throw new HuntInputError(input, isMissing ? "missing" : "type", `${input}: ${sentence}`);
}
