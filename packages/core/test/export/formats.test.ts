import { parse } from "csv-parse/sync";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unescapeFormula } from "../../src/export/encoder.js";
import type { ExportOptions } from "../../src/export/export-options.js";
import { hostileRows, Memory, tableOf, type AnyRow, type TableOptions } from "./source.js";

async function written(rows: AnyRow[], options: ExportOptions, table?: TableOptions): Promise<string> {
  const memory = new Memory();
  await tableOf(rows, table).list().exportTo(memory, options);
  return memory.text;
}

const byId = (rows: AnyRow[]) => [...rows].sort((one, other) => (one.id < other.id ? -1 : 1));

/** What UTF-8 can hold of a text: it has no lone surrogates. */
const inUtf8 = (text: string) => Buffer.from(text).toString();

describe("ndjson", () => {
  it("holds a row a line, whatever its texts are", async () => {
    await fc.assert(
      fc.asyncProperty(hostileRows, fc.integer({ min: 1, max: 5 }), async (rows, pageSize) => {
        const memory = new Memory();
        await tableOf(rows).list({}, { pageSize }).exportTo(memory, { format: "ndjson" });
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
  ] as const)("has only the fields that were requested: %s", async (format, expected) => {
    const memory = new Memory();

    await tableOf([{ id: "a", name: "x" }])
      .list({ fields: ["name"] })
      .exportTo(memory, { format });

    expect(memory.text).toBe(expected);
  });

  it("of no rows is empty", async () => {
    expect(await written([], { format: "ndjson" })).toBe("");
  });
});

describe("json", () => {
  it("is one list over all pages, whatever its texts are", async () => {
    await fc.assert(
      fc.asyncProperty(hostileRows, fc.integer({ min: 1, max: 5 }), async (rows, pageSize) => {
        const memory = new Memory();
        await tableOf(rows).list({}, { pageSize }).exportTo(memory, { format: "json" });
        expect(JSON.parse(memory.text)).toEqual(JSON.parse(JSON.stringify(byId(rows))));
      }),
      { numRuns: 40 },
    );
  });

  it("of no rows is an empty list", async () => {
    expect(await written([], { format: "json" })).toBe("[]\n");
  });
});

describe("csv", () => {
  const columns = ["id", "name", "note", "count", "active", "data"];

  /** What the cell of a value reads like. */
  function cellOf(value: unknown): string {
    if (value === null || value === undefined) return "";
    return inUtf8(
      typeof value === "string"
        ? value
        : typeof value === "object"
          ? JSON.stringify(value)
          : `${value as number | boolean}`,
    );
  }

  it("gives back every text that was put into it, kept or escaped", async () => {
    await fc.assert(
      fc.asyncProperty(
        hostileRows,
        fc.constantFrom("keep" as const, undefined),
        fc.integer({ min: 1, max: 5 }),
        async (rows, formulas, pageSize) => {
          const memory = new Memory();
          await tableOf(rows).list({}, { pageSize }).exportTo(memory, { format: "csv", columns, formulas });
          const [header, ...records] = parse(memory.text, { record_delimiter: "\r\n" });
          const read = (cell: string, index: number) =>
            formulas === "keep" || !["id", "name", "note"].includes(columns[index]!)
              ? cell
              : unescapeFormula(cell);
          expect(header).toEqual(columns);
          expect(records.map((cells) => cells.map(read))).toEqual(
            byId(rows).map((row) => columns.map((name) => cellOf(row[name]))),
          );
        },
      ),
      { numRuns: 80 },
    );
  });

  const cells = (text: string) =>
    parse<{ name: string; count: string }>(text, { record_delimiter: "\r\n", columns: true });

  it("holds no cell that a spreadsheet runs, unless formulas are kept", async () => {
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

  it("leaves negative numbers and phone numbers unchanged, because they run nothing", async () => {
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

    const result = await tableOf(rows).list().exportTo(new Memory(), { format: "csv" });

    expect(result.escaped).toBe(2);
  });

  it("starts with a byte order mark if one is requested, and only once", async () => {
    const rows = [{ id: "a" }, { id: "b" }];
    const memory = new Memory();

    await tableOf(rows).list({}, { pageSize: 1 }).exportTo(memory, { format: "csv", bom: true });

    expect(memory.text).toBe('\ufeff"id"\r\n"a"\r\n"b"\r\n');
  });

  it("without rows also starts with the mark", async () => {
    expect(await written([], { format: "csv", bom: true }, { fields: ["id"] })).toBe('\ufeff"id"\r\n');
  });

  it("is the only format that has a byte order mark", async () => {
    await expect(written([], { format: "ndjson", bom: true })).rejects.toMatchObject({
      input: "bom",
      problem: "format",
    });
  });

  it("writes texts in quotes, numbers and booleans without, nothing for null and for what is absent, and JSON for the rest", async () => {
    const rows = [
      { id: "a", text: "x", number: 1.5, yes: true, no: false, nothing: null, list: [1, "b"], empty: "" },
      { id: "b" },
    ];
    expect(await written(rows, { format: "csv" })).toBe(
      '"id","text","number","yes","no","nothing","list","empty"\r\n"a","x",1.5,true,false,,"[1,""b""]",""\r\n"b",,,,,,,\r\n',
    );
  });

  it("has a column for each field that the model names, and then for what the first page has beside them", async () => {
    const rows = [
      { id: "a", extra: 1, name: "x" },
      { id: "b", more: 2 },
    ];
    expect(await written(rows, { format: "csv" }, { fields: ["id", "name", "hostname"] })).toMatch(
      /^"id","name","hostname","extra","more"\r\n"a","x",,1,\r\n/,
    );
  });

  it("has the columns of the filter's fields, without an ID that was not requested, and of what it includes", async () => {
    const memory = new Memory();
    await tableOf([{ id: "a", name: "x", count: 1, notes: [] }], { fields: ["id", "other"] })
      .list({ fields: ["name"], include: "notes" })
      .exportTo(memory, { format: "csv" });
    expect(memory.text).toBe('"name","notes"\r\n"x",[]\r\n');
  });

  it("has the columns that were asked for, in that order", async () => {
    expect(
      await written([{ id: "a", name: "x", count: 1 }], { format: "csv", columns: ["count", "id"] }),
    ).toBe('"count","id"\r\n1,"a"\r\n');
  });

  it("of no rows is a header", async () => {
    expect(await written([], { format: "csv" }, { fields: ["id", "name"] })).toBe('"id","name"\r\n');
  });

  it("names the fields that came too late for a column, but not those that were left out on purpose", async () => {
    const { list } = tableOf([
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

  it("reads no more of a row than the row has itself", async () => {
    expect(await written([{ id: "a" }], { format: "csv", columns: ["id", "constructor", "__proto__"] })).toBe(
      '"id","constructor","__proto__"\r\n"a",,\r\n',
    );
  });
});
