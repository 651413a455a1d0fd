import { describe, expect, it } from "vitest";
import { pageBySkip } from "../../src/paging/page-sources.js";
import type { Page, Row } from "../../src/paging/page.js";

/** Reads pages of a server until there are no more or it fails. */
async function readAll(fetchPage: (skip: number) => Row[]): Promise<number> {
  let sent = 0;
  const next = pageBySkip(["name"], {
    route: "Things",
    where: undefined,
    pageSize: 10,
    isGtKnown: false,
    fetchPage: async ({ skip = 0 }): Promise<Page<Row>> => {
      if (++sent > 100) throw new Error("The list does not end.");
      return { rows: fetchPage(skip), total: 1_000 };
    },
  });
  let count = 0;
  for (let page = await next(); page; page = await next()) count += page.rows.length;
  return count;
}

const createRows = (start: number): Row[] =>
  Array.from({ length: 10 }, (_, index) => ({ id: start + index }));

describe("a list in a custom order", () => {
  it("fails if the server ignores skip", async () => {
    await expect(readAll(() => createRows(0))).rejects.toMatchObject({
      code: "HUNT_PROTOCOL",
      message: expect.stringContaining("paging by skip makes no progress"),
    });
  });

  it("fails if the server returns the same two pages in turn", async () => {
    let page = 0;

    await expect(readAll(() => createRows((page++ % 2) * 10))).rejects.toMatchObject({
      message: expect.stringContaining("paging by skip makes no progress"),
    });
  });

  it("continues after one page of repeated rows, which new rows can cause", async () => {
    let isRepeated = false;
    const count = await readAll((skip) => {
      if (skip === 20 && !isRepeated) {
        isRepeated = true;
        return createRows(10);
      }
      return skip < 60 ? createRows(skip) : [];
    });

    expect(count).toBe(60);
  });
});
