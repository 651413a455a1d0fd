import { isObject } from "../values.js";
import type { ReceivedRequest } from "./request-log.js";

/** When a fault acts: before the request is executed, or after that and before the response is sent. */
export type FaultPhase = "before" | "after";

/**
 * The kinds of faults that every server has, each with the phase in which it acts. `either`: before the request is executed, unless
 * the fault's `phase` is `after`.
 */
const phases = {
  status: "either",
  reset: "either",
  hang: "either",
  "invalid-json": "either",
  html: "either",
  redirect: "either",
  slow: "either",
  "reset-after-headers": "after",
  truncated: "after",
  "truncated-gzip": "after",
  "close-after": "before",
  callback: "both",
} as const satisfies Record<string, FaultPhase | "either" | "both">;

/** One way to misbehave; see `Fault`. */
export type FaultKind = keyof typeof phases;

/** The kinds of faults that every server has. */
export const faultKinds = Object.keys(phases) as readonly FaultKind[];

/** What a callback makes of a request: its connection is cut, it gets this response, or it goes on. */
export type FaultOutcome = "cut" | Response | void;

/**
 * A planned misbehavior of a server.
 *
 * These take the place of the response, before the request is executed or, with `phase: "after"`, after that: `status` responds with
 * `status`; `reset` resets the connection; `hang` never responds; `invalid-json` responds 200 with broken JSON; `html` responds 200
 * with a web page; `redirect` redirects to `location`.
 *
 * These execute the request: `reset-after-headers` sends headers and some bytes and resets; `truncated` promises more bytes than it
 * sends and ends the connection; `truncated-gzip` is complete HTTP around half a gzip stream; `slow` waits for `delayMs`;
 * `close-after` responds well and then closes the connection without having announced it.
 *
 * `callback` calls `onRequest` in both phases.
 *
 * @typeParam Kind the kinds, with those that only one server has
 * @typeParam Request what the server logs of a request
 */
export interface Fault<Kind extends string = FaultKind, Request extends ReceivedRequest = ReceivedRequest> {
  /** Method and path, such as `GET users/me`, `* alerts/*`, or just `alerts`. Case-insensitive; `*` matches anything. Default: every request. */
  readonly match?: string;
  readonly kind: Kind;
  /** Number of matching requests that pass before the fault acts. Default: 0. */
  readonly skip?: number;
  /** Number of requests that the fault acts on; `"always"` or Infinity for all of them. Default: 1. */
  readonly times?: number | "always";
  /** Whether the fault acts before or after the request is executed. Default: `before`. */
  readonly phase?: FaultPhase;
  /** Status of the response. Default: 503 for `status`, 302 for `redirect`. */
  readonly status?: number;
  /** For `status`: the message of the error, in the words of the server. */
  readonly message?: string;
  /** For `status`: more headers. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For `status`: the header Retry-After, in seconds or as an HTTP date. */
  readonly retryAfter?: string | number | null;
  /** For `status`, `invalid-json`, and `html`: the body. A string is sent verbatim, anything else as JSON. */
  readonly body?: unknown;
  /** For `slow`: the delay in milliseconds. Default: 1000. */
  readonly delayMs?: number;
  /** Required for `redirect`: the address. */
  readonly location?: string;
  /**
   * Required for `callback`: called in both phases and awaited. Without an outcome the request goes on; several callbacks can act on
   * one request. The request is the same object in both phases.
   */
  readonly onRequest?: (
    request: Readonly<Request>,
    phase: FaultPhase,
  ) => FaultOutcome | Promise<FaultOutcome>;
}

/** Each property: a check, and what it expects. */
const properties: Readonly<
  Record<keyof Fault, readonly [check: (value: unknown) => boolean, expected: string]>
> = {
  match: [(value) => /^(\S+\s+)?\S+$/.test(String(value).trim()), "a text such as 'GET users/me'"],
  kind: [(value) => typeof value === "string", "a text"],
  skip: [(value) => isInteger(value, 0), "a whole number from 0"],
  times: [
    (value) => value === "always" || value === Infinity || isInteger(value, 1),
    "a whole number from 1, or 'always'",
  ],
  phase: [(value) => value === "before" || value === "after", "'before' or 'after'"],
  status: [(value) => isInteger(value, 200, 599), "a status between 200 and 599"],
  message: [(value) => typeof value === "string", "a text"],
  headers: [
    (value) => isObject(value) && Object.values(value).every((header) => typeof header === "string"),
    "an object of texts",
  ],
  retryAfter: [
    (value) => value === null || typeof value === "string" || typeof value === "number",
    "seconds or an HTTP date",
  ],
  body: [() => true, "anything"],
  delayMs: [(value) => isInteger(value, 0), "whole milliseconds"],
  location: [(value) => typeof value === "string" && value !== "", "an address"],
  onRequest: [(value) => typeof value === "function", "a function"],
};

/**
 * Checks a fault that came from a command line, a request, or a caller.
 *
 * @param value the fault
 * @param ownKinds the kinds that only one server has, in addition to `faultKinds`
 * @throws {TypeError} that names the invalid property and what it may be
 */
export function checkFault(value: unknown): Fault;
export function checkFault<Kind extends string>(
  value: unknown,
  ownKinds: readonly Kind[],
): Fault<FaultKind | Kind>;
export function checkFault(value: unknown, ownKinds: readonly string[] = []): Fault<string> {
  if (!isObject(value))
    throw new TypeError(
      `A fault is an object such as {"kind": "status", "status": 503}, but got ${JSON.stringify(value)}.`,
    );
  for (const [name, given] of Object.entries(value)) {
    if (!isProperty(name))
      throw new TypeError(
        `A fault has no property '${name}'; it may have ${Object.keys(properties).join(", ")}.`,
      );
    const [check, expected] = properties[name];
    if (given !== undefined && !check(given))
      throw new TypeError(`A fault's '${name}' must be ${expected}, but is ${JSON.stringify(given)}.`);
  }
  const kinds: readonly string[] = [...faultKinds, ...ownKinds];
  const { kind, phase } = value;
  if (kind === undefined) throw new TypeError(`A fault needs 'kind': one of ${kinds.join(", ")}.`);
  if (typeof kind !== "string" || !kinds.includes(kind))
    throw new TypeError(
      `A fault's 'kind' must be one of ${kinds.join(", ")}, but is ${JSON.stringify(kind)}.`,
    );
  if (phase !== undefined && getPhases(kind) !== "either")
    throw new TypeError(`A fault of kind '${kind}' cannot have 'phase'. Remove it.`);
  requireProperty(value, "redirect", "location");
  requireProperty(value, "callback", "onRequest");
  return value as unknown as Fault<string>;
}

/** Returns whether a fault acts in a phase. Kinds that only one server has may choose, as `status` may. */
export function actsIn(
  { kind, phase = "before" }: Pick<Fault<string>, "kind" | "phase">,
  current: FaultPhase,
): boolean {
  const possible = getPhases(kind);
  return possible === "both" || (possible === "either" ? phase : possible) === current;
}

function getPhases(kind: string): FaultPhase | "either" | "both" {
  return Object.hasOwn(phases, kind) ? phases[kind as FaultKind] : "either";
}

function isProperty(name: string): name is keyof Fault {
  return Object.hasOwn(properties, name);
}

function requireProperty(
  fault: Readonly<Record<string, unknown>>,
  kind: FaultKind,
  property: keyof Fault,
): void {
  if (fault["kind"] === kind && fault[property] === undefined)
    throw new TypeError(`A fault of kind '${kind}' needs '${property}'.`);
}

function isInteger(value: unknown, min: number, max = Infinity): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= min && value <= max;
}
