import {
  Collection,
  type AnyRow,
  type HuntClient,
  type HuntRequest,
  type HuntResponse,
  type Listing,
} from "@huntkit/core";
import { pageSize, toFilter, toModel, writeData, writeListing } from "@huntkit/toolkit/requests";
import type { Call } from "./call.js";

/** What requests are made with. */
export interface CallDeps {
  hunt: HuntClient;
  /** Masks the secrets in an answer. */
  mask: (data: unknown) => void;
  signal: AbortSignal;
}

/**
 * Makes a request and gives what came of it.
 *
 * @throws {HuntError} as the client does; {@link HuntInputError} where an expression does not fit the answer, or a file cannot be written
 */
export function executeCall(call: Call, asking: CallDeps): Promise<CallResult> {
  if (call.kind === "list") return executeList(call, asking);
  return call.kind === "count" ? executeCount(call, asking) : executeOther(call, asking);
}

/** Pages side by side: a pipeline is in less of a hurry than its runner is short of memory, and the vendor asks to spare the database. */
const concurrency = 2;

async function executeList(call: Call, { hunt, mask, signal }: CallDeps): Promise<CallResult> {
  const { where, fields, order, include, all, file } = call;
  const { send, seen } = createRecordingSend(hunt, call, mask);
  const limit = all ? undefined : (call.limit ?? pageSize);
  const listing = new Collection(send, toModel(call.path)).list(
    toFilter({ where, fields, order, include, limit }),
    { signal, preserveOrder: true, concurrency: order ? 1 : concurrency },
  );
  if (call.select !== undefined) {
    const rows = await listing.toArray();
    return { ...(await toAnswer(call, seen, rows)), read: rows.length };
  }
  const count = file ? await writeListing(file, listing) : await countRows(listing);
  const rows = getRows(seen, call, count);
  return { status: seen.status, json: rows && toOutputJson(rows), count, read: count, file: file?.path };
}

/** Reads all rows without keeping them. */
async function countRows(listing: Listing<AnyRow>): Promise<number> {
  let count = 0;
  for await (const rows of listing.pages()) count += rows.length;
  return count;
}

async function executeCount(call: Call, { hunt, mask, signal }: CallDeps): Promise<CallResult> {
  const { send, seen } = createRecordingSend(hunt, call, mask);
  const route = call.path.split("/").slice(0, -1).join("/");
  const count = await new Collection(send, toModel(route)).count(call.where ?? {}, { signal });
  return { ...(await toAnswer(call, seen, { count })), count };
}

async function executeOther(call: Call, { hunt, mask, signal }: CallDeps): Promise<CallResult> {
  const { kind, method, path, body, where, fields, include } = call;
  const { send, seen } = createRecordingSend(hunt, call, mask);
  const query =
    kind === "record" ? { filter: fields || include ? { fields, include } : undefined } : { where };
  const { data } = await send({ method, path, body, query, signal });
  return toAnswer(call, seen, data);
}

/** Picks out of the whole answer what is wanted, and writes it where that is asked for. */
async function toAnswer(call: Call, { status }: ResponseLog, whole: unknown): Promise<CallResult> {
  const data = call.select === undefined ? whole : call.select(whole);
  if (call.file) await writeData(call.file, data);
  return {
    status,
    json: toOutputJson(data),
    count: Array.isArray(data) ? data.length : undefined,
    read: undefined,
    file: call.file?.path,
  };
}

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
