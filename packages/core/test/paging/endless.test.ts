import { describe, expect, it } from "vitest";
import type { Row } from "../../src/paging/page.js";
import { toUuid } from "../../src/ids.js";
import { createClient, serve } from "../helpers.js";

/** Serves lists that a function generates, and fails after 100 pages. */
async function serveList(toRows: (page: number) => readonly Row[], total: number) {
  let page = 0;
  const { url } = await serve((_, response) => {
    if (page === 100) return void response.destroy();
    response.setHeader("x-total-count", total);
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(toRows(page++)));
  });
  return createClient(url, { retry: { retries: 0 } }).model("Widgets");
}

const uuids = (page: number): Row[] =>
  Array.from({ length: 1_000 }, (_, index) => ({ id: toUuid(page * 1_000 + index) }));
const names = (page: number): Row[] =>
  Array.from({ length: 1_000 }, (_, index) => ({ id: `${page}-${index}` }));
const stuck = { code: "HUNT_PROTOCOL", problem: "wrong-shape" };

describe("an endless list", () => {
  it.each([
    ["UUIDs", uuids],
    ["other IDs", names],
  ])("fails if the server returns the same two pages in turn: %s", async (_, toRows) => {
    const widgets = await serveList((page) => toRows(page % 2), 5_000);

    const reading = widgets.list({}, { concurrency: 1, maxRows: Infinity }).toArray();

    await expect(reading).rejects.toMatchObject({
      ...stuck,
      message: expect.stringContaining("paging by id makes no progress"),
    });
  });

  it.each([
    ["by ID", {}],
    ["in a custom order", { order: "color" }],
  ])("fails if the server returns more rows than it counts: %s", async (_, filter) => {
    const widgets = await serveList(uuids, 5);

    const reading = widgets.list(filter, { maxRows: Infinity }).toArray();

    await expect(reading).rejects.toMatchObject({
      ...stuck,
      message: expect.stringMatching(/the server counted 5 rows, but has returned \d+ and more/),
    });
  });
});

describe("a row", () => {
  it("rejects an ID that is a number that JSON may have rounded", async () => {
    const widgets = await serveList(() => [{ id: 2 ** 53 }], 1);

    await expect(widgets.list().toArray()).rejects.toMatchObject({
      ...stuck,
      message: expect.stringContaining("the ID 9007199254740992 is larger than 2^53 - 1"),
    });
  });

  it("rejects a row that is nested thousands of levels deep", async () => {
    const { url } = await serve((_, response) => {
      response.setHeader("content-type", "application/json");
      response.end(`[{"id": "a", "data": ${"[".repeat(5_000)}${"]".repeat(5_000)}}]`);
    });

    await expect(createClient(url).model("Widgets").list().toArray()).rejects.toMatchObject({
      code: "HUNT_PROTOCOL",
      problem: "too-deep",
      message: "GET Widgets: the response is nested deeper than 200 levels.",
    });
  });
});
