import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memorySource } from "./source.js";

const uuids = fc.uniqueArray(fc.uuid({ version: 4 }), { minLength: 0, maxLength: 120 });
const pageSize = fc.integer({ min: 1, max: 30 });
const concurrency = fc.integer({ min: 1, max: 6 });

describe("a listing returns every row once", () => {
  it("returns every row once for any page size, concurrency, order, and limits of the server", async () => {
    const server = fc.record({
      caps: fc.array(fc.integer({ min: 2, max: 40 }), { minLength: 1, maxLength: 5 }),
      countless: fc.boolean(),
      repeats: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        uuids,
        pageSize,
        concurrency,
        fc.boolean(),
        server,
        async (ids, size, width, preserveOrder, { repeats, ...faults }) => {
          const { list } = memorySource(ids, {
            ...faults,
            repeats: repeats && size > 1 && !faults.countless,
          });
          const found = (await list({ pageSize: size, concurrency: width, preserveOrder }).toArray()).map(
            ({ id }) => String(id),
          );
          expect(preserveOrder ? found : found.sort()).toEqual([...ids].sort());
        },
      ),
    );
  });

  it("returns every row once while other rows are added and removed", async () => {
    await fc.assert(
      fc.asyncProperty(
        uuids,
        uuids,
        pageSize,
        concurrency,
        fc.boolean(),
        async (stable, others, size, width, preserveOrder) => {
          fc.pre(!others.some((id) => stable.includes(id)));
          const coming = [...others];
          const { list } = memorySource([...stable, ...others.slice(0, others.length / 2)], {
            before: (_, rows) => {
              const next = coming.pop();
              if (next !== undefined && !rows.delete(next)) rows.add(next);
            },
          });
          const found = (await list({ pageSize: size, concurrency: width, preserveOrder }).toArray()).map(
            ({ id }) => id,
          );
          expect(new Set(found).size).toBe(found.length);
          expect(found).toEqual(expect.arrayContaining(stable));
        },
      ),
    );
  });

  it("continues after an empty page that contradicts the count", async () => {
    const ids = Array.from({ length: 50 }, (_, index) => String(index).padStart(4, "0"));
    let count = 0;
    const { list } = memorySource(ids, {
      before: ({ limit }) => (limit === 10 && ++count === 3 ? [] : undefined),
    });
    expect(await list({ pageSize: 10 }).toArray()).toHaveLength(50);
  });

  it("continues if the server repeats the last row of a page, and sorts it after others", async () => {
    const { list } = memorySource(["a", "b", "c", "d", "e"], {
      repeats: true,
      before: ({ where }) => (where ? ["d", "e", "c"] : undefined),
    });
    const found = await list({ pageSize: 3, concurrency: 1 }).toArray();
    expect(found.map(({ id }) => id)).toEqual(["a", "b", "c", "d", "e"]);
  });

  it("fails instead of repeating rows if the server ignores gt while rows are deleted", async () => {
    const answers = [
      ["a", "b", "c"],
      ["a", "b", "d"],
      ["a", "b", "d"],
      ["a", "b", "d"],
      ["a", "b", "d"],
    ];
    const found: unknown[] = [];
    const { list } = memorySource(["a", "b", "c", "d", "e"], { before: () => answers.shift() });
    const reading = (async () => {
      for await (const { id } of list({ pageSize: 3, concurrency: 1 })) found.push(id);
    })();
    await expect(reading).rejects.toMatchObject({ code: "HUNT_PROTOCOL", problem: "wrong-shape" });
    expect(found).toEqual(["a", "b", "c", "d"]);
  });

  it("reads pages with IDs that are not UUIDs one after the other", async () => {
    const ids = Array.from({ length: 95 }, (_, index) => `row-${String(index).padStart(4, "0")}`);
    const { list, requests } = memorySource(ids);
    expect(await list({ pageSize: 10 }).toArray()).toHaveLength(95);
    expect(requests.filter(({ where }) => JSON.stringify(where ?? "").includes("lt"))).toEqual([]);
  });

  it("sends as few requests as possible", async () => {
    const { list, requests } = memorySource(["a", "b", "c"]);
    await list().toArray();
    expect(requests).toHaveLength(1);
    const more = memorySource(["a", "b", "c", "d"]);
    await more.list({ pageSize: 2 }).toArray();
    expect(more.requests, "a full page is never the last one").toHaveLength(3);
  });

  it("finds the next row if a row is deleted between the query and the count", async () => {
    const ids = Array.from({ length: 11 }, (_, index) => String(index).padStart(4, "0"));
    const { list } = memorySource(ids, { between: (rows) => void rows.delete("0003") });
    expect((await list({ pageSize: 10 }).toArray()).map(({ id }) => id)).toContain("0010");
  });

  it("sends no requests for empty ranges if the IDs begin with the time", async () => {
    const ids = Array.from(
      { length: 400 },
      (_, index) => `0192${index.toString(16).padStart(4, "0")}-0000-7000-8000-000000000000`,
    );
    const { list, requests } = memorySource(ids);
    expect(await list({ pageSize: 20 }).toArray()).toHaveLength(400);
    expect(requests.length).toBeLessThanOrEqual(22);
  });

  it("reads rows whose IDs are all at the end of the ID space", async () => {
    const ids = Array.from(
      { length: 300 },
      (_, index) => `ffffffff-ffff-4000-8000-${String(index).padStart(12, "0")}`,
    );
    expect(
      new Set(
        await memorySource(ids)
          .list({ pageSize: 50 })
          .toArray()
          .then((rows) => rows.map(({ id }) => id)),
      ).size,
    ).toBe(300);
  });
});

/** Waits long enough for all pending work to settle. */
const turns = async () => {
  for (let count = 0; count < 20; count++) await new Promise(setImmediate);
};

describe("a listing", () => {
  const ids = Array.from(
    { length: 1_000 },
    (_, index) => `${(index * 4_194_301).toString(16).padStart(8, "0")}-0000-4000-8000-000000000000`,
  );

  it("is not a promise, so awaiting it does not return a part of the rows", async () => {
    const listing = memorySource(ids).list({ pageSize: 20 });

    // oxlint-disable-next-line typescript/await-thenable -- It shows that a listing is not a promise.
    expect(await listing).toBe(listing);
  });

  it("reads its first page in one request", async () => {
    const { list, requests } = memorySource(ids);
    expect(await list({ pageSize: 20 }).firstPage()).toHaveLength(20);
    expect(requests).toHaveLength(1);
  });

  it("sends nothing until it is used", () => {
    const { list, requests } = memorySource(ids);
    list();
    expect(requests).toEqual([]);
  });

  it("requests only as many rows as its limit", async () => {
    const { list, requests } = memorySource(ids);

    const rows = await list({}, 7).toArray();

    expect(rows.map(({ id }) => id)).toEqual(ids.slice(0, 7));
    expect(requests.map(({ limit }) => limit)).toEqual([7]);
  });

  it("stops at a limit of several pages", async () => {
    const rows = await memorySource(ids).list({ pageSize: 50 }, 120).toArray();

    expect(rows.map(({ id }) => id)).toEqual(ids.slice(0, 120));
  });

  it("sends at most three requests for a limit of one page and a row", async () => {
    const { list, requests } = memorySource(ids);

    await list({ pageSize: 50 }, 51).toArray();

    expect(requests.length).toBeLessThanOrEqual(3);
  });

  it("returns its first row", async () => {
    expect(await memorySource(ids).list().first()).toEqual({ id: ids[0] });
  });

  it("returns null as the first row of an empty list", async () => {
    expect(await memorySource([]).list().first()).toBeNull();
  });

  it("returns the first rows with toArray({ max })", async () => {
    const rows = await memorySource(ids).list({ pageSize: 50 }).toArray({ max: 130 });

    expect(rows.map(({ id }) => id)).toEqual(ids.slice(0, 130));
  });

  it("reads only max rows with toArray, even if more rows than maxRows match", async () => {
    const { list, requests } = memorySource(ids);

    expect(await list({ maxRows: 100 }).toArray({ max: 10 })).toHaveLength(10);
    expect(requests.map(({ limit }) => limit)).toEqual([10]);
  });

  it("rejects a max of 0", async () => {
    const reading = memorySource(ids).list().toArray({ max: 0 });

    await expect(reading).rejects.toMatchObject({ code: "HUNT_INPUT", input: "max" });
  });

  it("prefetches at most one page per concurrent request", async () => {
    for (const width of [1, 4]) {
      const { list, requests } = memorySource(ids);
      const pages = list({ pageSize: 50, concurrency: width }).pages();
      await pages.next();
      await turns();
      expect(requests.length).toBe(1 + width);
      await pages.next();
      await turns();
      expect(requests.length).toBeLessThanOrEqual(2 + width);
      await pages.return(undefined);
    }
  });

  it("sends as many requests concurrently as its concurrency", async () => {
    const { list, running } = memorySource(ids);
    await list({ pageSize: 50, concurrency: 3 }).toArray();
    expect(running.most).toBe(3);
  });

  it("rejects more rows than maxRows before it reads the second page", async () => {
    const { list, requests } = memorySource(ids);
    await expect(list({ pageSize: 50, maxRows: 999 }).toArray()).rejects.toMatchObject({
      code: "HUNT_INPUT",
      input: "maxRows",
      message: expect.stringContaining("1000 rows of Things match"),
    });
    expect(requests).toHaveLength(1);
  });

  it("rejects more rows than maxRows if the server does not count", async () => {
    const { list } = memorySource(ids, { countless: true });

    const reading = list({ pageSize: 50, maxRows: 120 }).toArray();

    await expect(reading).rejects.toMatchObject({ code: "HUNT_INPUT", input: "maxRows" });
  });

  it("fails if the server returns the same rows repeatedly", async () => {
    const { list } = memorySource(ids, { before: (request) => void delete request.where });
    await expect(list({ pageSize: 10, concurrency: 1 }).toArray()).rejects.toMatchObject({
      code: "HUNT_PROTOCOL",
      message: expect.stringContaining("makes no progress"),
    });
  });

  it.each([
    { pageSize: 0 },
    { pageSize: 1.5 },
    { pageSize: 1_001 },
    { concurrency: 0 },
    { maxRows: Number.NaN },
  ])("rejects the options %j", (options) => {
    expect(() => memorySource(ids).list(options)).toThrow(
      expect.objectContaining({ code: "HUNT_INPUT" }) as Error,
    );
  });

  it("rejects with the error of a page, without an unhandled rejection", async () => {
    let count = 0;
    const { list } = memorySource(ids, {
      before: () => {
        if (++count > 3) throw new Error("lost");
      },
    });
    await expect(list({ pageSize: 50 }).toArray()).rejects.toThrow("lost");
    await new Promise(setImmediate);
  });
});
