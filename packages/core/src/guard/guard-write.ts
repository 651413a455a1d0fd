import * as z from "zod/mini";
import { Collection } from "../collection.js";
import { HuntGuardError } from "../errors/guard-error.js";
import { getRequestFacts, HuntError } from "../errors/hunt-error.js";
import type { HuntRequest, HuntResponse, Send } from "../http/request.js";
import { AnyRow, defineModel } from "../models/model.js";
import type { Where } from "../query/filter.js";
import { type Affected, type GuardOptions, requireAllowedCount } from "./affected.js";
import type { RecordId } from "./condition.js";
import type { ConditionalWrite } from "./conditional-writes.js";
import { requireNotBuiltIn } from "./guard-record.js";
import { findKnownRecords, formatRecords } from "./known-models.js";
import { proveCondition } from "./prove-condition.js";
import type { WriteByCondition } from "./write-request.js";

/** Maximum number of records in a sample. */
const sampleSize = 10;

/**
 * Sends a write by condition, after checking it against the instance. It sends the IDs of the records instead
 * of the condition, in batches if there are many. A record that is added in the meantime is not changed.
 *
 * @param send sends without the guard
 * @returns the last response; `count` is the sum of all batches. `attempts` is 0 if no record matches and
 *   nothing was sent.
 * @throws {HuntInputError} `input: "where"`, `problem: "property"`
 * @throws {HuntInputError} `problem: "protected"` if HUNT depends on one of the records
 * @throws {HuntGuardError} if the write might change more records than the caller meant
 */
export async function guardWrite<T>(
  request: HuntRequest<T>,
  { kind, condition }: WriteByCondition,
  send: Send,
): Promise<HuntResponse<T>> {
  const { signal, guard = {} } = request;
  if (kind.isGuess && request.unproven !== true)
    throw new HuntGuardError(
      "unproven",
      `${request.method} ${request.path}: the format of this request is not public, so it might change every record.`,
    );
  await proveCondition(condition.where, kind.subject, send, { signal });
  const where = (kind.within ? { and: [kind.within, condition.where] } : condition.where) as Where<AnyRow>;
  const affected = await findAffected(kind, where, condition.ids, { guard, send, signal });
  const { ids } = affected;
  await requireNoBuiltIn(kind.subject, ids ? { id: { inq: ids } } : where, send, signal);
  const isCreated = kind.isUpsert && affected.count === 0;
  // A copy, so the caller cannot change the list of records.
  await guard.confirm?.({ ...affected, isCreated, ids: ids && [...ids] });
  if (ids === null || (ids.length === 0 && (kind.isUpsert || kind.isOptional)))
    return send(withWhere(request, kind, condition.where));
  return sendBatches(request, kind, ids, send);
}

/** Requires that a write does not change a record that HUNT depends on. */
async function requireNoBuiltIn(
  route: string,
  where: Where<AnyRow>,
  send: Send,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { builtIn } = findKnownRecords([route]);
  if (!builtIn) return;
  const { property, values } = builtIn;
  const rows = new Collection(send, defineModel(route, AnyRow));
  const filter = { where: { and: [where, { [property]: { inq: values } }] }, limit: 1 };
  for (const row of await rows.list(filter, { signal }).toArray()) requireNotBuiltIn(builtIn, row);
}

interface FindOptions {
  readonly guard: GuardOptions;
  readonly send: Send;
  readonly signal: AbortSignal | undefined;
}

/** Counts the records, checks the number, and reads their IDs. */
async function findAffected(
  kind: ConditionalWrite,
  where: Where<AnyRow>,
  named: readonly RecordId[] | null,
  { guard, send, signal }: FindOptions,
): Promise<Omit<Affected, "isCreated">> {
  const route = kind.subject;
  const limits = kind.isUpsert ? { ...guard, maxAffected: 1, allowAll: true } : guard;
  const rows = new Collection(send, defineModel(route, AnyRow));
  if (named && !kind.isUpsert && (named.length <= kind.maxIds || kind.hasBatches)) {
    const found = { route, count: named.length, total: null, ids: named };
    requireAllowedCount(found, limits);
    return { ...found, sample: await readSample(named) };
  }
  const [count, total] = await Promise.all([
    rows.count(where, { signal }),
    rows.count(kind.within as Where<AnyRow>, { signal }),
  ]);
  requireAllowedCount({ route, count, total }, limits);
  if (!kind.hasBatches && count > kind.maxIds)
    return { route, count, total, ids: null, sample: await readSample(null) };
  const found = await rows.list({ where, fields: ["id"] }, { signal, maxRows: Infinity }).toArray();
  const ids = [...new Set(found.map(({ id }) => id))];
  requireAllowedCount({ route, count: ids.length, total }, limits);
  return { route, count: ids.length, total, ids, sample: await readSample(ids) };

  async function readSample(chosen: readonly RecordId[] | null): Promise<Affected["sample"]> {
    if (!guard.confirm || chosen?.length === 0) return [];
    const first = chosen ? { id: { inq: chosen.slice(0, sampleSize) } } : where;
    return rows.list({ where: first, limit: sampleSize }, { signal }).toArray();
  }
}

async function sendBatches<T>(
  request: HuntRequest<T>,
  kind: ConditionalWrite,
  ids: readonly RecordId[],
  send: Send,
): Promise<HuntResponse<T>> {
  let response = nothingSent<T>();
  let sum = 0;
  for (let start = 0; start < ids.length; start += kind.maxIds) {
    const some = ids.slice(start, start + kind.maxIds);
    try {
      response = await send(withIds(request, kind, some));
    } catch (error) {
      throw start === 0
        ? error
        : createStoppedError(error, ids.slice(0, start), { route: kind.subject, total: ids.length });
    }
    const counted = Counted.safeParse(response.data);
    if (counted.success)
      response = { ...response, data: { ...counted.data, count: (sum += counted.data.count) } as T };
    request.guard?.onProgress?.(start + some.length, ids.length);
  }
  return response;
}

/** The response of LoopBack's `update`. */
const Counted = z.looseObject({ count: z.number() });

function nothingSent<T>(): HuntResponse<T> {
  return { status: 204, headers: {}, data: null as T, attempts: 0, mayHaveExecutedBefore: false };
}

function withIds<T>(
  request: HuntRequest<T>,
  kind: ConditionalWrite,
  ids: readonly RecordId[],
): HuntRequest<T> {
  const limited = withWhere(request, kind, kind.toWhere(ids));
  const body = limited.body as object | undefined;
  return body && Object.hasOwn(body, "ids") ? { ...limited, body: { ...body, ids } } : limited;
}

function withWhere<T>(request: HuntRequest<T>, { place }: ConditionalWrite, where: unknown): HuntRequest<T> {
  return place === "query"
    ? { ...request, query: { ...request.query, where } }
    : { ...request, body: { ...(request.body as object), where } };
}

function createStoppedError(
  error: unknown,
  done: readonly RecordId[],
  { route, total }: { readonly route: string; readonly total: number },
): unknown {
  if (!(error instanceof HuntError)) return error;
  const reason = `${error.message} ${done.length} of ${formatRecords(total, route)} were changed.`;
  return new HuntGuardError("stopped", reason, {
    ...getRequestFacts(error),
    matched: total,
    done,
    cause: error,
  });
}
