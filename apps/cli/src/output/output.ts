import type { Writable } from "node:stream";
import type { TokenRedactor } from "@huntkit/core/credentials";
import type { TerminalText } from "@huntkit/core/escape";
import type * as Escape from "./escape.js";
import type { Column } from "./table.js";
import { wrapLines, type Colors, type Terminal } from "./terminal.js";

export type { Column } from "./table.js";

/** How a command was asked to print. */
export type Format = "human" | "json" | "ndjson";

/** What is printed. Data goes to stdout, and nothing else does; what is said about it goes to stderr. */
export interface Output {
  readonly format: Format;
  /** Colours for stdout; functions that change nothing where there are to be none. */
  readonly colors: Colors;
  /** The terminal at stdout. */
  readonly terminal: Terminal;
  /** Prints rows: as a table, as one JSON list, or as JSON a line. What the columns give is made harmless. */
  readonly rows: <T>(rows: readonly T[] | AsyncIterable<T>, columns: readonly Column<T>[]) => Promise<void>;
  /**
   * Prints rows as `rows` does, and tells people which columns do not fit. For commands with the flag
   * `--wide`.
   */
  readonly list: Output["rows"];
  /** Prints one thing: as JSON, or for people as the escaped text that `show` returns. Default: nothing for people. */
  readonly data: <T>(thing: T, show?: (thing: T) => TerminalText) => Promise<void>;
  /** Prints a record part by part, or as JSON. Parts without a value are left out for people; values are made harmless. */
  readonly record: <T>(
    record: T,
    parts: (record: T) => readonly (readonly [name: string, value: unknown])[],
  ) => Promise<void>;
  /**
   * Prints escaped text, or bytes, unchanged and in any format. Rejects with Node's error if stdout does not
   * take them.
   */
  readonly raw: (text: TerminalText | Uint8Array) => Promise<void>;
  /** The same in another format. */
  readonly withFormat: (format: Format) => Output;
  /** Says something to people, on stderr: one line, made harmless. */
  readonly note: (text: string) => void;
  /** Redacts the token in use in all that is printed after this: HUNT may repeat it in a record. */
  readonly hideToken: (redactor: TokenRedactor) => void;
  /** Redacts that token in a string. */
  readonly redact: (text: string) => string;
}

/** The two outputs of a process. */
export interface Streams {
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean };
}

/** Makes the output of a command. Tables and their libraries are loaded when one is printed. */
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
  const write = async (text: TerminalText | Uint8Array): Promise<void> => {
    if (text.length > 0)
      await new Promise<void>(
        (resolve, reject) => void stdout.write(text, (error) => (error ? reject(error) : resolve())),
      );
  };
  const raw: Output["raw"] = (text) => write(typeof text === "string" ? redact(text) : text);
  /** Redacts value by value, so the JSON remains valid. */
  const printJson = (thing: unknown, indent?: number): Promise<void> => {
    const text = toSafeJson(thing, indent);
    const isSafe = redact(text) === text;
    const redacted = isSafe ? thing : hidden.reduce((kept, { redactJson }) => redactJson(kept), thing);
    return write(terminalText`${isSafe ? text : toSafeJson(redacted, indent)}\n`);
  };
  const data: Output["data"] = (thing, show = () => escapeLines("")) =>
    format === "human" ? raw(show(thing)) : printJson(thing, format === "json" ? 2 : undefined);
  const note: Output["note"] = (text) =>
    void stderr.write(
      `${wrapLines(redact(escapeForTerminal(text, 10_000)), { isTTY: stderr.isTTY, width: terminal.width })}\n`,
    );

  /** Prints rows, and returns the titles of the columns that do not fit. */
  async function printRows<T>(
    rows: readonly T[] | AsyncIterable<T>,
    columns: readonly Column<T>[],
  ): Promise<readonly string[]> {
    if (format === "ndjson") {
      for await (const row of rows) await printJson(row);
      return [];
    }
    const all = await toArray(rows);
    if (format === "json") {
      await printJson(all, 2);
      return [];
    }
    const { formatTable, selectColumns } = await import("./table.js");
    await raw(formatTable(all, columns, terminal, colors));
    return all.length === 0 ? [] : selectColumns(all, columns, terminal).hidden;
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
    hideToken: (redactor) => void hidden.push(redactor),
  };
}

async function toArray<T>(rows: readonly T[] | AsyncIterable<T>): Promise<readonly T[]> {
  if (!(Symbol.asyncIterator in rows)) return rows;
  const all: T[] = [];
  for await (const row of rows) all.push(row);
  return all;
}
