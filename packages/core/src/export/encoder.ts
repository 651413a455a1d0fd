import type { Row } from "../paging/page.js";
import { csvEncoder } from "./csv-encoder.js";
import type { ExportOptions } from "./export-options.js";
import type { ExportSource } from "./export-source.js";

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
  if (options.format === "csv") return csvEncoder(source, options);
  return options.format === "json" ? jsonEncoder() : ndjsonEncoder();
}

function ndjsonEncoder(): Encoder {
  return {
    page: (rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join(""),
    end: () => "",
    omitted: [],
  };
}

/** A list with a row a line. */
function jsonEncoder(): Encoder {
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
