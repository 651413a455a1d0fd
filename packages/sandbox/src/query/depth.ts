import { LoopBackError } from "../loopback-error.js";

/**
 * Maximum depth of a filter, or of a condition without a filter (LoopBack 3). The object itself has level 0.
 */
const MAX_DEPTH = 12;

/**
 * Throws if a filter or a condition is nested too deeply.
 *
 * @throws {LoopBackError} 400 QUERY_OBJECT_TOO_DEEP
 */
export function requireShallow(query: unknown, level = 0): void {
  if (level > MAX_DEPTH) {
    throw new LoopBackError(400, `The query object exceeds maximum depth ${MAX_DEPTH}`, {
      code: "QUERY_OBJECT_TOO_DEEP",
    });
  }
  if (typeof query !== "object" || query === null) return;
  for (const value of Object.values(query)) requireShallow(value, level + 1);
}
