import type { Fields } from "@huntkit/catalog";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { getFastCheck, type Schema } from "../../src/http/schema.js";
import { toZod } from "../../src/http/to-zod.js";
import { toListSchema, toSchema } from "../../src/models/schema.js";
import { maxDepth } from "../../src/query/json-text.js";

const description = "";
const fields: Fields = {
  id: { type: "string", description },
  name: { type: "string", description },
  createdOn: { type: "date", description },
  score: { type: "number", description },
  active: { type: "boolean", description },
  either: { type: "string", accepts: ["string", "number"], description },
  any: { type: "number", accepts: "any", description },
  data: { type: "object", fields: { pid: { type: "number", description } }, description },
  tags: { type: "array", description },
  password: { type: "string", hidden: true, description },
};
const records = toListSchema(toSchema(fields));

/** Returns whether the fast check accepts JSON, and the data, which it converts. */
function accept(schema: Schema<unknown>, json: string) {
  const data: unknown = JSON.parse(json);
  return { isAccepted: getFastCheck(schema)!(data, 0), data };
}

const value = fc.oneof(
  fc.constantFrom("", "a", "5", "-1.50", "1e5", "5 ", 0, -1.5, true, null),
  fc.constantFrom({}, { pid: 1 }, { pid: "7" }, { pid: "no" }, { other: [1] }, [], [1], [{ pid: "7" }]),
);
const properties = fc.dictionary(fc.constantFrom(...Object.keys(fields), "other"), value);
const record = fc.oneof(
  { arbitrary: properties.map((given) => ({ id: "a", ...given })), weight: 20 },
  { arbitrary: properties, weight: 1 },
  { arbitrary: value, weight: 1 },
);

describe("the fast check of a list of records", () => {
  it("accepts what zod accepts, with the same data", () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 3 }), (rows) => {
        const json = JSON.stringify(rows);

        const { isAccepted, data } = accept(records, json);

        const byZod = z.safeParse(toZod(records), JSON.parse(json));
        expect({ isAccepted, data: isAccepted ? data : undefined }, json).toEqual({
          isAccepted: byZod.success,
          data: byZod.data,
        });
      }),
      { numRuns: 500 },
    );
  });

  it("keeps the order of the fields in the response", () => {
    const { data } = accept(records, '[{"tags":[],"score":"5","other":1,"id":"a"}]');

    expect(JSON.stringify(data)).toBe('[{"tags":[],"score":5,"other":1,"id":"a"}]');
  });

  it.each([
    ["a number that is too large", '[{"id":"a","score":1e999}]'],
    ["a field named __proto__, which zod removes", '[{"id":"a","__proto__":{"x":1}}]'],
    ["a null field named __proto__", '[{"id":"a","__proto__":null}]'],
    ["a number in text that is too large", `[{"id":"a","score":"${"9".repeat(400)}"}]`],
    ["a record without an ID", '[{"name":"a"}]'],
    ["a single record", '{"id":"a"}'],
  ])("does not accept %s", (_, json) => {
    expect(accept(records, json).isAccepted).toBe(false);
  });

  it("does not change a number in text that it does not accept", () => {
    const { data } = accept(records, `[{"id":"a","score":"${"9".repeat(400)}"}]`);

    expect(data).toEqual([{ id: "a", score: "9".repeat(400) }]);
  });

  it.each([
    ["in an unknown field", "other"],
    ["in a field of any type", "any"],
    ["below an object", "data"],
  ])("accepts exactly the maximum depth: %s", (_, name) => {
    const nest = (levels: number) => {
      const inside = `${"[".repeat(levels)}${"]".repeat(levels)}`;
      return `[{"id":"a","${name}":{"x":${inside}}}]`;
    };
    const above = 3;

    expect(accept(records, nest(maxDepth - above)).isAccepted).toBe(true);
    expect(accept(records, nest(maxDepth - above + 1)).isAccepted).toBe(false);
  });
});
