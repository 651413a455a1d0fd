import { getField } from "../models/get-field.js";
import type { Row } from "../paging/page.js";
import type { ExportOptions, ExportSource } from "./export-options.js";

/** Turns pages of rows into the text of a format. */
export interface Encoder {
  /** The text of a page, and before the first one what begins the file. */
  page(rows: readonly Row[]): string;
  /** What ends the file. */
  end(): string;
  /** CSV: what stands in the header, once it is known. */
  readonly columns?: readonly string[] | undefined;
  /** CSV: fields that came when the header without them was written. */
  readonly omitted: Iterable<string>;
}

/** The encoder of a format; that of CSV loads its library first. */
export async function createEncoder(
  source: Pick<ExportSource<never>, "fields" | "known">,
  options: ExportOptions,
): Promise<Encoder> {
  if (options.format === "csv") return createCsvEncoder(source, options);
  return options.format === "json" ? createJsonEncoder() : createNdjsonEncoder();
}

function createNdjsonEncoder(): Encoder {
  return {
    page: (rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join(""),
    end: () => "",
    omitted: [],
  };
}

/** A list with a row a line. */
function createJsonEncoder(): Encoder {
  let separator = "[\n";
  return {
    page(rows) {
      const text = separator + rows.map((row) => JSON.stringify(row)).join(",\n");
      separator = ",\n";
      return text;
    },
    end: () => (separator === "[\n" ? "[]\n" : "\n]\n"),
    omitted: [],
  };
}

/**
 * CSV as RFC 4180 has it: a header, lines that end in CRLF. Texts stand in quotes, numbers, booleans and nothing do not;
 * objects and lists are JSON.
 */
async function createCsvEncoder(
  { fields, known }: Pick<ExportSource<never>, "fields" | "known">,
  { columns: chosen, resume, formulas }: Pick<ExportOptions, "columns" | "resume" | "formulas">,
): Promise<Encoder> {
  // Most users never export CSV, and should not wait for its library.
  const { stringify } = await import("csv-stringify/sync");
  const string = formulas === "keep" ? (text: string) => text : escapeFormula;
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
      return write([...head, ...rows.map((row) => columns!.map((name) => toCell(row, name)))]);
    },
    end: () => write(header([])),
    get columns() {
      return columns;
    },
    omitted,
  };
}

/** A row's value in a column. An id is always a text, and so in quotes: by these the end of a torn file is made out. */
function toCell(row: Row, name: string): unknown {
  if (!Object.hasOwn(row, name)) return null;
  return name === "id" ? String(row.id) : getField(row, name);
}

/**
 * What spreadsheets take for the beginning of a formula (OWASP, "CSV injection"), with the full-width forms that some of
 * them read alike; behind any `'` of the text's own, so that {@link unescapeFormula} can tell those from ours.
 */
const formula = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** A text that no spreadsheet runs. */
function escapeFormula(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** What the text was. */
export function unescapeFormula(text: string): string {
  return text.startsWith("'") && formula.test(text) ? text.slice(1) : text;
}
