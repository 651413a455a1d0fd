import { AnyRow, Collection, defineModel, type HuntClient, type Listing, type Model } from "@huntkit/core";
import { getRows, createRecordingSend, toOutputJson, type CallResult, type ResponseLog } from "./answer.js";
import type { Call } from "./call.js";
import { asFilter } from "./condition.js";
import { openFile, writeData, writeWhole } from "./file.js";
import { knownModel } from "./route.js";
import { select } from "./select.js";
import { onePage } from "./to-call.js";

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
  const limit = all ? undefined : (call.limit ?? onePage);
  const listing = new Collection(send, toModel(call.path)).list(
    asFilter({ where, fields, order, include, limit }),
    { signal, preserveOrder: true, concurrency: order ? 1 : concurrency },
  );
  if (call.select !== undefined) {
    const rows = await listing.toArray();
    return { ...(await toAnswer(call, seen, rows)), read: rows.length };
  }
  const count = file
    ? await writeWhole(
        file,
        async (part) => (await listing.exportTo(openFile(part), { format: file.format })).rows,
      )
    : await countRows(listing);
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
  const data = call.select === undefined ? whole : await select(call.select, whole);
  if (call.file) await writeData(call.file, data);
  return {
    status,
    json: toOutputJson(data),
    count: Array.isArray(data) ? data.length : undefined,
    read: undefined,
    file: call.file?.path,
  };
}

/** Rows of a model that huntkit knows are held against it; of others they are taken as they are. */
function toModel(path: string): Model<AnyRow> {
  return knownModel(path) ?? defineModel(path, AnyRow);
}
