import { describe, expect, it } from "vitest";
import { readTokenPages, type TokenPageFilter } from "../../src/token/read-token-pages.js";

const toRows = (count: number, create: (index: number) => object) =>
  Array.from({ length: count }, (_, index) => create(index));

/** Reads a list from a server with pages, and returns the rows and the filters of the requests. */
async function readRows(all: readonly object[]) {
  const filters: (TokenPageFilter | undefined)[] = [];
  const rows = await readTokenPages(async (filter) => {
    filters.push(filter);
    const skip = filter?.skip ?? 0;
    return all.slice(skip, skip + 1_000);
  });
  return { rows, filters };
}

describe("readTokenPages", () => {
  it("sends one request without a filter for a list that is shorter than a page", async () => {
    const { rows, filters } = await readRows(toRows(999, (id) => ({ id })));

    expect(rows).toHaveLength(999);
    expect(filters).toEqual([undefined]);
  });

  it("reads the next page after a full one", async () => {
    const { rows, filters } = await readRows(toRows(1_000, (id) => ({ id })));

    expect(rows).toHaveLength(1_000);
    expect(filters.at(-1)).toEqual({ order: "id ASC", limit: 1_000, skip: 1_000 });
  });

  it("returns all tokens of a server that returns no IDs", async () => {
    const { rows } = await readRows(toRows(1_500, (index) => ({ description: `token ${index}` })));

    expect(rows).toHaveLength(1_500);
  });
});
