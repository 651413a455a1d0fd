import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Fields } from "@huntkit/catalog";
import { listComparisons } from "../../src/guard/condition.js";
import { isPossible, isSatisfiable } from "../../src/guard/possible-values.js";
import type { PlainWhere } from "../../src/query/normalize-where.js";

const description = "";
const fields: Fields = {
  name: { type: "string", description },
  createdOn: { type: "date", description },
  score: { type: "number", description },
  title: { type: "string", required: true, description },
};
const value = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom("%", "_", "\\%", "2026-03-31", "2026-02-30T00:00:00Z"),
);
const comparison = fc.oneof(
  value,
  fc.constant(null),
  fc.record({ neq: fc.oneof(value, fc.constant(null)) }),
  ...["gt", "gte", "lt", "lte"].map((operator) => fc.record({ [operator]: value })),
  ...["inq", "nin"].map((operator) => fc.record({ [operator]: fc.array(value) })),
  fc.record({ between: fc.tuple(value, value) }),
  ...["like", "nlike", "ilike", "nilike", "regexp"].map((operator) =>
    fc.record({ [operator]: fc.string({ minLength: 1 }) }),
  ),
);
const clause = fc
  .tuple(fc.constantFrom("name", "createdOn", "score", "title", "unknown"), comparison)
  .map(([path, condition]): PlainWhere => ({ [path]: condition }));

describe("isSatisfiable", () => {
  it("is true only for comparisons that isPossible finds possible", () => {
    fc.assert(
      fc.property(fc.array(clause, { minLength: 1, maxLength: 3 }), (and) => {
        const all = listComparisons({ and });
        for (const each of all.filter((one) => isSatisfiable(one, all, fields)))
          expect(isPossible([{ and }], each.path, fields), JSON.stringify(and)).toBe(true);
      }),
    );
  });

  it.each([
    ["two comparisons of a property", [{ score: { gt: 1 } }, { score: { lt: 5 } }]],
    ["an empty list", [{ name: { inq: [] } }]],
    ["a range", [{ score: { between: [1, 5] } }]],
    ["a pattern that must not match", [{ name: { nlike: "%" } }]],
  ])("is false for %s", (_, and: PlainWhere[]) => {
    const all = listComparisons({ and });

    expect(isSatisfiable(all[0]!, all, fields)).toBe(false);
  });

  it("is false for a property whose values are all known", () => {
    const all = listComparisons({ archived: false });

    expect(isSatisfiable(all[0]!, all, { archived: { type: "boolean", description } })).toBe(false);
  });
});
