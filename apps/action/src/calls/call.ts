import type { ExportFormat, PathParams } from "@huntkit/core";

/**
 * What a request is, which decides what goes with it: a `list` has a filter, a `record` is one row by its id, a `count` has
 * a condition alone, a `write` has a body, and `other` is everything else.
 */
export type CallKind = "list" | "record" | "count" | "write" | "other";

/** A file to write to. */
export interface OutputFile {
  /** Absolute. */
  path: string;
  format: ExportFormat;
}

/** One request to HUNT, checked. What is undefined was not asked for. */
export interface Call {
  /** What it goes by in the log: its id, or the request itself. */
  name: string;
  method: string;
  /** Below the API base, with `{name}` for each of `params`. */
  path: string;
  kind: CallKind;
  params: PathParams;
  /** As LoopBack reads it. */
  where: object | undefined;
  fields: string[] | undefined;
  order: string[] | undefined;
  include: string[] | undefined;
  limit: number | undefined;
  /** Whether every page is read. */
  all: boolean;
  body: unknown;
  /** A JMESPath expression. */
  select: string | undefined;
  file: OutputFile | undefined;
  /** How many results are not too many yet. */
  maxResults: number | undefined;
}

/** A request as it was written, in `requests` or as inputs, by the inputs' names. */
export type WrittenCall = Readonly<Record<string, unknown>>;

/** What may be said of a request. */
export const callParts = [
  "request",
  "params",
  "where",
  "fields",
  "order",
  "include",
  "limit",
  "all",
  "body",
  "select",
  "output-file",
  "max-results",
] as const;

/** One of the parts of a request. */
export type CallPart = (typeof callParts)[number];
