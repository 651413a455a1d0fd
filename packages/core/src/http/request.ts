import type { Readable } from "node:stream";
import type { ActionInput, ActionName } from "../actions/action-routes.js";
import type { GuardOptions } from "../guard/affected.js";
import type { PathParams, Query } from "./address.js";
import type { Schema } from "./parse-response.js";

/** One request to HUNT. */
export interface HuntRequest<T> {
  /** `GET` unless told. */
  method?: string | undefined;
  /** Path below the API base, with `{name}` for each of `params`: `Alerts`, `targets/{id}/scan`. */
  path: string;
  params?: PathParams | undefined;
  /** Query string; objects are written as JSON: `{filter: {where: {...}, limit: 10}}`. */
  query?: Query | undefined;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, in place of a JSON body. */
  upload?: Upload | undefined;
  /** Headers beside those of the client's own, which they cannot change. */
  headers?: Record<string, string> | undefined;
  /** zod schema for the answer; what fits no schema is a {@link HuntProtocolError}. */
  schema?: Schema<T> | undefined;
  /** Whether a repetition does no harm; by default what RFC 9110 says of the method. */
  idempotent?: boolean | undefined;
  signal?: AbortSignal | undefined;
  /** The action that this request is, for clients whose user states another route for it. */
  action?: { readonly name: ActionName; readonly input: ActionInput } | undefined;
  /** How many records a write by condition may change. The guard is on by default. */
  guard?: GuardOptions | undefined;
  /** Send a write with a guessed body. HUNT might read it in another way. Default: false. */
  unproven?: boolean | undefined;
  /** `origin` asks beside the API, such as for `explorer/openapi.json`; `api` unless told. */
  base?: "api" | "origin" | undefined;
}

/** Bytes to send. */
export interface Upload {
  /** Media type, such as `application/octet-stream`. */
  type: string;
  /** Opens the bytes; called anew for each attempt. */
  open: () => Readable;
}

/** A 2xx answer. */
export interface HuntResponse<T> {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string | string[] | undefined>;
  data: T;
  /** How many times the request was sent; more than 1 where it had to be repeated. */
  attempts: number;
  /** Whether an earlier attempt, whose answer was lost, may have been executed as well. */
  mayHaveExecutedBefore: boolean;
}

/** Options of every method that sends a request. */
export interface CallOptions {
  /** Gives up when it aborts; the promise then rejects with its reason. */
  signal?: AbortSignal | undefined;
}

/** Options of methods that change the records that meet a condition. */
export interface WriteOptions extends CallOptions, Pick<HuntRequest<unknown>, "guard" | "unproven"> {}

/** What sends requests: the client, as its collections see it. */
export type Send = <T>(request: HuntRequest<T>) => Promise<HuntResponse<T>>;
