import type { Writable } from "node:stream";
import type { TokenRedactor } from "@huntkit/core/credentials";
import type { MarkdownText, TerminalText } from "@huntkit/core/escape";
import type * as Escape from "./escape.js";
import { ListWriter } from "./list-writer.js";
import type { Column } from "./table.js";
import { wrapLines, type Colors, type Terminal } from "./terminal.js";

export type { Column } from "./table.js";

/** The output format of a command. A command with `--format` prints its report with `raw`. */
export type Format = "human" | "json" | "ndjson" | "report";

/** A value of the flag `--format`. */
export type ReportFormat = "sarif" | "junit" | "code-quality" | "markdown" | "prometheus";

/** The output of a command. Only data goes to stdout; messages go to stderr. */
export interface Output {
  readonly format: Format;
  /** Colors for stdout. The functions return the text unchanged if colors are disabled. */
  readonly colors: Colors;
  /** The terminal at stdout. */
  readonly terminal: Terminal;
  /**
   * Prints rows as a table, as a JSON list, or as one line of JSON per row. Values of columns are escaped. If a row
   * cannot be read, nothing of a table or of a JSON list is printed, except of one that is too large to keep.
   */
  readonly rows: <T>(rows: readonly T[] | AsyncIterable<T>, columns: readonly Column<T>[]) => Promise<void>;
  /**
   * Prints rows as `rows` does, and a note about columns that do not fit. For commands with the flag
   * `--wide`.
   */
  readonly list: Output["rows"];
  /**
   * Prints a value as JSON, or in the format "human" as the escaped text that `show` returns (default:
   * nothing).
   */
  readonly data: <T>(thing: T, show?: (thing: T) => TerminalText) => Promise<void>;
  /** Prints a record as JSON, or as one escaped line per part. Parts without a value are omitted. */
  readonly record: <T>(
    record: T,
    parts: (record: T) => readonly (readonly [name: string, value: unknown])[],
  ) => Promise<void>;
  /** Prints escaped text or bytes unchanged, in any format. Rejects with Node's error if the write fails. */
  readonly raw: (text: TerminalText | MarkdownText | Uint8Array) => Promise<void>;
  /** Returns the same output in another format. */
  readonly withFormat: (format: Format) => Output;
  /** Prints a message to stderr, as one escaped line. */
  readonly note: (text: string) => void;
  /** Redacts a token or another secret in all later output, because HUNT may return it in a record. */
  readonly hideSecret: (redactor: TokenRedactor) => void;
  /** Redacts these secrets in a string. */
  readonly redact: (text: string) => string;
  /** Redacts these secrets in each string of JSON data. */
  readonly redactJson: <T>(data: T) => T;
}

/** The two output streams of a process. */
export interface Streams {
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean };
}

/** Creates the output of a command. The code for tables is loaded when the first table is printed. */
export async function createOutput(streams: Streams, format: Format, terminal: Terminal): Promise<Output> {
  const [{ createColors }, words] = await Promise.all([
    import("picocolors").then(({ default: library }) => library),
    import("./escape.js"),
  ]);
  const { stdout, stderr } = streams;
  return buildOutput({ stdout, stderr, hidden: [] }, format, terminal, createColors, words);
}

function buildOutput(
  streams: Streams & { readonly hidden: TokenRedactor[] },
  format: Format,
  terminal: Terminal,
  createColors: (enabled: boolean) => Record<keyof Colors, (text: string) => string>,
  words: typeof Escape,
): Output {
  const { stdout, stderr, hidden } = streams;
  const { escapeForTerminal, escapeLines, terminalText, toSafeJson } = words;
  const colors = createColors(terminal.hasColors && format === "human") as unknown as Colors;
  const redact = (text: string): TerminalText =>
    hidden.reduce((kept, { redactText }) => redactText(kept), text) as TerminalText;
  const redactJson = <T>(data: T): T =>
    hidden.reduce<unknown>((kept, redactor) => redactor.redactJson(kept), data) as T;
  const write = async (text: TerminalText | Uint8Array): Promise<void> => {
    if (text.length > 0)
      await new Promise<void>(
        (resolve, reject) => void stdout.write(text, (error) => (error ? reject(error) : resolve())),
      );
  };
  const raw: Output["raw"] = (text) => write(typeof text === "string" ? redact(text) : text);
  /** Formats JSON. Tokens are redacted in each value separately, so the JSON remains valid. */
  const formatJson = (thing: unknown, indent?: number): TerminalText => {
    const text = toSafeJson(thing, indent);
    return redact(text) === text ? text : toSafeJson(redactJson(thing), indent);
  };
  const printJson = (thing: unknown, indent?: number): Promise<void> =>
    write(terminalText`${formatJson(thing, indent)}\n`);
  const data: Output["data"] = (thing, show = () => escapeLines("")) =>
    format === "human" ? raw(show(thing)) : printJson(thing, format === "json" ? 2 : undefined);
  const note: Output["note"] = (text) =>
    void stderr.write(
      `${wrapLines(redact(escapeForTerminal(text, 10_000)), { isTTY: stderr.isTTY, width: terminal.width })}\n`,
    );

  /** A person in a terminal sees each row immediately. */
  const createListWriter = (): ListWriter =>
    new ListWriter(
      (text) => write(text as TerminalText),
      terminal.isTTY ? { rows: 0, length: 0 } : undefined,
    );

  /** Prints a list. A large one is printed row by row, because a string of all rows can be longer than the limit. */
  async function printJsonList(rows: Iterable<unknown> | AsyncIterable<unknown>): Promise<void> {
    const writer = createListWriter();
    let separator = "[\n  ";
    for await (const row of rows) {
      await writer.add(separator + formatJson(row, 2).replaceAll("\n", "\n  "));
      separator = ",\n  ";
    }
    await writer.end(separator.startsWith("[") ? "[]\n" : "\n]\n");
  }

  /** Prints rows, and returns the titles of the columns that do not fit. */
  async function printRows<T>(
    rows: readonly T[] | AsyncIterable<T>,
    columns: readonly Column<T>[],
  ): Promise<readonly string[]> {
    if (format === "ndjson") for await (const row of rows) await printJson(row);
    else if (format === "json") await printJsonList(rows);
    else {
      const { formatTabbedLine, formatTable } = await import("./table.js");
      if (terminal.isTTY) {
        const { text, hidden: titles } = formatTable(await toArray(rows), columns, terminal, colors);
        await raw(text);
        return titles;
      }
      const writer = createListWriter();
      for await (const row of rows) await writer.add(redact(formatTabbedLine(row, columns)));
      await writer.end();
    }
    return [];
  }

  return {
    format,
    colors,
    terminal,
    raw,
    data,
    rows: async (rows, columns) => void (await printRows(rows, columns)),
    async list(rows, columns) {
      const titles = await printRows(rows, columns);
      if (titles.length > 0) note(`Hidden columns: ${titles.join(", ")}. Show all columns with --wide.`);
    },
    async record(record, parts) {
      const { formatCard } = await import("./table.js");
      await data(record, (each) => formatCard(parts(each), colors));
    },
    withFormat: (other) => buildOutput(streams, other, terminal, createColors, words),
    note,
    redact,
    redactJson,
    hideSecret: (redactor) => void hidden.push(redactor),
  };
}

/** Reads all rows. */
export async function toArray<T>(rows: readonly T[] | AsyncIterable<T>): Promise<readonly T[]> {
  if (!(Symbol.asyncIterator in rows)) return rows;
  const all: T[] = [];
  for await (const row of rows) all.push(row);
  return all;
}
