import type { PathParams } from "@huntkit/core";
import type { OutputFile, RequestKind, RequestPart, Select } from "@huntkit/toolkit/requests";

/** One request to HUNT, checked. What is undefined was not asked for. */
export interface Call {
  /** What it goes by in the log: its id, or the request itself. */
  name: string;
  method: string;
  /** Below the API base, with `{name}` for each of `params`. */
  path: string;
  kind: RequestKind;
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
  /** Picks out of the response what is wanted. */
  select: Select | undefined;
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
] as const satisfies readonly RequestPart[];
