import { parse } from "csv-parse/sync";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unescapeFormula } from "../../src/export/encoder.js";
import type { ExportOptions } from "../../src/export/export-options.js";
import { hostileRows, Memory, createTable, type AnyRow, type TableOptions } from "./source.js";

async function written(rows: AnyRow[], options: ExportOptions, table?: TableOptions): Promise<string> {
  const memory = new Memory();
  await createTable(rows, table).list().exportTo(memory, options);
  return memory.text;
}

const byId = (rows: AnyRow[]) => [...rows].sort((one, other) => (one.id < other.id ? -1 : 1));

/** Returns a string as UTF-8 can hold it, without lone surrogates. */
const inUtf8 = (text: string) => Buffer.from(text).toString();

describe("an ndjson export", () => {
  it("writes one row per line for any strings", async () => {
    await fc.assert(
      fc.asyncProperty(hostileRows, fc.integer({ min: 1, max: 5 }), async (rows, pageSize) => {
        const memory = new Memory();
        await createTable(rows).list({}, { pageSize }).exportTo(memory, { format: "ndjson" });
        const lines = memory.text.split("\n");
        expect(lines.pop()).toBe("");
        expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(
          JSON.parse(JSON.stringify(byId(rows))),
        );
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ["ndjson", '{"name":"x"}\n'],
    ["json", '[\n{"name":"x"}\n]\n'],
  ] as const)("writes only the requested fields: %s", async (format, expected) => {
    const memory = new Memory();

    await createTable([{ id: "a", name: "x" }])
      .list({ fields: ["name"] })
      .exportTo(memory, { format });

    expect(memory.text).toBe(expected);
  });

  it("writes nothing without rows", async () => {
    expect(await written([], { format: "ndjson" })).toBe("");
  });
});

describe("a json export", () => {
  it("writes one array over all pages for any strings", async () => {
    await fc.assert(
      fc.asyncProperty(hostileRows, fc.integer({ min: 1, max: 5 }), async (rows, pageSize) => {
        const memory = new Memory();
        await createTable(rows).list({}, { pageSize }).exportTo(memory, { format: "json" });
        expect(JSON.parse(memory.text)).toEqual(JSON.parse(JSON.stringify(byId(rows))));
      }),
      { numRuns: 40 },
    );
  });

  it("writes an empty array without rows", async () => {
    expect(await written([], { format: "json" })).toBe("[]\n");
  });
});

describe("a csv export", () => {
  const columns = ["id", "name", "note", "count", "active", "data"];

  /** Returns the text of a value's cell. */
  function formatCell(value: unknown): string {
    if (value === null || value === undefined) return "";
    return inUtf8(
      typeof value === "object" ? JSON.stringify(value) : `${value as string | number | boolean}`,
    );
  }

  it("preserves every string, with formulas kept or escaped", async () => {
    await fc.assert(
      fc.asyncProperty(
        hostileRows,
        fc.constantFrom("keep" as const, undefined),
        fc.integer({ min: 1, max: 5 }),
        async (rows, formulas, pageSize) => {
          const memory = new Memory();
          await createTable(rows)
            .list({}, { pageSize })
            .exportTo(memory, { format: "csv", columns, formulas });
          const [header, ...records] = parse(memory.text, { record_delimiter: "\r\n" });
          const read = (cell: string, index: number) =>
            formulas === "keep" || !["id", "name", "note"].includes(columns[index]!)
              ? cell
              : unescapeFormula(cell);
          expect(header).toEqual(columns);
          expect(records.map((cells) => cells.map(read))).toEqual(
            byId(rows).map((row) => columns.map((name) => formatCell(row[name]))),
          );
        },
      ),
      { numRuns: 80 },
    );
  });

  const cells = (text: string) =>
    parse<{ name: string; count: string }>(text, { record_delimiter: "\r\n", columns: true });

  it("escapes cells that a spreadsheet would execute, unless formulas are kept", async () => {
    const texts = [
      "=1+1",
      "+a1",
      "-2+A1",
      "@SUM(A1)",
      "\t=1",
      "\r=1",
      "\n=1",
      "\uff1d1",
      "'=1",
      "'-1",
      "-1\n=1",
    ];
    const rows = texts.map((name, index) => ({ id: String(index + 10), name, count: -index }));

    const escaped = cells(await written(rows, { format: "csv" }));
    const kept = cells(await written(rows, { format: "csv", formulas: "keep" }));

    expect(escaped.map(({ name }) => name)).toEqual(texts.map((text) => `'${text}`));
    expect(escaped.map(({ count }) => count)).toEqual(rows.map(({ count }) => String(count)));
    expect(kept.map(({ name }) => name)).toEqual(texts);
  });

  it("keeps negative numbers and phone numbers, because spreadsheets do not execute them", async () => {
    const texts = ["-5", "+1", "-1.5E-3", "+49 (30) 1234567", "+1-555-0100", "-1,234.5"];
    const rows = texts.map((name, index) => ({ id: String(index), name }));

    const text = await written(rows, { format: "csv" });

    expect(cells(text).map(({ name }) => name)).toEqual(texts);
  });

  it("counts the cells that it escapes", async () => {
    const rows = [
      { id: "a", name: "=1" },
      { id: "b", name: "-5" },
      { id: "c", name: "@x" },
    ];

    const result = await createTable(rows).list().exportTo(new Memory(), { format: "csv" });

    expect(result.escaped).toBe(2);
  });

  it("starts with one byte order mark if requested", async () => {
    const rows = [{ id: "a" }, { id: "b" }];
    const memory = new Memory();

    await createTable(rows).list({}, { pageSize: 1 }).exportTo(memory, { format: "csv", bom: true });

    expect(memory.text).toBe('\ufeff"id"\r\n"a"\r\n"b"\r\n');
  });

  it("starts with the byte order mark even without rows", async () => {
    expect(await written([], { format: "csv", bom: true }, { fields: ["id"] })).toBe('\ufeff"id"\r\n');
  });

  it("rejects a byte order mark for other formats", async () => {
    await expect(written([], { format: "ndjson", bom: true })).rejects.toMatchObject({
      input: "bom",
      problem: "format",
    });
  });

  it("quotes strings only, leaves null and missing values empty, and writes other values as JSON", async () => {
    const rows = [
      { id: "a", text: "x", number: 1.5, yes: true, no: false, nothing: null, list: [1, "b"], empty: "" },
      { id: "b" },
    ];
    expect(await written(rows, { format: "csv" })).toBe(
      '"id","text","number","yes","no","nothing","list","empty"\r\n"a","x",1.5,true,false,,"[1,""b""]",""\r\n"b",,,,,,,\r\n',
    );
  });

  it("writes a number that JSON cannot contain as a number, so nothing reads it as text", async () => {
    expect(await written([{ id: "a", number: Infinity }], { format: "csv" })).toBe(
      '"id","number"\r\n"a",Infinity\r\n',
    );
  });

  it("writes the fields of the model as columns, followed by other fields of the first page", async () => {
    const rows = [
      { id: "a", extra: 1, name: "x" },
      { id: "b", more: 2 },
    ];
    expect(await written(rows, { format: "csv" }, { fields: ["id", "name", "hostname"] })).toMatch(
      /^"id","name","hostname","extra","more"\r\n"a","x",,1,\r\n/,
    );
  });

  it("writes the requested fields and the included relations as columns", async () => {
    const memory = new Memory();
    await createTable([{ id: "a", name: "x", count: 1, notes: [] }], { fields: ["id", "other"] })
      .list({ fields: ["name"], include: "notes" })
      .exportTo(memory, { format: "csv" });
    expect(memory.text).toBe('"name","notes"\r\n"x",[]\r\n');
  });

  it("writes the requested columns in the requested order", async () => {
    expect(
      await written([{ id: "a", name: "x", count: 1 }], { format: "csv", columns: ["count", "id"] }),
    ).toBe('"count","id"\r\n1,"a"\r\n');
  });

  it("writes only a header without rows", async () => {
    expect(await written([], { format: "csv" }, { fields: ["id", "name"] })).toBe('"id","name"\r\n');
  });

  it("lists fields that appeared after the header was written, except those that were not requested", async () => {
    const { list } = createTable([
      { id: "a", name: "x" },
      { id: "b", late: 1 },
      { id: "c", late: 1, later: 2 },
    ]);
    const result = await list({}, { pageSize: 1 }).exportTo(new Memory(), { format: "csv" });
    expect(result.omitted).toEqual(["late", "later"]);
    expect(
      (await list({}, { pageSize: 1 }).exportTo(new Memory(), { format: "csv", columns: ["id"] })).omitted,
    ).toEqual([]);
  });

  it("does not write inherited properties of a row", async () => {
    expect(await written([{ id: "a" }], { format: "csv", columns: ["id", "constructor", "__proto__"] })).toBe(
      '"id","constructor","__proto__"\r\n"a",,\r\n',
    );
  });
});
