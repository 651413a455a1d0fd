import type { Row } from "../paging/page.js";
import type { Encoder } from "./encoder.js";
import type { ExportOptions } from "./export-options.js";
import type { ExportSource } from "./export-source.js";
import { toInert } from "./formula.js";

/**
 * CSV as RFC 4180 has it: a header, lines that end in CRLF. Texts stand in quotes, numbers, booleans and nothing do not;
 * objects and lists are JSON.
 */
export async function csvEncoder(
  { fields, known }: Pick<ExportSource<never>, "fields" | "known">,
  { columns: chosen, resume, formulas }: Pick<ExportOptions, "columns" | "resume" | "formulas">,
): Promise<Encoder> {
  // Most users never export CSV, and should not wait for its library.
  const { stringify } = await import("csv-stringify/sync");
  const string = formulas === "keep" ? (text: string) => text : toInert;
  const write = (records: unknown[][]) =>
    stringify(records, { record_delimiter: "\r\n", quoted_string: true, cast: { boolean: String, string } });
  const omitted = new Set<string>();
  let columns = resume?.columns ?? chosen ?? fields;
  let isBegun = resume?.columns !== undefined;

  const header = (rows: readonly Row[]) => {
    if (isBegun) return [];
    isBegun = true;
    columns ??= [...new Set([...known, ...rows.flatMap(Object.keys)])];
    return [[...columns]];
  };
  const noteOmitted = (rows: readonly Row[], written: ReadonlySet<string>) => {
    for (const row of rows) for (const name in row) if (!written.has(name)) omitted.add(name);
  };
  return {
    page(rows) {
      const head = header(rows);
      if (!chosen) noteOmitted(rows, new Set(columns));
      return write([...head, ...rows.map((row) => columns!.map((name) => cellOf(row, name)))]);
    },
    end: () => write(header([])),
    get columns() {
      return columns;
    },
    omitted,
  };
}

/** A row's value in a column. An id is always a text, and so in quotes: by these the end of a torn file is made out. */
function cellOf(row: Row, name: string): unknown {
  if (!Object.hasOwn(row, name)) return null;
  return name === "id" ? String(row.id) : (row as unknown as Record<string, unknown>)[name];
}
