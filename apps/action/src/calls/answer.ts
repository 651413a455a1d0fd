import type { AnyRow, HuntClient, HuntRequest, HuntResponse } from "@huntkit/core";
import type { Call } from "./call.js";

/** Bytes of JSON that an output may hold; the runner carries outputs around in the environment and in expressions. */
const maxDataBytes = 64 * 1024;

/** The same for all of a list of requests. */
const maxTotalBytes = 512 * 1024;

/** Bytes of JSON that are kept while pages come in: a limit cuts the last one off, so that the answer may be smaller. */
const maxKeptBytes = 4 * maxDataBytes;

/** What came of a request. */
export interface CallResult {
  status: number;
  /** JSON; null for nothing, undefined where it is too large for an output. */
  json: string | undefined;
  /** How many results; undefined for what is no list and no count. */
  count: number | undefined;
  /** How many records of a list were read, of which `select` may have picked some; undefined for what is no list of HUNT's. */
  read: number | undefined;
  /** The file that was written. */
  file: string | undefined;
}

/** Data as JSON, where it is small enough for an output. */
export function toOutputJson(data: unknown): string | undefined {
  const json = JSON.stringify(data ?? null);
  return Buffer.byteLength(json) <= maxDataBytes ? json : undefined;
}

/** An answer beside those before it: without its data where there would be too much of it. */
export function trimToOutputLimit(answer: CallResult, before: readonly { answer: CallResult }[]): CallResult {
  const sum = [...before.map((each) => each.answer), answer].reduce(
    (bytes, { json }) => bytes + (json?.length ?? 0),
    0,
  );
  return sum > maxTotalBytes ? { ...answer, json: undefined } : answer;
}

/** What went by while a request, or the pages of a list, were sent. */
export interface ResponseLog {
  status: number;
  /** The rows of a list in the order of their arrival; undefined where they are too large for an output. */
  rows: AnyRow[] | undefined;
  /** Of JSON, for `rows`. */
  bytes: number;
}

/** Sends requests for a call: with its path's values, and each answer goes through `mask` before anybody else sees it. */
export function createRecordingSend(hunt: HuntClient, { params }: Call, mask: (data: unknown) => void) {
  const seen: ResponseLog = { status: 0, rows: [], bytes: 0 };
  const send = async <T>(request: HuntRequest<T>): Promise<HuntResponse<T>> => {
    const response = await hunt.request({ ...request, params });
    mask(response.data);
    seen.status = response.status;
    keepRows(seen, response.data);
    return response;
  };
  return { send, seen };
}

/**
 * The rows of a list that was read to its end: the first `count` by id where they have no other order, since pages by id come
 * side by side, and a page may have more rows than were wanted.
 */
export function getRows({ rows }: ResponseLog, { order }: Call, count: number): AnyRow[] | undefined {
  if (!rows) return undefined;
  const unique = [...new Map(rows.map((row) => [row.id, row])).values()];
  return (order ? unique : unique.sort((one, other) => (one.id < other.id ? -1 : 1))).slice(0, count);
}

function keepRows(seen: ResponseLog, data: unknown): void {
  if (!Array.isArray(data) || !seen.rows) return;
  seen.bytes += Buffer.byteLength(JSON.stringify(data));
  seen.rows = seen.bytes <= maxKeptBytes ? [...seen.rows, ...(data as AnyRow[])] : undefined;
}
