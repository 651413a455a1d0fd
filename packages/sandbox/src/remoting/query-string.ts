import type { JsonObject } from "../values.js";

/**
 * Reads a query string as Express does: a repeated name becomes a list, `filter[where][name]=x` becomes an object.
 *
 * @param query without its question mark
 */
export async function parseQueryString(query: string): Promise<JsonObject> {
  if (/\[|%5B/i.test(query)) {
    // Brackets are rare, so their parser is loaded when the first ones come.
    const { default: qs } = await import("qs");
    return qs.parse(query);
  }
  const values: JsonObject = {};
  for (const [name, value] of new URLSearchParams(query)) {
    const earlier = values[name];
    values[name] = earlier === undefined ? value : [earlier, value].flat();
  }
  return values;
}
