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
  SecretRedactor,
  toFilter,
  toModel,
  toShownRow,
  writeBytes,
  writeData,
  writeListing,
} from "@huntkit/toolkit/requests";
import { logInfo } from "../report/runner-output.js";
import type { Call } from "./to-call.js";

/** What the execution of a request depends on. */
export interface CallDeps {
  hunt: HuntClient;
  /** Masks the secrets in a response. */
  mask: (data: unknown) => void;
  signal: AbortSignal;
}

/**
 * Sends a request and returns its result.
 *
 * @throws {HuntError} if the request fails
 * @throws {HuntInputError} if the JMESPath expression cannot be applied to the response, or the file cannot be
 *   written
 */
export async function executeCall(call: Call, { hunt, mask, signal }: CallDeps): Promise<CallResult> {
  const redactor = new SecretRedactor(async (request) => {
    const response = await hunt.request({ ...request, params: call.params });
    if (!request.binary) mask(response.data);
    return response;
  }, call.path);
  const result = await execute(call, { ...createRecordingSend(redactor.send), signal });
  const redacted = redactor.describe();
  if (redacted !== undefined) logInfo(`${call.title}: ${redacted}`);
  return result;
}

/** How a request is sent. */
interface Sending extends ReturnType<typeof createRecordingSend> {
  readonly signal: AbortSignal;
}

function execute(call: Call, sending: Sending): Promise<CallResult> {
  if (call.kind === "list") return executeList(call, sending);
  return call.kind === "count" ? executeCount(call, sending) : executeOther(call, sending);
}

/**
 * Number of pages to fetch in parallel. It is lower than the default, to use less memory on the runner and put
 * less load on the database.
 */
const concurrency = 2;

async function executeList(call: Call, { send, seen, signal }: Sending): Promise<CallResult> {
  const { where, fields, order, include, all, file } = call;
  const limit = all ? undefined : (call.limit ?? pageSize);
  const listing = new Collection(send, toModel(call.path)).list(
    toFilter({ where, fields, order, include, limit }),
    { signal, preserveOrder: true, concurrency: order ? 1 : concurrency },
  );
  if (call.select !== undefined) {
    const rows = (await listing.toArray()).map((row) => toShownRow(row, fields));
    return { ...(await toResult(call, seen, rows)), read: rows.length };
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

async function executeCount(call: Call, { send, seen, signal }: Sending): Promise<CallResult> {
  const route = call.path.split("/").slice(0, -1).join("/");
  const count = await new Collection(send, toModel(route)).count(call.where ?? {}, { signal });
  return { ...(await toResult(call, seen, { count })), count };
}

async function executeOther(call: Call, { send, seen, signal }: Sending): Promise<CallResult> {
  const { kind, method, path, body, where, fields, include, guard, unproven } = call;
  const query =
    kind === "record" ? { filter: fields || include ? { fields, include } : undefined } : { where };
  if (call.file?.format === "binary") {
    const file = await send<Uint8Array>({ method, path, query, binary: true, signal });
    await writeBytes(call.file, file.data);
    return { status: file.status, json: undefined, count: undefined, read: undefined, file: call.file.path };
  }
  const { data, attempts } = await send({ method, path, body, query, guard, unproven, signal });
  const result = await toResult(call, seen, data);
  return attempts > 0 ? result : { ...result, status: undefined, count: 0 };
}

/** Applies `select` to the response, and writes the output file. */
async function toResult(call: Call, { status }: ResponseLog, whole: unknown): Promise<CallResult> {
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

/** Maximum size of an output in bytes of JSON. Later steps read outputs in expressions and environment variables. */
const maxDataBytes = 64 * 1024;

/** Maximum size of the results of a list of requests. */
const maxTotalBytes = 512 * 1024;

/** Maximum size of the kept pages in bytes. With a limit, the last page is cut, so the response may be smaller. */
const maxKeptBytes = 4 * maxDataBytes;

/** The result of a request. */
export interface CallResult {
  /** HTTP status; undefined if no record matches the condition, so no request was sent. */
  status: number | undefined;
  /** JSON; undefined if it is too large for an output. */
  json: TerminalText | undefined;
  /** Number of results; undefined if the response is neither a list nor a count. */
  count: number | undefined;
  /** Number of records that were read, before `select`; undefined if the request was not for a list. */
  read: number | undefined;
  /** Path of the file that was written. */
  file: string | undefined;
}

/** Converts data to JSON; undefined if it is too large for an output. */
export function toOutputJson(data: unknown): TerminalText | undefined {
  const json = toSafeJson(data);
  return Buffer.byteLength(json) <= maxDataBytes ? json : undefined;
}

/** Removes the data of a result if all results together would be too large. */
export function trimToOutputLimit(result: CallResult, before: readonly { result: CallResult }[]): CallResult {
  const sum = [...before.map((each) => each.result), result].reduce(
    (bytes, { json }) => bytes + (json?.length ?? 0),
    0,
  );
  return sum > maxTotalBytes ? { ...result, json: undefined } : result;
}

/** A record of the response to a request, or of the pages of a list. */
export interface ResponseLog {
  status: number;
  /** The rows of a list in the order in which they arrived; undefined if they are too large for an output. */
  rows: AnyRow[] | undefined;
  /** Size of `rows` in bytes of JSON. */
  bytes: number;
}

/** Creates a function that sends requests, and records the responses. */
export function createRecordingSend(sendRequest: SecretRedactor["send"]) {
  const seen: ResponseLog = { status: 0, rows: [], bytes: 0 };
  const send = async <T>(request: HuntRequest<T>): Promise<HuntResponse<T>> => {
    const response = await sendRequest(request);
    seen.status = response.status;
    keepRows(seen, response.data);
    return response;
  };
  return { send, seen };
}

/**
 * Returns the first `count` rows of a list. If the request has no `order`, they are sorted by ID, because pages
 * can arrive in any order. A page may have more rows than requested.
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
