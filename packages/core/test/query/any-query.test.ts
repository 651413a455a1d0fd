import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { ListOptions } from "../../src/index.js";
import { createClient, useSandbox } from "../helpers.js";
import { conditions, matches, type Plain } from "./oracle.js";

// The reference compares strings by code point.
const sandbox = useSandbox({ now: "2026-03-01T00:00:00Z", collation: "C" });
const sortable = ["os", "hostname", "active", "heartbeat"] as const;
const fields = ["hostname", "os", "name", "locationId"] as const;

const directed = fc.tuple(fc.constantFrom("", " ASC", " DESC"), fc.constantFrom("", " ASC", " DESC"));
const ordered = fc
  .tuple(fc.shuffledSubarray([...sortable], { minLength: 1, maxLength: 2 }), directed)
  .map(([names, directions]) => names.map((name, index) => name + directions[index]));
const rest = fc.record(
  {
    order: fc.oneof(ordered, fc.constantFrom("id", "id ASC", "id DESC")),
    limit: fc.integer({ min: 1, max: 900 }),
    fields: fc.subarray([...fields], { minLength: 1 }),
  },
  { requiredKeys: [] },
);
const options: fc.Arbitrary<ListOptions> = fc.record(
  {
    pageSize: fc.integer({ min: 250, max: 1_000 }),
    concurrency: fc.integer({ min: 1, max: 4 }),
    preserveOrder: fc.boolean(),
  },
  { requiredKeys: [] },
);

/** Returns the rows that a filter matches, according to the reference. */
function select(
  rows: Plain[],
  {
    where = {},
    order = [],
    limit = Infinity,
    fields: names,
  }: { where?: Plain; order?: string | string[]; limit?: number; fields?: string[] },
): Plain[] {
  const keys = [order, "id"].flat().map((each) => each.split(" ") as [string, string?]);
  const found = rows
    .filter((row) => matches(row, where))
    .sort((one, other) => {
      const [name, direction] = keys.find(([key]) => one[key] !== other[key]) ?? ["id"];
      return (String(one[name]) < String(other[name]) ? -1 : 1) * (direction === "DESC" ? -1 : 1);
    });
  return found
    .slice(0, limit)
    .map((row) => (names ? Object.fromEntries(["id", ...names].map((name) => [name, row[name]])) : row));
}

const byId = (rows: Plain[]) => [...rows].sort((one, other) => (String(one.id) < String(other.id) ? -1 : 1));

it("returns the rows of the reference for any query, in its order, within its limit, and with its fields", async () => {
  const rows = sandbox().records("Agents") as Plain[];
  const { agents } = createClient(sandbox().url, { token: sandbox().tokens.admin, logLevel: "off" });
  const any = fc.tuple(
    conditions(rows, ["hostname", "ipstring", "active", "name", "heartbeat"]),
    rest,
    options,
  );
  await fc.assert(
    fc.asyncProperty(any, async ([where, others, how]) => {
      const filter = { where, ...others };
      const expected = select(rows, filter);
      const listing = agents.list(filter as Parameters<typeof agents.list>[0], how);
      const found = (await listing.toArray()) as Plain[];
      // Without an order, rows come in the order of their pages, so the rows within a limit are not
      // determined.
      const { order, limit } = filter;
      const isInOrder =
        (order !== undefined && !["id", "id ASC"].includes(String(order))) ||
        (how.preserveOrder ?? (order ?? limit) !== undefined);
      const withoutOrder = (each: Plain[]) => (limit === undefined ? byId(each) : each.length);
      const seen = (each: Plain[]) => (isInOrder ? each : withoutOrder(each));
      expect(seen(found)).toEqual(seen(expected));
      expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
    }),
    { numRuns: 50 },
  );
});
