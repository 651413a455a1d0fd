import { createHash, timingSafeEqual } from "node:crypto";
import { inspect } from "node:util";
import { HuntInputError, type InputProblem } from "../errors/hunt-error.js";

/** How long a token is, in characters, and what it is made of (vendor's PowerShell module, LoopBack 3). */
const tokenLength = 64;
const tokenFormat = /^[A-Za-z0-9]{64}$/;

/** Whether a text has the form of a token; says nothing of whether HUNT knows it. */
export function isTokenFormat(text: unknown): text is string {
  return typeof text === "string" && tokenFormat.test(text);
}

/**
 * Returns the value without white space at its ends, if it has the form of a token. Files and secrets often
 * end in a line break.
 *
 * @throws {HuntInputError} naming the one thing that is wrong with it, without repeating any part of it
 */
function requireTokenFormat(value: string): string {
  const trimmed = typeof value === "string" ? value.trim() : value;
  if (isTokenFormat(trimmed)) return trimmed;
  const [problem, sentence] = findProblem(value);
  throw new HuntInputError("token", problem, `token: ${sentence}`);
}

function findProblem(value: unknown): [problem: InputProblem, sentence: string] {
  if (typeof value !== "string")
    return ["type", `expected a string, got ${value === null ? "null" : typeof value}.`];
  if (value.trim() === "")
    return ["empty", "it is empty. Pass the 64 characters that HUNT showed when the token was created."];
  if (/[\u00ad\u200b-\u200f\u2028\u2029\u2060\ufeff]/.test(value)) {
    return [
      "whitespace",
      "it holds an invisible character, as a copy from a web page or document brings along. Type it into a plain text field, or copy it anew.",
    ];
  }
  if (/^\s*authorization\s*:/i.test(value))
    return ["header", 'it begins with "Authorization:". Pass what follows that, the token alone.'];
  if (/\$\{?\{|^\s*\$\w+\s*$/.test(value))
    return [
      "placeholder",
      "it is the name of a variable or secret, which nothing has replaced by its value.",
    ];
  if (/^\s*bearer\s/i.test(value)) {
    return [
      "bearer",
      'it begins with "Bearer". HUNT takes the token alone; with that prefix it answers 500. Remove the prefix.',
    ];
  }
  if (/[\r\n]/.test(value))
    return [
      "whitespace",
      "it holds a line break, perhaps from pasting it. Store it again without the break.",
    ];
  if (/\s/.test(value))
    return ["whitespace", "it holds spaces or tabs, perhaps from pasting it. Store it again without them."];
  if (/[^A-Za-z0-9]/.test(value)) {
    return [
      "characters",
      "it holds characters other than A-Z, a-z and 0-9. Is it quoted, masked with *, or something other than a HUNT token?",
    ];
  }
  const cause =
    value.length < tokenLength ? "Was it cut while copying?" : "Was something copied along with it?";
  return ["length", `it has ${value.length} characters, a HUNT token has ${tokenLength}. ${cause}`];
}

/**
 * A HUNT API token that cannot be printed by accident. Through `String()`, template literals, `JSON.stringify` and
 * `util.inspect` it shows as `hunt_****` and its fingerprint; the value leaves only through {@link reveal}.
 */
export class ApiToken {
  readonly #value: string;

  /**
   * @param value the token as HUNT showed it: 64 characters `A-Z`, `a-z`, `0-9` (vendor's PowerShell module).
   *   White space at
   *   both ends is removed; within the token, it is an error.
   * @throws {HuntInputError} `input: "token"`, with `problem` `type`, `empty`, `header`, `placeholder`, `bearer`, `whitespace`, `characters`
   *   or `length`
   */
  constructor(value: string) {
    this.#value = requireTokenFormat(value);
  }

  /** The token itself when it is wrapped already, else the value wrapped. */
  static from(token: ApiToken | string): ApiToken {
    return token instanceof ApiToken ? token : new ApiToken(token);
  }

  /**
   * Eight hex digits by which people and logs tell tokens apart. It cannot be turned back: it is a part of a SHA-256
   * over more than 380 bits of randomness, with a prefix of its own so that it equals no hash kept elsewhere.
   */
  get fingerprint(): string {
    return createHash("sha256").update(`huntkit fingerprint\0${this.#value}`).digest("hex").slice(0, 8);
  }

  /** Whether the other token has the same value; takes the same time whatever the answer. */
  equals(other: ApiToken): boolean {
    return timingSafeEqual(Buffer.from(this.#value), Buffer.from(other.#value));
  }

  /** The value, for the `Authorization` header, a mask, or the one place where it is stored. Never log it. */
  reveal(): string {
    return this.#value;
  }

  /** `hunt_****` and the fingerprint. */
  toString(): string {
    return `hunt_****${this.fingerprint}`;
  }

  /** The same, so that JSON never holds the value. */
  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return `ApiToken(${this.toString()})`;
  }
}
