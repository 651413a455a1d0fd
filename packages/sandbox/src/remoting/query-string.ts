import qs from "qs";
import type { JsonObject } from "../values.js";

/**
 * Parses a query string as Express does: a repeated name becomes a list, and `filter[where][name]=x` an
 * object. The build bundles this module with qs, which has many files and is slow to load.
 *
 * @param query the query string without its question mark
 */
export function parseQueryString(query: string): JsonObject {
  // qs is slower, and brackets are rare.
  if (/\[|%5B/i.test(query)) return qs.parse(query);
  const values: JsonObject = {};
  for (const [name, value] of new URLSearchParams(query)) {
    const earlier = values[name];
    values[name] = earlier === undefined ? value : [earlier, value].flat();
  }
  return values;
}
