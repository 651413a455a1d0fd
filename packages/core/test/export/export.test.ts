import { once } from "node:events";
import { PassThrough, Writable } from "node:stream";
import { createGzip, gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Checkpoint, ExportProgress } from "../../src/export/export-options.js";
import { createVirtualClock } from "@huntkit/testing";
import { errorOf } from "../helpers.js";
import { idAt, Memory, tableOf } from "./source.js";

const rows = Array.from({ length: 1_000 }, (_, index) => ({ id: idAt(index, 1_000), name: `row ${index}` }));
const csv = { format: "csv" } as const;
const ndjson = { format: "ndjson" } as const;

/** Long enough for everything that is under way to come to rest. */
const turns = async () => {
  for (let count = 0; count < 50; count++) await new Promise(setImmediate);
};

/** A stream that takes a piece only when the test lets it. */
function heldStream() {
  const waiting: (() => void)[] = [];
  let isHeld = true;
  const taken: Buffer[] = [];
  const stream = new Writable({
    highWaterMark: 1,
    write(piece: Buffer, _, done) {
      taken.push(piece);
      if (isHeld) waiting.push(done);
      else done();
    },
  });
  const takeAll = () => {
    isHeld = false;
    waiting.shift()?.();
  };
  return { stream, taken, takeOne: () => waiting.shift()?.(), takeAll };
}

describe("an export", () => {
  it("writes all rows by id over several concurrency, ends the stream, and tells what it did", async () => {
    const memory = new Memory();
    const result = await tableOf(rows).list({}, { pageSize: 50 }).exportTo(memory, ndjson);
    expect(memory.text).toBe(rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
    expect(memory.writableFinished).toBe(true);
    expect(result).toEqual({
      rows: 1_000,
      bytes: memory.bytes.length,
      lastId: rows.at(-1)!.id,
      omitted: [],
      escaped: 0,
    });
  });

  it("leaves the stream open when told to", async () => {
    const memory = new Memory();
    await tableOf(rows)
      .list({ limit: 2 })
      .exportTo(memory, { ...ndjson, end: false });
    expect(memory.writable).toBe(true);
    expect(["error", "close", "finish"].map((event) => memory.listenerCount(event))).toEqual([0, 0, 0]);
    memory.end();
  });

  it("has written nothing of what it read, and lastId null, where there are no rows", async () => {
    expect(await tableOf([]).list().exportTo(new Memory(), ndjson)).toEqual({
      rows: 0,
      bytes: 0,
      lastId: null,
      omitted: [],
      escaped: 0,
    });
  });

  it("is written through a gzip stream as well", async () => {
    const gzip = createGzip();
    const pieces: Buffer[] = [];
    gzip.on("data", (piece: Buffer) => pieces.push(piece));
    await Promise.all([tableOf(rows).list({}, { pageSize: 100 }).exportTo(gzip, ndjson), once(gzip, "end")]);
    expect(gunzipSync(Buffer.concat(pieces)).toString().split("\n")).toHaveLength(1_001);
  });

  it("keeps an order of one's own, and a limit", async () => {
    const memory = new Memory();
    await tableOf([...rows].reverse())
      .list({ order: "name DESC" as never, limit: 120 }, { pageSize: 50 })
      .exportTo(memory, ndjson);
    expect(memory.text).toBe(
      rows
        .slice(-120)
        .reverse()
        .map((row) => `${JSON.stringify(row)}\n`)
        .join(""),
    );
  });
});

describe("back-pressure", () => {
  it("holds the next page back until the stream has taken the last, and the fetching with it", async () => {
    const { list, requests } = tableOf(rows);
    const { stream, taken, takeOne, takeAll } = heldStream();
    const exporting = list({}, { pageSize: 50, concurrency: 2 }).exportTo(stream, ndjson);
    await turns();
    expect(taken).toHaveLength(1);
    expect(requests.length).toBeLessThanOrEqual(4);
    takeOne();
    await turns();
    expect(taken).toHaveLength(2);
    expect(requests.length).toBeLessThanOrEqual(5);
    takeAll();
    await exporting;
    expect(Buffer.concat(taken).toString().split("\n")).toHaveLength(1_001);
  });

  it("is that of whoever reads from a stream that is passed through", async () => {
    const through = new PassThrough({ highWaterMark: 1 });
    const { list, requests } = tableOf(rows);
    const exporting = list({}, { pageSize: 10, concurrency: 1 }).exportTo(through, ndjson);
    await turns();
    expect(requests.length).toBeLessThan(6);
    let bytes = 0;
    for await (const piece of through) bytes += (piece as Buffer).length;
    expect((await exporting).bytes).toBe(bytes);
  });
});

describe("an export ends, and its fetching with it,", () => {
  const full = Object.assign(new Error("no space left"), { code: "ENOSPC" });

  it("with the error of a stream that fails", async () => {
    const { list, requests } = tableOf(rows);
    const memory = new Memory((count) => count === 3 && full);
    await expect(list({}, { pageSize: 20 }).exportTo(memory, ndjson)).rejects.toBe(full);
    const sent = requests.length;
    await turns();
    expect(requests.length).toBe(sent);
    expect(sent).toBeLessThan(15);
  });

  it("and is there to hear when a stream that failed says so only later, as files do", async () => {
    let finishDestroying = () => {};
    const stream = new Writable({
      write: (_, __, done) => done(full),
      destroy: (error, done) => void (finishDestroying = () => done(error)),
    });
    await expect(tableOf(rows).list().exportTo(stream, ndjson)).rejects.toBe(full);
    expect(stream.listenerCount("error")).toBe(1);
    const closed = once(stream, "close").catch(() => {});
    finishDestroying();
    await closed;
  });

  it("when a stream fails between two pages, while nothing is written", async () => {
    const memory = new Memory();
    const { list } = tableOf(rows, {
      before: async ({ where }, signal) => where && (memory.destroy(full), await once(signal!, "abort")),
    });
    await expect(list({}, { pageSize: 20 }).exportTo(memory, ndjson)).rejects.toBe(full);
  });

  it.each(["destroy", "end"] as const)(
    "when somebody else calls %s on the stream, and writes nothing more",
    async (method) => {
      const memory = new Memory();
      const exporting = tableOf(rows)
        .list({}, { pageSize: 20 })
        .exportTo(memory, { ...ndjson, onProgress: () => void memory[method]() });
      await expect(exporting).rejects.toMatchObject(
        method === "end" ? { input: "writable" } : { code: "ERR_STREAM_PREMATURE_CLOSE" },
      );
      expect(memory.pieces).toHaveLength(1);
    },
  );

  it("before it sends anything, for a stream that is closed or has ended already", async () => {
    for (const method of ["destroy", "end"] as const) {
      const { list, requests } = tableOf(rows);
      const memory = new Memory();
      memory[method]();
      expect(await errorOf(list().exportTo(memory, ndjson))).toMatchObject({
        input: "writable",
        problem: "ended",
      });
      expect(requests).toEqual([]);
    }
  });

  it("when its last write fails only as the stream finishes", async () => {
    const stream = new Writable({ write: (_, __, done) => done(), final: (done) => done(full) });
    await expect(tableOf(rows).list().exportTo(stream, ndjson)).rejects.toBe(full);
  });

  it("with the failure of a page, and destroys the stream without a word to those who do not listen", async () => {
    const memory = new Memory();
    const { list } = tableOf(rows, { before: ({ where }) => where && Promise.reject(full) });
    await expect(list({}, { pageSize: 20 }).exportTo(memory, ndjson)).rejects.toBe(full);
    expect(memory.destroyed).toBe(true);
    const kept = new Memory();
    await expect(list({}, { pageSize: 20 }).exportTo(kept, { ...ndjson, end: false })).rejects.toBe(full);
    expect(kept.destroyed).toBe(false);
  });

  it("with what onProgress throws", async () => {
    const enough = new Error("enough");
    const exporting = tableOf(rows)
      .list()
      .exportTo(new Memory(), {
        ...ndjson,
        onProgress: () => {
          throw enough;
        },
      });
    await expect(exporting).rejects.toBe(enough);
  });
});

describe("a signal ends an export", () => {
  const reason = new Error("stop");

  it("before it begins", async () => {
    const { list, requests } = tableOf(rows);
    await expect(list({}, { signal: AbortSignal.abort(reason) }).exportTo(new Memory(), ndjson)).rejects.toBe(
      reason,
    );
    expect(requests).toEqual([]);
  });

  it("between two pages, and nothing more is written", async () => {
    const stop = new AbortController();
    const memory = new Memory();
    const exporting = tableOf(rows)
      .list({}, { pageSize: 20, signal: stop.signal })
      .exportTo(memory, { ...ndjson, end: false, onProgress: () => stop.abort(reason) });
    await expect(exporting).rejects.toBe(reason);
    expect(memory.pieces).toHaveLength(1);
  });

  it("behind its last page, which is then not called complete", async () => {
    const stop = new AbortController();
    const exporting = tableOf(rows)
      .list({}, { signal: stop.signal })
      .exportTo(new Memory(), { ...ndjson, end: false, onProgress: () => stop.abort(reason) });
    await expect(exporting).rejects.toBe(reason);
  });

  it("while it waits for a page", async () => {
    const stop = new AbortController();
    const { list } = tableOf(rows, {
      before: async (_, signal) => (setImmediate(() => stop.abort(reason)), await once(signal!, "abort")),
    });
    await expect(list({}, { signal: stop.signal }).exportTo(new Memory(), ndjson)).rejects.toBe(reason);
  });

  it.each<[string, (onWait: () => void) => Writable]>([
    ["takes a page", (onWait) => new Writable({ highWaterMark: 1, write: () => onWait() })],
    ["finishes", (onWait) => new Writable({ write: (_, __, done) => done(), final: () => onWait() })],
  ])("while it waits until the stream %s", async (_, createStream) => {
    const stop = new AbortController();
    const stream = createStream(() => void setImmediate(() => stop.abort(reason)));

    const exporting = tableOf(rows).list({}, { pageSize: 500, signal: stop.signal }).exportTo(stream, ndjson);

    await expect(exporting).rejects.toBe(reason);
    expect(stream.destroyed).toBe(true);
  });
});

describe("progress", () => {
  it("tells after each page how much is done, out of how much, how fast, and where to go on", async () => {
    const clock = createVirtualClock();
    const seen: ExportProgress[] = [];
    await tableOf(rows, { clock })
      .list({}, { pageSize: 400 })
      .exportTo(new Memory(() => clock.advance(2_000)), { ...csv, onProgress: (each) => seen.push(each) });
    expect(seen.length).toBeGreaterThan(2);
    expect(seen[0]).toMatchObject({ done: 400, total: 1_000, elapsedMs: 2_000, ratePerSecond: 200 });
    expect(seen.at(-1)).toMatchObject({
      done: 1_000,
      total: 1_000,
      elapsedMs: 2_000 * seen.length,
      ratePerSecond: 500 / seen.length,
    });
    expect(seen[0]!.checkpoint).toEqual({ lastId: rows[399]!.id, done: 400, columns: ["id", "name"] });
    expect(JSON.parse(JSON.stringify(seen.at(-1)!.checkpoint))).toEqual(seen.at(-1)!.checkpoint);
  });

  it("has no more in all than the limit, and null where the server does not count", async () => {
    const totals: (number | null)[] = [];
    const onProgress = ({ total }: ExportProgress) => void totals.push(total);
    await tableOf(rows)
      .list({ limit: 70 }, { pageSize: 50 })
      .exportTo(new Memory(), { ...ndjson, onProgress });
    await tableOf(rows, { countless: true })
      .list()
      .exportTo(new Memory(), { ...ndjson, onProgress });
    expect(totals).toEqual([70, 70, null]);
  });

  it("has no checkpoint where there is no way back", async () => {
    const checkpoints: (Checkpoint | null)[] = [];
    const onProgress = ({ checkpoint }: ExportProgress) => void checkpoints.push(checkpoint);
    const { list } = tableOf(rows);
    await list().exportTo(new Memory(), { format: "json", onProgress });
    await list({}, { preserveOrder: false }).exportTo(new Memory(), { ...ndjson, onProgress });
    await list({ order: "name" as never }).exportTo(new Memory(), { ...ndjson, onProgress });
    expect(checkpoints).toEqual([null, null, null]);
  });
});

describe("an export refuses", () => {
  const resume = { lastId: "a", done: 1, columns: ["id", "name"] };

  it.each([
    ["a format that is none", { format: "xml" as never }, "format", "unknown"],
    ["columns that are none", { ...csv, columns: [] }, "columns", "names"],
    ["a column twice", { ...csv, columns: ["id", "id"] }, "columns", "names"],
    ["columns of what has none", { ...ndjson, columns: ["id"] }, "columns", "format"],
    ["formulas to be treated otherwise", { ...csv, formulas: "run" as never }, "formulas", "unknown"],
    ["to go on with json", { format: "json" as const, resume }, "resume", "unsupported"],
    ["a checkpoint that is none", { ...ndjson, resume: null as never }, "resume", "invalid"],
    ["a checkpoint without an id", { ...ndjson, resume: { done: 1 } as never }, "resume", "invalid"],
    ["a checkpoint with an empty id", { ...ndjson, resume: { lastId: "", done: 1 } }, "resume", "invalid"],
    ["csv without its columns", { ...csv, resume: { lastId: "a", done: 1 } }, "resume", "columns"],
    ["csv with other columns", { ...csv, resume, columns: ["id"] }, "resume", "columns"],
  ])("%s, before anything is sent", async (_, options, input, problem) => {
    const { list, requests } = tableOf(rows);
    const memory = new Memory();
    expect(await errorOf(list().exportTo(memory, options))).toMatchObject({
      code: "HUNT_INPUT",
      input,
      problem,
    });
    expect(requests).toEqual([]);
    expect(memory.writable).toBe(true);
  });

  it("to go on in an order of its own, or in none", async () => {
    const { list } = tableOf(rows);
    expect(
      (await errorOf(list({ order: "name" as never }).exportTo(new Memory(), { ...ndjson, resume }))).message,
    ).toMatch(/order "name".*Leave the order out/);
    expect(
      (await errorOf(list({}, { preserveOrder: false }).exportTo(new Memory(), { ...ndjson, resume })))
        .message,
    ).toMatch(/preserveOrder/);
  });

  it("to keep a limit when it is not known how many rows there are already", async () => {
    const { list } = tableOf(rows);
    expect(
      (
        await errorOf(
          list({ limit: 5 }).exportTo(new Memory(), { ...ndjson, resume: { lastId: "a", done: null } }),
        )
      ).message,
    ).toMatch(/limit.*done/);
  });
});
