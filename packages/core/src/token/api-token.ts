import { createHash, timingSafeEqual } from "node:crypto";
import { inspect } from "node:util";
import { HuntInputError, type InputProblem } from "../errors/hunt-error.js";

/** Length of a token in characters, and its format (vendor's PowerShell module, LoopBack 3). */
const tokenLength = 64;
const tokenFormat = /^[A-Za-z0-9]{64}$/;

/** Returns whether a value has the format of a token. It can still be unknown to HUNT. */
export function isTokenFormat(text: unknown): text is string {
  return typeof text === "string" && tokenFormat.test(text);
}

/**
 * Returns the value without white space at its ends, if it has the format of a token. Files and secrets often
 * end in a line break.
 *
 * @throws {HuntInputError} with the one thing that is wrong. The message does not contain any part of the
 *   value.
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
    return [
      "empty",
      "the value is empty. Pass the 64 characters that HUNT showed when the token was created.",
    ];
  if (/[\u00ad\u200b-\u200f\u2028\u2029\u2060\ufeff]/.test(value)) {
    return [
      "whitespace",
      "the value contains an invisible character, perhaps from a web page or document. Paste it into a " +
        "plain text field, and copy it from there.",
    ];
  }
  if (/^\s*authorization\s*:/i.test(value))
    return ["header", 'the value starts with "Authorization:". Pass only the token.'];
  if (/\$\{?\{|^\s*\$\w+\s*$/.test(value))
    return [
      "placeholder",
      "the value is the name of a variable or secret that was not replaced with its value.",
    ];
  if (/^\s*bearer\s/i.test(value)) {
    return [
      "bearer",
      'the value starts with "Bearer". Remove this prefix. HUNT rejects it with a 500 response.',
    ];
  }
  if (/[\r\n]/.test(value))
    return [
      "whitespace",
      "the value contains a line break, perhaps from copy and paste. Store it again without line breaks.",
    ];
  if (/\s/.test(value))
    return [
      "whitespace",
      "the value contains spaces or tabs, perhaps from copy and paste. Store it again without them.",
    ];
  if (/[^A-Za-z0-9]/.test(value)) {
    return [
      "characters",
      "the value contains characters other than A-Z, a-z, and 0-9. Check that it is a HUNT token, and " +
        "not quoted or masked with *.",
    ];
  }
  const cause =
    value.length < tokenLength ? "Check that it is complete." : "Check that it contains nothing else.";
  return [
    "length",
    `the value has ${value.length} characters, but a HUNT token has ${tokenLength}. ${cause}`,
  ];
}

/**
 * A HUNT API token that cannot be printed by accident. `String()`, template literals, `JSON.stringify`, and
 * `util.inspect` return `hunt_****` and its fingerprint. Only {@link reveal} returns the value.
 */
export class ApiToken {
  readonly #value: string;

  /**
   * @param value the token as HUNT showed it: 64 characters `A-Z`, `a-z`, `0-9` (vendor's PowerShell module).
   *   White space at both ends is removed. Inside the token, it is an error.
   * @throws {HuntInputError} `input: "token"`, with `problem` `type`, `empty`, `header`, `placeholder`,
   *   `bearer`, `whitespace`, `characters`, or `length`
   */
  constructor(value: string) {
    this.#value = requireTokenFormat(value);
  }

  /** Returns a token unchanged, and wraps a string. */
  static from(token: ApiToken | string): ApiToken {
    return token instanceof ApiToken ? token : new ApiToken(token);
  }

  /**
   * Eight hex digits that identify a token for people and in logs. The value cannot be derived from them:
   * they are a part of a SHA-256 over more than 380 bits of randomness, with a prefix that makes it differ
   * from other hashes of the token.
   */
  get fingerprint(): string {
    return createHash("sha256").update(`huntkit fingerprint\0${this.#value}`).digest("hex").slice(0, 8);
  }

  /** Returns whether another token has the same value, in constant time. */
  equals(other: ApiToken): boolean {
    return timingSafeEqual(Buffer.from(this.#value), Buffer.from(other.#value));
  }

  /** Returns the value, for the `Authorization` header, a mask, or the store of the token. Never log it. */
  reveal(): string {
    return this.#value;
  }

  /** Returns `hunt_****` and the fingerprint. */
  toString(): string {
    return `hunt_****${this.fingerprint}`;
  }

  /** Returns `hunt_****` and the fingerprint, so JSON never contains the value. */
  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return `ApiToken(${this.toString()})`;
  }
}
