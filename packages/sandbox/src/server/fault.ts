import { isObject } from "../values.js";
import type { ReceivedRequest } from "./request-log.js";

/** When a fault takes effect: before the request is executed, or between that and the response. */
export type FaultPhase = "before" | "after";

/**
 * The kinds of faults that every server has, and their phases. `either` is `before`, unless the fault's
 * `phase` is `after`.
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

/** A kind of fault (see `Fault`). */
export type FaultKind = keyof typeof phases;

/** The kinds of faults that every server has. */
export const faultKinds = Object.keys(phases) as readonly FaultKind[];

/** The result of a callback: the connection is reset, this response is sent, or the request continues. */
export type FaultOutcome = "cut" | Response | void;

/**
 * A fault: a simulated error of a server.
 *
 * These kinds replace the response, before the request is executed, or after that with `phase: "after"`:
 * - `status` responds with `status`.
 * - `reset` resets the connection.
 * - `hang` never responds.
 * - `invalid-json` responds 200 with invalid JSON.
 * - `html` responds 200 with a web page.
 * - `redirect` redirects to `location`.
 *
 * With these kinds, the request is executed:
 * - `reset-after-headers` sends the headers and half of the body, and resets the connection.
 * - `truncated` sends half of the body with a larger Content-Length, and ends the connection.
 * - `truncated-gzip` sends a complete HTTP response with half of a gzip stream.
 * - `slow` waits for `delayMs`.
 * - `close-after` sends the response, and then closes the connection without announcing it.
 *
 * `callback` calls `onRequest` in both phases.
 *
 * @typeParam Kind the kinds, including those that only one server has
 * @typeParam Request the entries of the request log
 */
export interface Fault<Kind extends string = FaultKind, Request extends ReceivedRequest = ReceivedRequest> {
  /**
   * Method and path, such as `GET users/me`, `* alerts/*`, or `alerts`. Case does not matter, and `*` matches
   * anything. Default: every request.
   */
  readonly match?: string;
  readonly kind: Kind;
  /** Number of matching requests to skip before the fault takes effect. Default: 0. */
  readonly skip?: number;
  /** Number of requests to affect. `"always"` or Infinity affects all of them. Default: 1. */
  readonly times?: number | "always";
  /** Whether the fault takes effect before or after the request is executed. Default: `before`. */
  readonly phase?: FaultPhase;
  /** Status of the response. Default: 503 for `status`, 302 for `redirect`. */
  readonly status?: number;
  /** For `status`: message of the error. Default: the server's own message. */
  readonly message?: string;
  /** For `status`: additional headers. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For `status`: Retry-After header, in seconds or as an HTTP date. */
  readonly retryAfter?: string | number | null;
  /**
   * For `status`, `invalid-json`, and `html`: the body. A string is sent unchanged, and other values as JSON.
   */
  readonly body?: unknown;
  /** For `slow`: the delay in milliseconds. Default: 1000. */
  readonly delayMs?: number;
  /** Required for `redirect`: the URL. */
  readonly location?: string;
  /**
   * Required for `callback`: called and awaited in both phases, with the same request object. If it returns
   * nothing, the request continues. Several callbacks can affect one request.
   */
  readonly onRequest?: (
    request: Readonly<Request>,
    phase: FaultPhase,
  ) => FaultOutcome | Promise<FaultOutcome>;
}

/** For each property, a check and a description of its valid values. */
const properties: Readonly<
  Record<keyof Fault, readonly [check: (value: unknown) => boolean, expected: string]>
> = {
  match: [(value) => /^(\S+\s+)?\S+$/.test(String(value).trim()), "a string such as 'GET users/me'"],
  kind: [(value) => typeof value === "string", "a string"],
  skip: [(value) => isInteger(value, 0), "a whole number of at least 0"],
  times: [
    (value) => value === "always" || value === Infinity || isInteger(value, 1),
    "a whole number of at least 1, or 'always'",
  ],
  phase: [(value) => value === "before" || value === "after", "'before' or 'after'"],
  status: [(value) => isInteger(value, 200, 599), "a status between 200 and 599"],
  message: [(value) => typeof value === "string", "a string"],
  headers: [
    (value) => isObject(value) && Object.values(value).every((header) => typeof header === "string"),
    "an object whose values are strings",
  ],
  retryAfter: [
    (value) => value === null || typeof value === "string" || typeof value === "number",
    "seconds or an HTTP date",
  ],
  body: [() => true, "anything"],
  delayMs: [(value) => isInteger(value, 0), "a whole number of milliseconds"],
  location: [(value) => typeof value === "string" && value !== "", "a URL"],
  onRequest: [(value) => typeof value === "function", "a function"],
};

/**
 * Validates a fault from a command line, a request, or a caller.
 *
 * @param value the fault
 * @param ownKinds the kinds that only one server has, in addition to `faultKinds`
 * @throws {TypeError} that names the invalid property and its valid values
 */
export function checkFault(value: unknown): Fault;
export function checkFault<Kind extends string>(
  value: unknown,
  ownKinds: readonly Kind[],
): Fault<FaultKind | Kind>;
export function checkFault(value: unknown, ownKinds: readonly string[] = []): Fault<string> {
  if (!isObject(value))
    throw new TypeError(
      `Invalid fault ${JSON.stringify(value)}. Use an object such as {"kind": "status", "status": 503}.`,
    );
  for (const [name, given] of Object.entries(value)) {
    if (!isProperty(name))
      throw new TypeError(
        `Unknown property '${name}' of a fault. Use ${Object.keys(properties).join(", ")}.`,
      );
    const [check, expected] = properties[name];
    if (given !== undefined && !check(given))
      throw new TypeError(
        `Invalid value ${JSON.stringify(given)} for '${name}' of a fault. Use ${expected}.`,
      );
  }
  const kinds: readonly string[] = [...faultKinds, ...ownKinds];
  const { kind, phase } = value;
  if (kind === undefined) throw new TypeError(`Missing 'kind' of a fault. Use ${kinds.join(", ")}.`);
  if (typeof kind !== "string" || !kinds.includes(kind))
    throw new TypeError(
      `Invalid value ${JSON.stringify(kind)} for 'kind' of a fault. Use ${kinds.join(", ")}.`,
    );
  if (phase !== undefined && getPhases(kind) !== "either")
    throw new TypeError(`A fault of kind '${kind}' cannot have 'phase'. Remove it.`);
  requireProperty(value, "redirect", "location");
  requireProperty(value, "callback", "onRequest");
  return value as unknown as Fault<string>;
}

/**
 * Returns whether a fault takes effect in a phase. Kinds that only one server has support `phase`, as
 * `status` does.
 */
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
    throw new TypeError(`A fault of kind '${kind}' requires '${property}'.`);
}

function isInteger(value: unknown, min: number, max = Infinity): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= min && value <= max;
}
