import { createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Checkpoint, ExportProgress } from "../../src/export/export-options.js";
import { findResumePoint } from "../../src/export/find-resume-point.js";
import { catchError } from "../helpers.js";
import { hostileRows, idAt, Memory, createTable, type AnyRow } from "./source.js";

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "huntkit-"))));
afterAll(() => rm(folder, { recursive: true }));

const path = () => join(folder, "export");
const formats = ["ndjson", "csv"] as const;
const format = fc.constantFrom(...formats);
const pageSize = fc.integer({ min: 1, max: 6 });

/** Creates rows of one line each, which make exports easy to compare. */
const someRows = (count: number): AnyRow[] =>
  Array.from({ length: count }, (_, index) => ({ id: idAt(index, count), name: `row\r\n"${index}"` }));

async function whole(
  rows: AnyRow[],
  options: { format: (typeof formats)[number]; columns?: string[]; bom?: boolean },
): Promise<Buffer> {
  const memory = new Memory();
  await createTable(rows).list().exportTo(memory, options);
  return memory.bytes;
}

describe("an interrupted and resumed export is the same as an uninterrupted one", () => {
  const columns = ["name", "=note", "id", "data"];

  it("resumes from its file, truncated at any byte after the first row", async () => {
    await fc.assert(
      fc.asyncProperty(
        hostileRows,
        format,
        pageSize,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.boolean(),
        async (rows, kind, size, part, bom) => {
          const options = { format: kind, ...(kind === "csv" && { columns, bom }) };
          const expected = await whole(rows, options);
          const first = (
            await whole(rows.toSorted((one, other) => (one.id < other.id ? -1 : 1)).slice(0, 1), options)
          ).length;
          await writeFile(path(), expected.subarray(0, first + Math.round((expected.length - first) * part)));
          const resume = await findResumePoint(path(), kind);
          await createTable(rows)
            .list({}, { pageSize: size })
            .exportTo(createWriteStream(path(), { flags: "a" }), { ...options, resume });
          expect((await readFile(path())).equals(expected)).toBe(true);
        },
      ),
      { numRuns: 120 },
    );
  });

  it("resumes from its last checkpoint if the stream failed at any page", async () => {
    await fc.assert(
      fc.asyncProperty(
        hostileRows,
        format,
        pageSize,
        fc.integer({ min: 1, max: 14 }),
        async (rows, kind, size, failing) => {
          const expected = await whole(rows, { format: kind, ...(kind === "csv" && { columns }) });
          const { list } = createTable(rows);
          const options = { format: kind, ...(kind === "csv" && { columns }) };
          let checkpoint: Checkpoint | null = null;
          const first = new Memory((count) => count === failing && new Error("full"));
          const onProgress = (progress: ExportProgress) => void (checkpoint = progress.checkpoint);
          await list({}, { pageSize: size })
            .exportTo(first, { ...options, onProgress })
            .catch(() => {});
          const second = new Memory();
          await list({}, { pageSize: size }).exportTo(second, {
            ...options,
            resume: checkpoint ?? { lastId: null, done: 0 },
          });
          expect(Buffer.concat([...(checkpoint ? [first.bytes] : []), second.bytes]).equals(expected)).toBe(
            true,
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it("resumes from a small file that is truncated at every byte", async () => {
    for (const kind of formats) {
      const rows = someRows(2);
      const expected = await whole(rows, { format: kind });
      const begin = expected.indexOf("\n") + 1;
      for (let length = begin; length < expected.length; length++) {
        await writeFile(path(), expected.subarray(0, length));
        const resume = await findResumePoint(path(), kind);
        await createTable(rows)
          .list()
          .exportTo(createWriteStream(path(), { flags: "a" }), { format: kind, resume });
        expect(await readFile(path(), "utf8")).toBe(expected.toString());
      }
    }
  });

  it("resumes with the same concurrency, even if most rows were already written", async () => {
    const rows = someRows(1_000);
    const { list, requests } = createTable(rows);
    await list({}, { pageSize: 20 }).exportTo(new Memory(), {
      format: "ndjson",
      resume: { lastId: rows[799]!.id, done: 800 },
    });
    expect(requests.filter(({ where }) => JSON.stringify(where).includes('"lt"')).length).toBeGreaterThan(4);
  });
});

describe("a resumed export", () => {
  const rows = someRows(100);

  it("counts the rows that were written before, also for the limit", async () => {
    const seen: ExportProgress[] = [];
    const memory = new Memory();
    const resume = { lastId: rows[39]!.id, done: 40 };
    const result = await createTable(rows)
      .list({ limit: 60 })
      .exportTo(memory, { format: "ndjson", resume, onProgress: (each) => seen.push(each) });
    expect(seen).toMatchObject([{ done: 60, total: 60, checkpoint: { lastId: rows[59]!.id, done: 60 } }]);
    expect(result).toMatchObject({ rows: 20, lastId: rows[59]!.id });
  });

  it("sends nothing if its limit is already reached", async () => {
    const { list, requests } = createTable(rows);
    const result = await list({ limit: 40 }).exportTo(new Memory(), {
      format: "ndjson",
      resume: { lastId: rows[39]!.id, done: 40 },
    });
    expect(result).toEqual({ rows: 0, bytes: 0, lastId: rows[39]!.id, omitted: [], escaped: 0 });
    expect(requests).toEqual([]);
  });

  it("keeps the columns of the header, and lists fields that appeared later", async () => {
    const memory = new Memory();
    const later = rows.map((row) => ({ ...row, late: 1 }));
    const resume = { lastId: rows[98]!.id, done: null, columns: ["name", "id"] };
    const result = await createTable(later).list().exportTo(memory, { format: "csv", resume });
    expect(memory.text).toBe(`"row\r\n""99""","${rows[99]!.id}"\r\n`);
    expect(result.omitted).toEqual(["late"]);
  });

  it("does not report a total count if the rows of its file were not counted", async () => {
    const seen: ExportProgress[] = [];
    await createTable(rows)
      .list()
      .exportTo(new Memory(), {
        format: "ndjson",
        resume: { lastId: rows[89]!.id, done: null },
        onProgress: (each) => seen.push(each),
      });
    expect(seen).toMatchObject([{ done: 10, total: 10, checkpoint: { done: null } }]);
  });
});

describe("findResumePoint", () => {
  it.each([
    ["a missing file", undefined],
    ["an empty file", ""],
  ])("returns the start for %s", async (_, content) => {
    await rm(path(), { force: true });
    if (content !== undefined) await writeFile(path(), content);
    for (const kind of formats)
      expect(await findResumePoint(path(), kind)).toEqual({ lastId: null, done: 0 });
  });

  it("returns the end of the header for a file with only a header", async () => {
    await writeFile(path(), '"id","name"\r\n"a');
    expect(await findResumePoint(path(), "csv")).toEqual({ lastId: null, done: 0, columns: ["id", "name"] });
    expect(await readFile(path(), "utf8")).toBe('"id","name"\r\n');
  });

  it("rejects a file without a complete row or header, and suggests deleting it", async () => {
    for (const kind of formats) {
      const expected = await whole(someRows(1), { format: kind });
      for (let length = 1; length <= expected.indexOf("\n"); length++) {
        await writeFile(path(), expected.subarray(0, length));
        expect((await catchError(findResumePoint(path(), kind))).message).toMatch(
          /has no complete (row|header).*delete the file and start again/,
        );
        expect((await readFile(path())).equals(expected.subarray(0, length))).toBe(true);
      }
    }
  });

  it("returns the ID as HUNT has it, even if it was escaped as a formula", async () => {
    await writeFile(path(), await whole([{ id: "+1" }, { id: "-1" }], { format: "csv" }));
    expect(await findResumePoint(path(), "csv")).toMatchObject({ lastId: "-1" });
  });

  it("finds the last complete row if rows are larger than one read", async () => {
    const rows = [1, 2, 3].map((index) => ({ id: `id-${index}`, name: '"a"\r\n'.repeat(40_000) }));
    for (const kind of formats) {
      const expected = await whole(rows, { format: kind });
      await writeFile(path(), expected.subarray(0, -10));
      expect(await findResumePoint(path(), kind)).toMatchObject({ lastId: "id-2" });
      await writeFile(path(), expected);
      expect(await findResumePoint(path(), kind)).toMatchObject({ lastId: "id-3" });
    }
  });

  it("does not mistake cells for rows", async () => {
    for (const trap of ['\r\n"id-9","x"\r\n', "\r\nid-9,x\r\n", '","', "\r\n"].map((text) =>
      text.repeat(150_000 / text.length),
    )) {
      const rows = [1, 2].map((index) => ({ id: `id-${index}`, name: trap }));
      const expected = await whole(rows, { format: "csv" });
      for (const cut of [1, 100, 70_000, trap.length]) {
        await writeFile(path(), expected.subarray(0, -cut));
        expect(await findResumePoint(path(), "csv")).toMatchObject({ lastId: "id-1" });
      }
    }
  });

  it("finds the last row for any place where the last read begins", async () => {
    const expected = await whole(someRows(1_400), { format: "csv" });
    expect(expected.length).toBeGreaterThan(70_000);
    for (let more = 0; more < 64; more++) {
      await writeFile(path(), `${expected}"${"x".repeat(more)}`);
      expect(await findResumePoint(path(), "csv")).toMatchObject({ lastId: idAt(1_399, 1_400) });
    }
  });

  it("reads only the end of a large file", async () => {
    const rows = someRows(6_000).map((row) => ({ ...row, text: "x".repeat(1_000) }));
    const memory = new Memory();
    await createTable(rows).list({}, { maxRows: Infinity }).exportTo(memory, { format: "csv" });
    const { bytes } = memory;
    // The part that is not read may contain anything.
    bytes.fill("\n", 100_000, bytes.length - 100_000);
    await writeFile(path(), bytes);
    expect(await findResumePoint(path(), "csv")).toMatchObject({
      lastId: rows.at(-1)!.id,
      columns: ["id", "name", "text"],
    });
  });

  it("reads more of a file whose cells are quoted only if necessary", async () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `${String(index).padStart(6, "0")},name,1`);
    await writeFile(path(), `"id",name,count\r\n${lines.join("\r\n")}\r\n00`);
    expect(await findResumePoint(path(), "csv")).toMatchObject({ lastId: "019999" });
  });

  const changed = "Another program might have changed it. Export to a new file.";
  const cells = "its last row has 1 cell, but its header has 2 columns. ";
  const crlf = "it is not CSV with CRLF line ends (RFC 4180). ";
  const noRow =
    "it has no complete row. Check the path. If an export was interrupted there, delete the file and start again.";
  const noId =
    "its last row has no id, which shows where to continue. Export to a new file, with id in the fields.";

  it.each([
    [
      "notes",
      "csv",
      "buy milk",
      'it does not start with ", as a csv export does. Check the path, or export to a new file.',
    ],
    [
      "notes",
      "ndjson",
      "buy milk\n",
      "it does not start with {, as an ndjson export does. Check the path, or export to a new file.",
    ],
    [
      "rows of another format",
      "csv",
      '{"id":"a"}\n',
      "it starts with {, as an ndjson export does. Use the format ndjson, or export to a new file.",
    ],
    [
      "rows of another format",
      "ndjson",
      '"id"\r\n"a"\r\n',
      'it starts with ", as a csv export does. Use the format csv, or export to a new file.',
    ],
    [
      "a list",
      "ndjson",
      '[\n{"id":"a"}\n]\n',
      "it starts with [, as a json export does, which cannot be resumed. Export to a new file as ndjson or csv.",
    ],
    ["settings on one line", "ndjson", '{"important":true}', noRow],
    ["a JSON string", "csv", '"just a JSON string"', noRow.replace("row", "header")],
    ["a quotation", "csv", '"id,name', noRow.replace("row", "header")],
    ["rows without ids", "ndjson", '{"name":"a"}\n{"name":"b"}\n{"na', noId],
    ["a line that is not an object", "ndjson", '{"id":"a"}\nnull\n', noId],
    ["a line that is not valid JSON", "ndjson", '{"id":"a"\n', `its last line is not valid JSON. ${changed}`],
    ["lines that end in LF", "csv", '"id","name"\n"a","b"\n', crlf + changed],
    ["records that end in LF", "csv", '"id","name"\r\n"a","b"\n', crlf + changed],
    [
      "no id column",
      "csv",
      '"name"\r\n"a"\r\n"b',
      "it has no column id, which shows where to continue. Export to a new file, with id in the columns.",
    ],
    ["fewer cells than columns", "csv", '"id","name"\r\n"a"\r\n', cells + changed],
    ["an empty ID", "csv", '"id","name"\r\n,"b"\r\n', `its last row has an empty id. ${changed}`],
  ] as const)(
    "names the file, what is wrong, and what to do, and does not change a file with %s (%s)",
    async (_, kind, content, sentences) => {
      await writeFile(path(), content);

      const error = await catchError(findResumePoint(path(), kind));

      expect(error).toMatchObject({ code: "HUNT_INPUT", input: "resume", problem: "no-export" });
      expect(error.message).toBe(`resume: cannot resume ${path()}: ${sentences}`);
      expect(await readFile(path(), "utf8")).toBe(content);
    },
  );

  it("rejects a format that cannot be resumed before it opens the file", async () => {
    const error = await catchError(findResumePoint("missing.json", "json" as "csv"));

    expect(error.message).toBe('format: "json" is not valid. Use ndjson or csv.');
  });

  it("rejects with Node's error for a path that cannot be read", async () => {
    await expect(findResumePoint(folder, "csv")).rejects.toMatchObject({ code: "EISDIR" });
  });
});
