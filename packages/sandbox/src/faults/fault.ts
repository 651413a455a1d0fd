import { isObject } from "../values.js";

/** The ways in which the sandbox can misbehave. */
export const faultKinds = [
  "status",
  "reset",
  "reset-after-headers",
  "hang",
  "truncated",
  "truncated-gzip",
  "invalid-json",
  "html",
  "slow",
  "redirect",
  "close-after",
] as const;

/** One way to misbehave; see `Fault`. */
export type FaultKind = (typeof faultKinds)[number];

/**
 * A planned misbehaviour of requests under /api.
 *
 * These decide before anything is executed: `status` answers `status` (503), with `retryAfter` and `body` where given; `reset`
 * resets the connection; `hang` never answers; `invalid-json` answers 200 with broken JSON; `html` answers 200 with the web app's
 * page; `redirect` answers 302 to `location`.
 *
 * These execute the request and then spoil the answer: `reset-after-headers` sends headers and some bytes and resets;
 * `truncated` promises more bytes than come and ends the connection; `truncated-gzip` is complete HTTP around half a gzip stream;
 * `slow` answers after `delayMs`; `close-after` answers well and then closes the connection, without having said so.
 */
export interface Fault {
  /** Which requests: `GET users/me`, `* alerts/*` or just `alerts`. Case-blind, `*` stands for anything; every request under /api when omitted. */
  readonly match?: string;
  readonly kind: FaultKind;
  /** How many requests it spoils: 1 when omitted; `"always"` or Infinity for all of them. */
  readonly times?: number | "always";
  /** How many matching requests pass before; 0 when omitted. */
  readonly after?: number;
  /** For `status` (503 when omitted) and `redirect` (302 when omitted). */
  readonly status?: number;
  /** For `status`: the header Retry-After, in seconds or as an HTTP date. */
  readonly retryAfter?: string | number;
  /** For `status`, `invalid-json` and `html`: what is answered. A text goes out as it is, anything else as JSON. */
  readonly body?: unknown;
  /** For `slow`: milliseconds of real time; 1,000 when omitted. */
  readonly delayMs?: number;
  /** For `redirect`: where to. */
  readonly location?: string;
}

/** What each property may be: a check, and its words for an error. */
const properties: Readonly<
  Record<keyof Fault, readonly [check: (value: unknown) => boolean, expected: string]>
> = {
  match: [(value) => /^(\S+\s+)?\S+$/.test(String(value).trim()), "a text such as 'GET users/me'"],
  kind: [(value) => faultKinds.some((kind) => kind === value), `one of ${faultKinds.join(", ")}`],
  times: [
    (value) => value === "always" || value === Infinity || isWhole(value, 1),
    "a whole number from 1, or 'always'",
  ],
  after: [(value) => isWhole(value, 0), "a whole number from 0"],
  status: [(value) => isWhole(value, 200, 599), "a status between 200 and 599"],
  retryAfter: [(value) => typeof value === "string" || typeof value === "number", "seconds or an HTTP date"],
  body: [() => true, "anything"],
  delayMs: [(value) => isWhole(value, 0), "whole milliseconds"],
  location: [(value) => typeof value === "string" && value !== "", "an address"],
};

/**
 * Checks what came from a command line, a request or a caller.
 *
 * @throws {TypeError} that names the property that is wrong and what it may be
 */
export function checkFault(value: unknown): Fault {
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
  if (!isFault(value)) throw new TypeError(`A fault needs 'kind': ${properties.kind[1]}.`);
  if (value.kind === "redirect" && value.location === undefined)
    throw new TypeError("A fault of kind 'redirect' needs 'location'.");
  return value;
}

function isProperty(name: string): name is keyof Fault {
  return Object.hasOwn(properties, name);
}

/** Whether checked properties make a fault: `kind` is the only one that must be there. */
function isFault(value: object): value is Fault {
  return "kind" in value && value.kind !== undefined;
}

function isWhole(value: unknown, from: number, to = Infinity): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= from && value <= to;
}
