import {
  Collection,
  type AnyRow,
  type HuntClient,
  type HuntRequest,
  type HuntResponse,
  type Listing,
} from "@huntkit/core";
import { toSafeJson, type TerminalText } from "@huntkit/core/escape";
import {
  describeEscaped,
  pageSize,
  toFilter,
  toModel,
  toShownRow,
  writeData,
  writeListing,
} from "@huntkit/toolkit/requests";
import { logInfo } from "../report/runner-output.js";
import type { Call } from "./to-call.js";

/** What requests are executed with. */
export interface CallDeps {
  hunt: HuntClient;
  /** Masks the secrets in a response. */
  mask: (data: unknown) => void;
  signal: AbortSignal;
}

/**
 * Sends a request and returns its result.
 *
 * @throws {HuntError} as the client does; {@link HuntInputError} if the JMESPath expression does not fit the
 *   response, or the file cannot be written
 */
export function executeCall(call: Call, asking: CallDeps): Promise<CallResult> {
  if (call.kind === "list") return executeList(call, asking);
  return call.kind === "count" ? executeCount(call, asking) : executeOther(call, asking);
}

/** Number of pages to fetch in parallel. Fewer than the default, to save memory of the runner and load on the database. */
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
    const rows = (await listing.toArray()).map((row) => toShownRow(row, fields));
    return { ...(await toAnswer(call, seen, rows)), read: rows.length };
  }
  const written = file && (await writeListing(file, listing));
  const escaped = written && describeEscaped(written, "formulas: keep");
  if (escaped !== undefined) logInfo(escaped);
  const count = written?.rows ?? (await countRows(listing));
  const rows = getRows(seen, call, count)?.map((row) => toShownRow(row, fields));
  return { status: seen.status, json: rows && toOutputJson(rows), count, read: count, file: file?.path };
}

/** Counts all rows without keeping them. */
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
  const { kind, method, path, body, where, fields, include, guard, unproven } = call;
  const { send, seen } = createRecordingSend(hunt, call, mask);
  const query =
    kind === "record" ? { filter: fields || include ? { fields, include } : undefined } : { where };
  const { data } = await send({ method, path, body, query, guard, unproven, signal });
  return toAnswer(call, seen, data);
}

/** Applies `select` to the response, and writes the output file. */
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

/** Maximum size of an output in bytes of JSON. The runner passes outputs on in the environment and in expressions. */
const maxDataBytes = 64 * 1024;

/** Maximum size of the results of a list of requests. */
const maxTotalBytes = 512 * 1024;

/** Maximum size of the pages that are kept. A limit cuts off the last one, so the response may be smaller. */
const maxKeptBytes = 4 * maxDataBytes;

/** The result of a request. */
export interface CallResult {
  status: number;
  /** JSON; undefined if it is too large for an output. */
  json: TerminalText | undefined;
  /** Number of results; undefined if the response is neither a list nor a count. */
  count: number | undefined;
  /** Number of records that were read before `select`; undefined if the request was not for a list. */
  read: number | undefined;
  /** The file that was written. */
  file: string | undefined;
}

/** Converts data to JSON; undefined if it is too large for an output. */
export function toOutputJson(data: unknown): TerminalText | undefined {
  const json = toSafeJson(data);
  return Buffer.byteLength(json) <= maxDataBytes ? json : undefined;
}

/** Removes the data of a result if it is too large together with the previous ones. */
export function trimToOutputLimit(answer: CallResult, before: readonly { answer: CallResult }[]): CallResult {
  const sum = [...before.map((each) => each.answer), answer].reduce(
    (bytes, { json }) => bytes + (json?.length ?? 0),
    0,
  );
  return sum > maxTotalBytes ? { ...answer, json: undefined } : answer;
}

/** What is recorded of the responses to a request, or to the pages of a list. */
export interface ResponseLog {
  status: number;
  /** The rows of a list in the order in which they arrived; undefined if they are too large for an output. */
  rows: AnyRow[] | undefined;
  /** Size of `rows` in bytes of JSON. */
  bytes: number;
}

/** Creates a function that sends requests, masks secrets in each response, and records it. */
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
 * Returns the first `count` rows of a list. Without an order, they are sorted by ID, because pages arrive in
 * any order, and a page may have more rows than requested.
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
