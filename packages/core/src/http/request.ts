import type { Readable } from "node:stream";
import type { ActionInput, ActionName } from "../actions/action-routes.js";
import { HuntInputError } from "../errors/hunt-error.js";
import { type KeysOf, requireKnownKeys } from "../errors/require-known-keys.js";
import { guardKeys, type GuardOptions } from "../guard/affected.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import type { PathParams, Query } from "./address.js";
import { requireSchema, type Schema } from "./schema.js";

/** A request to HUNT. */
export interface HuntRequest<T> {
  /** HTTP method. Default: `GET`. A request with a body must have another one. */
  method?: string | undefined;
  /**
   * Path relative to the API base, with a `{name}` placeholder for each of `params`: `Alerts`,
   * `targets/{id}/scan`.
   */
  path: string;
  /** Values of the placeholders in `path`, by name. */
  params?: PathParams | undefined;
  /** Query string. Objects are sent as JSON: `{filter: {where: {...}, limit: 10}}`. */
  query?: Query | undefined;
  /** Body, sent as JSON. */
  body?: unknown;
  /** Bytes to send instead of a JSON body. */
  upload?: Upload | undefined;
  /** Additional headers. They cannot replace the client's own. */
  headers?: Record<string, string> | undefined;
  /**
   * Properties that you expect in each row, such as the columns of an export. They are checked like the
   * `fields` of a filter, but not sent.
   */
  columns?: readonly string[] | undefined;
  /**
   * Whether you also read HUNT's archive of alerts, or do not need it. Otherwise, a condition on alerts that the archive
   * may contain is a warning. Default: false.
   */
  archive?: boolean | undefined;
  /** zod schema of the response. Throws a {@link HuntProtocolError} if the response does not match. */
  schema?: Schema<T> | undefined;
  /** Return the bytes of the response instead of its JSON, such as of a PDF. Cannot be used with `schema`. Default: false. */
  binary?: boolean | undefined;
  /** Whether the request is safe to repeat. Default: according to the method (RFC 9110, section 9.2.2). */
  idempotent?: boolean | undefined;
  /** Cancels the request when it aborts. The promise then rejects with its reason. */
  signal?: AbortSignal | undefined;
  /** The action of this request, for clients with a custom route for it. */
  action?: { readonly name: ActionName; readonly input: ActionInput } | undefined;
  /**
   * Limits on the records that a write by condition changes. Default: no limit, but the guard still checks
   * the condition.
   */
  guard?: GuardOptions | undefined;
  /**
   * Allow a write with a guessed body, or with a property or a kind that no record of the instance has. HUNT might read
   * it in another way. Default: false.
   */
  unproven?: boolean | undefined;
  /** `origin` sends a request outside the API, such as for `explorer/openapi.json`. Default: `api`. */
  base?: "api" | "origin" | undefined;
}

/** Bytes to send. */
export interface Upload {
  /** Media type, such as `application/octet-stream`. */
  type: string;
  /** Opens a stream of the bytes. Called for each attempt. */
  open: () => Readable;
}

/** A 2xx response. */
export interface HuntResponse<T> {
  status: number;
  /** Headers by their names in lower case. */
  headers: Record<string, string | string[] | undefined>;
  data: T;
  /** Number of times that the request was sent. More than 1 after a retry. */
  attempts: number;
  /** Whether an earlier attempt, which received no response, might have been executed too. */
  mayHaveExecutedBefore: boolean;
}

/** Options of all methods that send a request. */
export interface CallOptions {
  /** Cancels the request when it aborts. The promise then rejects with its reason. */
  signal?: AbortSignal | undefined;
}

/** Options of methods that change the records that match a condition. */
export interface WriteOptions extends CallOptions, Pick<HuntRequest<unknown>, "guard" | "unproven"> {}

/** Options of methods that create or change a record. */
export interface RecordOptions extends CallOptions {
  /** Also write a property or a kind that no record of the instance has. Default: false. */
  unproven?: boolean | undefined;
}

/** The keys of {@link CallOptions}. */
export const callKeys: KeysOf<CallOptions> = { signal: true };

/** The keys of {@link RecordOptions}. */
export const recordKeys: KeysOf<RecordOptions> = { ...callKeys, unproven: true };

const apiPrefix = /^\/*api\/+/i;

const requestKeys: KeysOf<HuntRequest<unknown>> = {
  method: true,
  path: true,
  params: true,
  query: true,
  body: true,
  upload: true,
  headers: true,
  columns: true,
  archive: true,
  schema: true,
  binary: true,
  idempotent: true,
  signal: true,
  action: true,
  guard: true,
  unproven: true,
  base: true,
};

/**
 * Requires that a request, its guard, and its upload have only known keys.
 *
 * @throws {HuntInputError} `problem: "unknown"`
 */
export function requireRequestKeys(request: HuntRequest<unknown>): void {
  requireKnownKeys(request, requestKeys, "request");
  if (apiPrefix.test(request.path) && request.base !== "origin") {
    const below = request.path.replace(apiPrefix, "");
    throw new HuntInputError(
      "path",
      "invalid",
      `path: must be relative to the API base, without api/. Use ${escapeToSingleLine(below, 80)}.`,
    );
  }
  if (request.schema !== undefined) requireSchema(request.schema);
  if (request.binary && request.schema !== undefined)
    throw new HuntInputError(
      "binary",
      "combination",
      "binary: cannot be used with schema. Remove one of them.",
    );
  if (request.guard) requireKnownKeys(request.guard, guardKeys, "guard");
  if (request.upload) requireKnownKeys(request.upload, { type: true, open: true }, "upload");
}

/**
 * Requires that the options of a write have only known keys.
 *
 * @param more keys of this write only
 * @throws {HuntInputError} `problem: "unknown"`
 */
export function requireWriteKeys<T extends WriteOptions>(
  options: T,
  more: KeysOf<Omit<T, keyof WriteOptions>>,
): T {
  const keys = { signal: true, guard: true, unproven: true, ...more } as KeysOf<T>;
  return requireKnownKeys(options, keys, "options", (key) =>
    Object.hasOwn(guardKeys, key) ? `It is a key of guard: { guard: { ${key} } }.` : "",
  );
}

/** Sends a request, as the client does for its collections. */
export type Send = <T>(request: HuntRequest<T>) => Promise<HuntResponse<T>>;
