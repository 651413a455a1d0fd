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
  /** CSV: number of cells that were escaped. */
  readonly escaped: number;
}

/** The encoder of a format; that of CSV loads its library first. */
export async function createEncoder(
  source: Pick<ExportSource<never>, "fields" | "known">,
  options: ExportOptions,
): Promise<Encoder> {
  if (options.format === "csv") return createCsvEncoder(source, options);
  return options.format === "json" ? createJsonEncoder(source) : createNdjsonEncoder(source);
}

/** Every row is read with its ID, which is written only if it is among the fields. */
function formatRow(row: Row, fields: readonly string[] | undefined): string {
  if (!fields || fields.includes("id")) return JSON.stringify(row);
  return JSON.stringify({ ...row, id: undefined });
}

function createNdjsonEncoder({ fields }: Pick<ExportSource<never>, "fields">): Encoder {
  return {
    page: (rows) => rows.map((row) => `${formatRow(row, fields)}\n`).join(""),
    end: () => "",
    omitted: [],
    escaped: 0,
  };
}

/** A list with a row a line. */
function createJsonEncoder({ fields }: Pick<ExportSource<never>, "fields">): Encoder {
  let separator = "[\n";
  return {
    page(rows) {
      const text = separator + rows.map((row) => formatRow(row, fields)).join(",\n");
      separator = ",\n";
      return text;
    },
    end: () => (separator === "[\n" ? "[]\n" : "\n]\n"),
    omitted: [],
    escaped: 0,
  };
}

/**
 * CSV as RFC 4180 has it: a header, lines that end in CRLF. Texts stand in quotes, numbers, booleans and
 * nothing do not; objects and lists are JSON.
 */
async function createCsvEncoder(
  { fields, known }: Pick<ExportSource<never>, "fields" | "known">,
  { columns: chosen, resume, formulas, bom }: Pick<ExportOptions, "columns" | "resume" | "formulas" | "bom">,
): Promise<Encoder> {
  // Most users never export CSV, and should not wait for its library.
  const { stringify } = await import("csv-stringify/sync");
  let escaped = 0;
  const string = (text: string) => {
    if (formulas === "keep" || !isFormula(text)) return text;
    escaped++;
    return `'${text}`;
  };
  const write = (records: unknown[][]) =>
    stringify(records, { record_delimiter: "\r\n", quoted_string: true, cast: { boolean: String, string } });
  const omitted = new Set<string>();
  let columns = resume?.columns ?? chosen ?? fields;
  let isBegun = resume?.columns !== undefined;

  const start = () => (bom && !isBegun ? byteOrderMark : "");
  const header = (rows: readonly Row[]) => {
    if (isBegun) return [];
    isBegun = true;
    columns ??= [...new Set([...known, ...rows.flatMap(Object.keys)])];
    return [[...columns]];
  };
  const noteOmitted = (rows: readonly Row[], written: ReadonlySet<string>) => {
    for (const row of rows)
      for (const name in row) if (!written.has(name) && !(fields && name === "id")) omitted.add(name);
  };
  return {
    page(rows) {
      const mark = start();
      const head = header(rows);
      if (!chosen) noteOmitted(rows, new Set(columns));
      return mark + write([...head, ...rows.map((row) => columns!.map((name) => toCell(row, name)))]);
    },
    end: () => start() + write(header([])),
    get columns() {
      return columns;
    },
    omitted,
    get escaped() {
      return escaped;
    },
  };
}

/** A row's value in a column. An id is always a text, and so in quotes: by these the end of a torn file is made out. */
function toCell(row: Row, name: string): unknown {
  if (!Object.hasOwn(row, name)) return null;
  return name === "id" ? String(row.id) : getField(row, name);
}

/**
 * What spreadsheets take for the beginning of a formula (OWASP, "CSV injection"), with the full-width forms
 * that some of them read alike; behind any `'` of the text's own, so that {@link unescapeFormula} can tell
 * those from ours.
 */
const formula = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/**
 * A number or a phone number, such as `-5`, `+1.5E-3`, or `+49 (30) 1234-567`. It begins as a formula does,
 * but has only digits, and so reads no cell and calls no function.
 */
const signedNumber = /^[+-](?:(?=.*\d)[\d ().,/-]+|\d+(?:\.\d+)?e[+-]?\d+)$/i;

/** The mark of UTF-8 at the start of a file. */
export const byteOrderMark = "\ufeff";

function isFormula(text: string): boolean {
  return formula.test(text) && !signedNumber.test(text);
}

/** What the text was. */
export function unescapeFormula(text: string): string {
  return text.startsWith("'") && formula.test(text) ? text.slice(1) : text;
}
