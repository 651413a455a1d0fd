import { getField } from "../models/get-field.js";
import type { Row } from "../paging/page.js";
import type { ExportOptions, ExportSource } from "./export-options.js";
import { formatCsv } from "./format-csv.js";

/** Converts pages of rows to the text of a format. */
export interface Encoder {
  /** Returns the text of a page. Before the first page, it includes the start of the file. */
  page(rows: readonly Row[]): string;
  /** Returns the end of the file. */
  end(): string;
  /** CSV: columns of the header; undefined until they are known. */
  readonly columns?: readonly string[] | undefined;
  /** CSV: fields that are not in the header, because they appeared after it was written. */
  readonly omitted: Iterable<string>;
  /** CSV: number of cells that were escaped. */
  readonly escaped: number;
}

/** Creates the encoder of a format. */
export function createEncoder(
  source: Pick<ExportSource<never>, "fields" | "known">,
  options: ExportOptions,
): Encoder {
  if (options.format === "csv") return createCsvEncoder(source, options);
  return options.format === "json" ? createJsonEncoder(source) : createNdjsonEncoder(source);
}

/** Every row is read with its ID, which is written only if it is one of the fields. */
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

/** Writes a list with one row per line. */
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

/** Writes CSV with a header. */
function createCsvEncoder(
  { fields, known }: Pick<ExportSource<never>, "fields" | "known">,
  { columns: chosen, resume, formulas, bom }: Pick<ExportOptions, "columns" | "resume" | "formulas" | "bom">,
): Encoder {
  let escaped = 0;
  const escape = (text: string) => {
    if (formulas === "keep" || !isFormula(text)) return text;
    escaped++;
    return `'${text}`;
  };
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
      const cells = rows.map((row) => columns!.map((name) => toCell(row, name)));
      return mark + formatCsv([...head, ...cells], escape);
    },
    end: () => start() + formatCsv(header([]), escape),
    get columns() {
      return columns;
    },
    omitted,
    get escaped() {
      return escaped;
    },
  };
}

/**
 * Returns a row's value in a column. An ID is always a quoted string: the quotes show where an interrupted
 * file ends.
 */
function toCell(row: Row, name: string): unknown {
  if (!Object.hasOwn(row, name)) return null;
  return name === "id" ? String(row.id) : getField(row, name);
}

/**
 * Matches the start of a formula in spreadsheets (OWASP, "CSV injection"), including full-width characters
 * that some of them accept. Leading `'` of the text are included, so {@link unescapeFormula} recognizes the
 * added one.
 */
const formula = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/**
 * Matches a number or a phone number, such as `-5`, `+1.5E-3`, or `+49 (30) 1234-567`. It starts like a
 * formula, but has only digits, so it cannot read a cell or call a function.
 */
const signedNumber = /^[+-](?:(?=.*\d)[\d ().,/-]+|\d+(?:\.\d+)?e[+-]?\d+)$/i;

/** The byte order mark of UTF-8. */
export const byteOrderMark = "\ufeff";

function isFormula(text: string): boolean {
  return formula.test(text) && !signedNumber.test(text);
}

/** Returns the text before it was escaped. */
export function unescapeFormula(text: string): string {
  return text.startsWith("'") && formula.test(text) ? text.slice(1) : text;
}
