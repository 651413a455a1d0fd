import { once } from "node:events";
import { PassThrough, Writable } from "node:stream";
import { createGzip, gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Checkpoint, ExportProgress } from "../../src/export/export-options.js";
import { createVirtualClock } from "@huntkit/testing";
import { catchError } from "../helpers.js";
import { idAt, Memory, createTable } from "./source.js";

const rows = Array.from({ length: 1_000 }, (_, index) => ({ id: idAt(index, 1_000), name: `row ${index}` }));
const csv = { format: "csv" } as const;
const ndjson = { format: "ndjson" } as const;

/** Waits long enough for all pending work to settle. */
const turns = async () => {
  for (let count = 0; count < 50; count++) await new Promise(setImmediate);
};

/** Creates a stream that accepts a chunk only when the test allows it. */
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

describe("exportTo", () => {
  it("writes all rows by ID from concurrent pages, ends the stream, and returns the totals", async () => {
    const memory = new Memory();
    const result = await createTable(rows).list({}, { pageSize: 50 }).exportTo(memory, ndjson);
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

  it("leaves the stream open with end: false", async () => {
    const memory = new Memory();
    await createTable(rows)
      .list({ limit: 2 })
      .exportTo(memory, { ...ndjson, end: false });
    expect(memory.writable).toBe(true);
    expect(["error", "close", "finish"].map((event) => memory.listenerCount(event))).toEqual([0, 0, 0]);
    memory.end();
  });

  it("writes nothing and returns null as lastId if there are no rows", async () => {
    expect(await createTable([]).list().exportTo(new Memory(), ndjson)).toEqual({
      rows: 0,
      bytes: 0,
      lastId: null,
      omitted: [],
      escaped: 0,
    });
  });

  it("writes through a gzip stream", async () => {
    const gzip = createGzip();
    const pieces: Buffer[] = [];
    gzip.on("data", (piece: Buffer) => pieces.push(piece));
    await Promise.all([
      createTable(rows).list({}, { pageSize: 100 }).exportTo(gzip, ndjson),
      once(gzip, "end"),
    ]);
    expect(gunzipSync(Buffer.concat(pieces)).toString().split("\n")).toHaveLength(1_001);
  });

  it("keeps a custom order and a limit", async () => {
    const memory = new Memory();
    await createTable([...rows].reverse())
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

describe("back-pressure of an export", () => {
  it("fetches the next page only after the stream has accepted the previous one", async () => {
    const { list, requests } = createTable(rows);
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

  it("follows the consumer of a pass-through stream", async () => {
    const through = new PassThrough({ highWaterMark: 1 });
    const { list, requests } = createTable(rows);
    const exporting = list({}, { pageSize: 10, concurrency: 1 }).exportTo(through, ndjson);
    await turns();
    expect(requests.length).toBeLessThan(6);
    let bytes = 0;
    for await (const piece of through) bytes += (piece as Buffer).length;
    expect((await exporting).bytes).toBe(bytes);
  });
});

describe("an export that fails", () => {
  const full = Object.assign(new Error("no space left"), { code: "ENOSPC" });

  it("rejects with the error of the stream, and stops fetching", async () => {
    const { list, requests } = createTable(rows);
    const memory = new Memory((count) => count === 3 && full);
    await expect(list({}, { pageSize: 20 }).exportTo(memory, ndjson)).rejects.toBe(full);
    const sent = requests.length;
    await turns();
    expect(requests.length).toBe(sent);
    expect(sent).toBeLessThan(15);
  });

  it("still listens for an error that the stream emits later, as file streams do", async () => {
    let finishDestroying = () => {};
    const stream = new Writable({
      write: (_, __, done) => done(full),
      destroy: (error, done) => void (finishDestroying = () => done(error)),
    });
    await expect(createTable(rows).list().exportTo(stream, ndjson)).rejects.toBe(full);
    expect(stream.listenerCount("error")).toBe(1);
    const closed = once(stream, "close").catch(() => {});
    finishDestroying();
    await closed;
  });

  it("rejects if the stream fails between two pages", async () => {
    const memory = new Memory();
    const { list } = createTable(rows, {
      before: async ({ where }, signal) => where && (memory.destroy(full), await once(signal!, "abort")),
    });
    await expect(list({}, { pageSize: 20 }).exportTo(memory, ndjson)).rejects.toBe(full);
  });

  it.each(["destroy", "end"] as const)(
    "writes nothing more after someone else calls %s on the stream",
    async (method) => {
      const memory = new Memory();
      const exporting = createTable(rows)
        .list({}, { pageSize: 20 })
        .exportTo(memory, { ...ndjson, onProgress: () => void memory[method]() });
      await expect(exporting).rejects.toMatchObject(
        method === "end" ? { input: "writable" } : { code: "ERR_STREAM_PREMATURE_CLOSE" },
      );
      expect(memory.pieces).toHaveLength(1);
    },
  );

  it("sends nothing if the stream is closed or has ended", async () => {
    for (const method of ["destroy", "end"] as const) {
      const { list, requests } = createTable(rows);
      const memory = new Memory();
      memory[method]();
      expect(await catchError(list().exportTo(memory, ndjson))).toMatchObject({
        input: "writable",
        problem: "ended",
      });
      expect(requests).toEqual([]);
    }
  });

  it("rejects if the stream fails while it finishes", async () => {
    const stream = new Writable({ write: (_, __, done) => done(), final: (done) => done(full) });
    await expect(createTable(rows).list().exportTo(stream, ndjson)).rejects.toBe(full);
  });

  it("rejects with the error of a page, and destroys the stream without an unhandled error", async () => {
    const memory = new Memory();
    const { list } = createTable(rows, { before: ({ where }) => where && Promise.reject(full) });
    await expect(list({}, { pageSize: 20 }).exportTo(memory, ndjson)).rejects.toBe(full);
    expect(memory.destroyed).toBe(true);
  });

  it("does not destroy the stream with end: false if a page fails", async () => {
    const memory = new Memory();
    const { list } = createTable(rows, { before: ({ where }) => where && Promise.reject(full) });

    const exporting = list({}, { pageSize: 20 }).exportTo(memory, { ...ndjson, end: false });

    await expect(exporting).rejects.toBe(full);
    expect(memory.destroyed).toBe(false);
  });

  it("rejects with the error that onProgress throws", async () => {
    const enough = new Error("enough");
    const exporting = createTable(rows)
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

describe("an aborted export", () => {
  const reason = new Error("stop");

  it("sends nothing if the signal is already aborted", async () => {
    const { list, requests } = createTable(rows);
    await expect(list({}, { signal: AbortSignal.abort(reason) }).exportTo(new Memory(), ndjson)).rejects.toBe(
      reason,
    );
    expect(requests).toEqual([]);
  });

  it("writes nothing after a signal between two pages", async () => {
    const stop = new AbortController();
    const memory = new Memory();
    const exporting = createTable(rows)
      .list({}, { pageSize: 20, signal: stop.signal })
      .exportTo(memory, { ...ndjson, end: false, onProgress: () => stop.abort(reason) });
    await expect(exporting).rejects.toBe(reason);
    expect(memory.pieces).toHaveLength(1);
  });

  it("rejects if the signal aborts after the last page", async () => {
    const stop = new AbortController();
    const exporting = createTable(rows)
      .list({}, { signal: stop.signal })
      .exportTo(new Memory(), { ...ndjson, end: false, onProgress: () => stop.abort(reason) });
    await expect(exporting).rejects.toBe(reason);
  });

  it("stops while it waits for a page", async () => {
    const stop = new AbortController();
    const { list } = createTable(rows, {
      before: async (_, signal) => (setImmediate(() => stop.abort(reason)), await once(signal!, "abort")),
    });
    await expect(list({}, { signal: stop.signal }).exportTo(new Memory(), ndjson)).rejects.toBe(reason);
  });

  it.each<[string, (onWait: () => void) => Writable]>([
    ["to accept a page", (onWait) => new Writable({ highWaterMark: 1, write: () => onWait() })],
    ["to finish", (onWait) => new Writable({ write: (_, __, done) => done(), final: () => onWait() })],
  ])("stops while it waits for the stream %s", async (_, createStream) => {
    const stop = new AbortController();
    const stream = createStream(() => void setImmediate(() => stop.abort(reason)));

    const exporting = createTable(rows)
      .list({}, { pageSize: 500, signal: stop.signal })
      .exportTo(stream, ndjson);

    await expect(exporting).rejects.toBe(reason);
    expect(stream.destroyed).toBe(true);
  });
});

describe("export progress", () => {
  it("reports the number of rows, the total, the speed, and a checkpoint after each page", async () => {
    const clock = createVirtualClock();
    const seen: ExportProgress[] = [];
    await createTable(rows, { clock })
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

  it("reports the limit as the total, or null if the server does not count", async () => {
    const totals: (number | null)[] = [];
    const onProgress = ({ total }: ExportProgress) => void totals.push(total);
    await createTable(rows)
      .list({ limit: 70 }, { pageSize: 50 })
      .exportTo(new Memory(), { ...ndjson, onProgress });
    await createTable(rows, { countless: true })
      .list()
      .exportTo(new Memory(), { ...ndjson, onProgress });
    expect(totals).toEqual([70, 70, null]);
  });

  it("reports no checkpoint if the export cannot be resumed", async () => {
    const checkpoints: (Checkpoint | null)[] = [];
    const onProgress = ({ checkpoint }: ExportProgress) => void checkpoints.push(checkpoint);
    const { list } = createTable(rows);
    await list().exportTo(new Memory(), { format: "json", onProgress });
    await list({}, { preserveOrder: false }).exportTo(new Memory(), { ...ndjson, onProgress });
    await list({ order: "name" as never }).exportTo(new Memory(), { ...ndjson, onProgress });
    expect(checkpoints).toEqual([null, null, null]);
  });
});

describe("invalid export options", () => {
  const resume = { lastId: "a", done: 1, columns: ["id", "name"] };

  it.each([
    ["an unknown format", { format: "xml" as never }, "format", "unknown"],
    ["an empty list of columns", { ...csv, columns: [] }, "columns", "names"],
    ["a repeated column", { ...csv, columns: ["id", "id"] }, "columns", "names"],
    ["columns for a format without columns", { ...ndjson, columns: ["id"] }, "columns", "format"],
    ["an unknown treatment of formulas", { ...csv, formulas: "run" as never }, "formulas", "unknown"],
    ["a resumed json export", { format: "json" as const, resume }, "resume", "unsupported"],
    ["a checkpoint that is null", { ...ndjson, resume: null as never }, "resume", "invalid"],
    ["a checkpoint without an ID", { ...ndjson, resume: { done: 1 } as never }, "resume", "invalid"],
    ["a checkpoint with an empty ID", { ...ndjson, resume: { lastId: "", done: 1 } }, "resume", "invalid"],
    ["a csv checkpoint without columns", { ...csv, resume: { lastId: "a", done: 1 } }, "resume", "columns"],
    ["a csv checkpoint with other columns", { ...csv, resume, columns: ["id"] }, "resume", "columns"],
  ])("rejects %s before anything is sent", async (_, options, input, problem) => {
    const { list, requests } = createTable(rows);
    const memory = new Memory();
    expect(await catchError(list().exportTo(memory, options))).toMatchObject({
      code: "HUNT_INPUT",
      input,
      problem,
    });
    expect(requests).toEqual([]);
    expect(memory.writable).toBe(true);
  });

  it("rejects a column that the filter does not read before anything is sent", async () => {
    const { list, requests } = createTable(rows);

    const error = await catchError(
      list({ fields: ["name"] }).exportTo(new Memory(), { ...csv, columns: ["id", "nmae"] }),
    );

    expect(error).toMatchObject({ input: "columns", problem: "property" });
    expect(error.message).toBe(
      'columns: "nmae" is not one of the fields of the filter, so the column would be empty. ' +
        "Did you mean name? Otherwise, add it to fields.",
    );
    expect(requests).toEqual([]);
  });

  it("rejects a checkpoint for a custom order or for unordered rows", async () => {
    const { list } = createTable(rows);
    expect(
      (await catchError(list({ order: "name" as never }).exportTo(new Memory(), { ...ndjson, resume })))
        .message,
    ).toMatch(/order "name".*Remove order/);
    expect(
      (await catchError(list({}, { preserveOrder: false }).exportTo(new Memory(), { ...ndjson, resume })))
        .message,
    ).toMatch(/preserveOrder/);
  });

  it("rejects a limit if the checkpoint does not have the number of rows", async () => {
    const { list } = createTable(rows);
    expect(
      (
        await catchError(
          list({ limit: 5 }).exportTo(new Memory(), { ...ndjson, resume: { lastId: "a", done: null } }),
        )
      ).message,
    ).toMatch(/must have done.*limit/);
  });
});
