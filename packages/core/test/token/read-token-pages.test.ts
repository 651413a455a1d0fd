import type { Warn } from "../../src/http/hooks.js";
import { describe, expect, it } from "vitest";
import { HuntValidationError } from "../../src/errors/request-errors.js";
import { readTokenPages, type TokenPageFilter } from "../../src/token/read-token-pages.js";

type FetchRows = (filter: TokenPageFilter | undefined) => object[];

const toRows = (count: number, create: (index: number) => object) =>
  Array.from({ length: count }, (_, index) => create(index));

const toNumberedRows = (count: number) => toRows(count, (id) => ({ id }));

/** Returns a page of these rows. */
const toPage = (all: readonly object[], { skip = 0 }: Partial<TokenPageFilter> = {}) =>
  all.slice(skip, skip + 1_000);

/** Reads a list, and returns the rows, the filters of the requests, and the warnings. */
async function readRows(fetchRows: FetchRows) {
  const filters: (TokenPageFilter | undefined)[] = [];
  const warnings: Parameters<Warn>[] = [];
  const rows = await readTokenPages(
    async (filter) => {
      filters.push(filter);
      return fetchRows(filter);
    },
    (...warning) => warnings.push(warning),
  );
  return { rows, filters, warnings };
}

/** Throws what HUNT returns for a filter that the route does not support. */
function rejectFilter(): never {
  throw new HuntValidationError("filter is not supported", { method: "GET", path: "tokens", status: 400 });
}

describe("readTokenPages", () => {
  it("sends one request without a filter for a list that is shorter than a page", async () => {
    const { rows, filters } = await readRows(() => toNumberedRows(999));

    expect(rows).toHaveLength(999);
    expect(filters).toEqual([undefined]);
  });

  it("reads the list again in the order of the IDs if the first page is full", async () => {
    const { rows, filters, warnings } = await readRows((filter) => toPage(toNumberedRows(1_000), filter));

    expect(rows).toHaveLength(1_000);
    expect(filters).toEqual([
      undefined,
      { order: "id ASC", limit: 1_000, skip: 0 },
      { order: "id ASC", limit: 1_000, skip: 1_000 },
    ]);
    expect(warnings).toEqual([]);
  });

  it("returns all tokens of a server that lists the newest first without a filter", async () => {
    const all = toNumberedRows(2_500);

    const { rows, warnings } = await readRows((filter) => toPage(filter ? all : all.toReversed(), filter));

    expect(rows).toEqual(all);
    expect(warnings).toEqual([]);
  });

  it("keeps tokens without IDs, also if they are equal", async () => {
    const all = toRows(2_500, (index) => ({ description: `token ${index % 700}` }));

    const { rows } = await readRows((filter) => toPage(all, filter));

    expect(rows).toEqual(all);
  });

  it("returns the first page with a warning if the server rejects the filter", async () => {
    const { rows, warnings } = await readRows((filter) => (filter ? rejectFilter() : toNumberedRows(1_000)));

    expect(rows).toHaveLength(1_000);
    const message =
      "HUNT returned the first 1000 tokens, but not the next page. The list of tokens might be incomplete.";
    expect(warnings).toEqual([[message, "HUNT_TOKENS_INCOMPLETE"]]);
  });

  it("returns the first page with a warning if the server ignores the filter", async () => {
    const { rows, warnings } = await readRows(() => toNumberedRows(1_000));

    expect(rows).toHaveLength(1_000);
    expect(warnings).toHaveLength(1);
  });

  it("returns a longer list of a server without pages, and does not warn", async () => {
    const { rows, warnings } = await readRows(() => toNumberedRows(1_500));

    expect(rows).toHaveLength(1_500);
    expect(warnings).toEqual([]);
  });

  it("ends if a server without IDs ignores the filter, and only the last uses change", async () => {
    let uses = 0;
    const create = (index: number) => ({ description: `token ${index}`, lastUsedOn: `use ${uses}` });

    const { rows, warnings } = await readRows(() => {
      uses++;
      return toRows(1_000, create);
    });

    expect(rows).toHaveLength(1_000);
    expect(warnings).toHaveLength(1);
  });

  it("throws other errors of the next page", async () => {
    const fail = (): never => {
      throw new TypeError("failed");
    };

    const reading = readRows((filter) => (filter ? fail() : toNumberedRows(1_000)));

    await expect(reading).rejects.toThrow("failed");
  });
});
