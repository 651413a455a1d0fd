import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memorySource } from "./source.js";

const uuids = fc.uniqueArray(fc.uuid({ version: 4 }), { minLength: 0, maxLength: 120 });
const pageSize = fc.integer({ min: 1, max: 30 });
const concurrency = fc.integer({ min: 1, max: 6 });

describe("a listing gives every row once", () => {
  it("whatever the page size, the concurrency, the order asked for, and the server's own limits", async () => {
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

  it("that was there all the while, and none twice, while others come and go", async () => {
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

  it("with an empty page in the middle, which a count does not bear out", async () => {
    const ids = Array.from({ length: 50 }, (_, index) => String(index).padStart(4, "0"));
    let count = 0;
    const { list } = memorySource(ids, {
      before: ({ limit }) => (limit === 10 && ++count === 3 ? [] : undefined),
    });
    expect(await list({ pageSize: 10 }).toArray()).toHaveLength(50);
  });

  it("also where the server begins with the row to go on from, and sorts it behind others", async () => {
    const { list } = memorySource(["a", "b", "c", "d", "e"], {
      repeats: true,
      before: ({ where }) => (where ? ["d", "e", "c"] : undefined),
    });
    const found = await list({ pageSize: 3, concurrency: 1 }).toArray();
    expect(found.map(({ id }) => id)).toEqual(["a", "b", "c", "d", "e"]);
  });

  it("and none twice, where the server does not know `gt` and rows go meanwhile, until that is an error", async () => {
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

  it("of ids that are no UUIDs, one page after the other", async () => {
    const ids = Array.from({ length: 95 }, (_, index) => `row-${String(index).padStart(4, "0")}`);
    const { list, requests } = memorySource(ids);
    expect(await list({ pageSize: 10 }).toArray()).toHaveLength(95);
    expect(requests.filter(({ where }) => JSON.stringify(where ?? "").includes("lt"))).toEqual([]);
  });

  it("in as few requests as it takes: one for what fits on a page, and no empty one at the end", async () => {
    const { list, requests } = memorySource(["a", "b", "c"]);
    await list().toArray();
    expect(requests).toHaveLength(1);
    const more = memorySource(["a", "b", "c", "d"]);
    await more.list({ pageSize: 2 }).toArray();
    expect(more.requests, "a full page is never the end").toHaveLength(3);
  });

  it("with a row that is deleted between finding and counting, which would hide the next one", async () => {
    const ids = Array.from({ length: 11 }, (_, index) => String(index).padStart(4, "0"));
    const { list } = memorySource(ids, { between: (rows) => void rows.delete("0003") });
    expect((await list({ pageSize: 10 }).toArray()).map(({ id }) => id)).toContain("0010");
  });

  it("of ids that begin with the time, without asking for ranges that are empty", async () => {
    const ids = Array.from(
      { length: 400 },
      (_, index) => `0192${index.toString(16).padStart(4, "0")}-0000-7000-8000-000000000000`,
    );
    const { list, requests } = memorySource(ids);
    expect(await list({ pageSize: 20 }).toArray()).toHaveLength(400);
    expect(requests.length).toBeLessThanOrEqual(22);
  });

  it("of ids at the very end of their space", async () => {
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

/** Long enough for everything that is under way to come to rest. */
const turns = async () => {
  for (let count = 0; count < 20; count++) await new Promise(setImmediate);
};

describe("a listing", () => {
  const ids = Array.from(
    { length: 1_000 },
    (_, index) => `${(index * 4_194_301).toString(16).padStart(8, "0")}-0000-4000-8000-000000000000`,
  );

  it("is not a promise: awaiting it does not return a part of the rows", async () => {
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

  it("requests no more rows than its limit", async () => {
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

  it("has a first row, or null", async () => {
    expect(await memorySource(ids).list().first()).toEqual({ id: ids[0] });
    expect(await memorySource([]).list().first()).toBeNull();
  });

  it("returns the first rows with toArray({ max })", async () => {
    const rows = await memorySource(ids).list({ pageSize: 50 }).toArray({ max: 130 });

    expect(rows.map(({ id }) => id)).toEqual(ids.slice(0, 130));
  });

  it("reads no more than max with toArray, although more rows than maxRows match", async () => {
    const { list, requests } = memorySource(ids);

    expect(await list({ maxRows: 100 }).toArray({ max: 10 })).toHaveLength(10);
    expect(requests.map(({ limit }) => limit)).toEqual([10]);
  });

  it("rejects a max of 0", async () => {
    const reading = memorySource(ids).list().toArray({ max: 0 });

    await expect(reading).rejects.toMatchObject({ code: "HUNT_INPUT", input: "max" });
  });

  it("fetches ahead while its consumer works, but never more than a page a lane", async () => {
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

  it("fetches side by side with as many concurrency as it has", async () => {
    const { list, running } = memorySource(ids);
    await list({ pageSize: 50, concurrency: 3 }).toArray();
    expect(running.most).toBe(3);
  });

  it("refuses to read more than its maxRows, before it reads on", async () => {
    const { list, requests } = memorySource(ids);
    await expect(list({ pageSize: 50, maxRows: 999 }).toArray()).rejects.toMatchObject({
      code: "HUNT_INPUT",
      input: "maxRows",
      message: expect.stringContaining("Things holds 1000 rows"),
    });
    expect(requests).toHaveLength(1);
    const countless = memorySource(ids, { countless: true });
    await expect(countless.list({ pageSize: 50, maxRows: 120 }).toArray()).rejects.toMatchObject({
      input: "maxRows",
    });
  });

  it("gives up when a server answers with the same rows again and again", async () => {
    const { list } = memorySource(ids, { before: (request) => void delete request.where });
    await expect(list({ pageSize: 10, concurrency: 1 }).toArray()).rejects.toMatchObject({
      code: "HUNT_PROTOCOL",
      message: expect.stringContaining("gets nowhere"),
    });
  });

  it.each([
    { pageSize: 0 },
    { pageSize: 1.5 },
    { pageSize: 1_001 },
    { concurrency: 0 },
    { maxRows: Number.NaN },
  ])("refuses %j", (options) => {
    expect(() => memorySource(ids).list(options)).toThrow(
      expect.objectContaining({ code: "HUNT_INPUT" }) as Error,
    );
  });

  it("that fails hands on the failure, and leaves none unheard", async () => {
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
