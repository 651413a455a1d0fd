import { constants } from "node:buffer";
import { HuntInputError } from "../errors/hunt-error.js";

/** Milliseconds: Node's timers know no longer time, about 24 days. */
export const maxTimerMs = 2 ** 31 - 1;

/** Bytes: Node's buffers are no larger. */
export const maxBufferBytes = constants.MAX_LENGTH;

/**
 * A whole number from 1 to its limit.
 *
 * @throws {HuntInputError} that names the input and the limit
 */
export function requireWhole(input: string, value: number, most: number): number {
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new HuntInputError(input, "number", `${input}: ${value} is not a whole number from 1 to ${most}.`);
}

/**
 * A number within its limits.
 *
 * @throws {HuntInputError} that names the input and the limits
 */
export function requireNumber(input: string, value: number, least: number, most: number): number {
  if (typeof value === "number" && value >= least && value <= most) return value;
  throw new HuntInputError(input, "number", `${input}: ${value} is not a number from ${least} to ${most}.`);
}
