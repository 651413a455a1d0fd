/** Levels of data that HUNT and people work with. JavaScript's own functions exhaust the stack at some thousands. */
export const maxDepth = 200;

/**
 * Returns whether data is nested deeper than {@link maxDepth} levels. Code that walks through data, such as
 * `JSON.stringify`, would exhaust the stack. Data that contains itself is endlessly deep.
 */
export function isTooDeep(data: unknown, depth = 0): boolean {
  if (typeof data !== "object" || data === null) return false;
  if (depth === maxDepth) return true;
  for (const key in data) if (isTooDeep((data as Record<string, unknown>)[key], depth + 1)) return true;
  return false;
}
