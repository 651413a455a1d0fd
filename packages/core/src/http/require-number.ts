import { constants } from "node:buffer";
import { HuntInputError } from "../errors/hunt-error.js";

/** Maximum delay of Node's timers in milliseconds, about 24 days. */
export const maxTimerMs = 2 ** 31 - 1;

/** Maximum size of Node's buffers in bytes. */
export const maxBufferBytes = constants.MAX_LENGTH;

/**
 * Requires an integer from 1 to its limit.
 *
 * @throws {HuntInputError} `problem: "number"`, with `input`
 */
export function requireInteger(input: string, value: number, max: number): number {
  if (Number.isInteger(value) && value >= 1 && value <= max) return value;
  throw new HuntInputError(input, "number", `${input}: ${value} is not an integer from 1 to ${max}.`);
}

/**
 * Requires a number within its limits.
 *
 * @throws {HuntInputError} `problem: "number"`, with `input`
 */
export function requireNumber(input: string, value: number, min: number, max: number): number {
  if (typeof value === "number" && value >= min && value <= max) return value;
  throw new HuntInputError(input, "number", `${input}: ${value} is not a number from ${min} to ${max}.`);
}
