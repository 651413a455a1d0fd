import { isEqual } from "../../cty/compare.js";
import { encode } from "../../cty/msgpack.js";
import { isRecord, type Members } from "../../cty/value.js";
import type { Context, Private } from "../context.js";
import { AttributeError, PartialStateError, type Report } from "../diagnostics.js";
import type { Catalog, Catalogs, Definition, Schema } from "../schema.js";
import { findSecrets } from "../secrets.js";
import type { Session } from "../session.js";
import { parseDuration } from "../timeouts.js";
import { isMessage, type Message, readMembers, writeValue } from "../wire.js";

/** One call of protocol 6. */
export interface Call<Client> {
  request: Message;
  /** The state of the provider. */
  session: Session<Client>;
  catalogs: Catalogs<Client>;
  /** Collects the diagnostics of the response. */
  report: Report;
}

/** Returns the response to a call. The server adds the diagnostics, and turns what is thrown into one. */
export type Handler<Client> = (call: Call<Client>) => Message | Promise<Message>;

/** Handlers by RPC name. */
export type Handlers<Client> = Record<string, Handler<Client>>;

/** Finds what the request is about. Diagnostics that follow have its paths, and its explanations. */
export function findDefinition<Client, T extends Definition>(
  { request, report }: Call<Client>,
  catalog: Catalog<T>,
): { definition: T; schema: Schema } {
  const found = catalog.get(request["type_name"]);
  report.schema = found.schema;
  report.explainLike(found.definition);
  return found;
}

/** Reads an object of the request, or null. Diagnostics that follow do not show its secret values. */
export function readObject<Client>(
  { request, session, report }: Call<Client>,
  field: string,
  schema: Schema,
): Members | null {
  const { attributes, type } = schema;
  report.schema = schema;
  const message = request[field];
  const bytes = getMsgpack(message);
  const kept = bytes && session.objects.find(bytes, type);
  if (kept) return kept;
  const members = readMembers(message, type);
  const secrets = findSecrets(attributes, members);
  report.keepSecret(secrets);
  if (bytes && members && secrets.length === 0) session.objects.keep(bytes, type, members);
  return members;
}

/** Writes the object of a resource, or null. Terraform sends it back in the next call. */
export function writeObject<Client>(
  { session }: Call<Client>,
  members: Members | null,
  { attributes, type }: Schema,
): Message {
  const bytes = encode(members, type);
  if (members && findSecrets(attributes, members).length === 0) session.objects.keep(bytes, type, members);
  return { msgpack: bytes };
}

/**
 * Writes the object of a resource, or null. If it equals the one in a field of the request, the response contains
 * the same bytes.
 *
 * @param known the object in the field
 */
export function writeUnlessEqual<Client>(
  { request }: Call<Client>,
  members: Members | null,
  field: string,
  known: Members | null,
  { type }: Schema,
): Message {
  const msgpack = getMsgpack(request[field]);
  return msgpack && known && members && isEqual(members, known, type)
    ? { msgpack }
    : writeValue(members, type);
}

/** Returns the bytes of a `DynamicValue`. Undefined if it is missing, or in the form of JSON. */
function getMsgpack(message: unknown): Uint8Array | undefined {
  const bytes = isMessage(message) ? message["msgpack"] : undefined;
  return bytes instanceof Uint8Array && bytes.length > 0 ? bytes : undefined;
}

/** How a handler is run. */
export interface RunOptions {
  /** The operation for messages, such as `Create of notes_note`. */
  operation: string;
  /** The maximum duration, such as `20m`. Null if there is none. */
  timeout: string | null;
  /** The argument that sets the maximum duration, such as `timeouts.create`. */
  timeoutArgument?: string;
  /** What Terraform keeps with the object. Empty for handlers that keep nothing. */
  privateData?: PrivateData;
  /** A sentence for the user about a change that the API may have completed. */
  advice?: string;
}

/**
 * Runs a handler with a signal that aborts when the user stops Terraform, and after the timeout. The handler
 * is always awaited, because only it knows what it created. An error that it throws after that is reported as
 * an interruption, unless it is an `AttributeError`.
 */
export async function runHandler<Client, T>(
  { session, report }: Call<Client>,
  {
    operation,
    timeout,
    timeoutArgument,
    privateData = new PrivateData(),
    advice = "The next plan reads the current state.",
  }: RunOptions,
  handler: (context: Context<Client>) => Promise<T>,
): Promise<T> {
  const stop = session.stopped;
  const cancel = new AbortController();
  let isLate = false;
  const onTimeout = (): void => {
    isLate = true;
    cancel.abort(new Error(`${operation} took longer than ${timeout}`));
  };
  const onStop = (): void => cancel.abort(stop.reason);
  const timer = timeout === null ? undefined : setTimeout(onTimeout, parseDuration(timeout));
  // AbortSignal.any would do the same, but it keeps a reference to each signal until the next collection of garbage.
  if (stop.aborted) onStop();
  else stop.addEventListener("abort", onStop);
  try {
    return await handler({ ...session.context(report, cancel.signal), private: privateData });
  } catch (error) {
    // The handler's own explanation is more precise than the following ones.
    if ((error instanceof PartialStateError ? error.cause : error) instanceof AttributeError) throw error;
    if (stop.aborted)
      throw createInterruption(
        error,
        `${operation} was stopped`,
        `Terraform was interrupted. The API might have completed the operation. ${advice}`,
      );
    if (isLate)
      throw createInterruption(
        error,
        `${operation} took longer than ${timeout}`,
        [
          `The API might still complete the operation. ${advice}`,
          timeoutArgument && `To allow more time, set ${timeoutArgument}.`,
        ]
          .filter(Boolean)
          .join(" "),
      );
    throw error;
  } finally {
    clearTimeout(timer);
    stop.removeEventListener("abort", onStop);
  }
}

function createInterruption(error: unknown, summary: string, detail: string): Error {
  const interruption = new AttributeError([], summary, detail);
  return error instanceof PartialStateError ? new PartialStateError(error.state, interruption) : interruption;
}

/** JSON data by key, in the bytes that Terraform keeps with a state. */
export class PrivateData implements Private {
  readonly #data: Map<string, unknown>;

  /** @param bytes returned by `toBytes` before. Anything else is treated as empty. */
  constructor(bytes?: unknown) {
    this.#data = new Map(Object.entries(readRecord(bytes)));
  }

  get(key: string): unknown {
    return this.#data.get(key);
  }

  set(key: string, value: unknown): void {
    this.#data.set(key, value);
  }

  toBytes(): Uint8Array {
    return this.#data.size === 0
      ? new Uint8Array()
      : new TextEncoder().encode(JSON.stringify(Object.fromEntries(this.#data)));
  }
}

function readRecord(bytes: unknown): Record<string, unknown> {
  if (!(bytes instanceof Uint8Array) || bytes.length === 0) return {};
  try {
    const data: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return isRecord(data) ? data : {};
  } catch {
    return {};
  }
}
