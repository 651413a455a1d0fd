import * as z from "zod/mini";
import { HuntInputError } from "../errors/hunt-error.js";
import { fillPath } from "../http/address.js";
import type { HuntRequest, HuntResponse } from "../http/request.js";
import { toZod } from "../http/to-zod.js";
import { findKnownRecords } from "./known-models.js";
import { listSegments } from "./require-record-path.js";

/**
 * What a list or a count does if no record can match its condition: it returns no rows with a warning, or throws. See
 * the rule in `value-mistake.ts`.
 */
export type ImpossibleReads = "warn" | "error";

/** Returns whether an error of {@link checkValues} is that of a condition which no record can match. */
export function isImpossibleConditionError(error: unknown): error is HuntInputError {
  return (
    error instanceof HuntInputError && error.input === "where" && ["empty", "range"].includes(error.problem)
  );
}

/**
 * Returns the response to a read that no record can match; null if it would not be a list or a count, or does not
 * match the schema.
 */
export function createEmptyResponse<T>(request: HuntRequest<T>): HuntResponse<T> | null {
  const { path, params, schema, binary } = request;
  const none = findEmptyData(listSegments(fillPath(path, params).path));
  if (!none || binary) return null;
  const checked = schema ? z.safeParse(toZod(schema), none) : { success: true as const, data: none as T };
  if (!checked.success) return null;
  const headers = Array.isArray(none) ? { "x-total-count": "0" } : {};
  return { status: 200, headers, data: checked.data, attempts: 0, mayHaveExecutedBefore: false };
}

function findEmptyData(segments: readonly string[]): unknown {
  if (segments.length > 1 && segments.at(-1)!.toLowerCase() === "count") return { count: 0 };
  if (segments.length === 1) return [];
  return segments.length === 3 && findKnownRecords(segments).fields ? [] : null;
}
