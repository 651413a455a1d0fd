import { createHash, timingSafeEqual } from "node:crypto";
import { inspect } from "node:util";
import { requireTokenFormat } from "./token-format.js";

/**
 * A HUNT API token that cannot be printed by accident. Through `String()`, template literals, `JSON.stringify` and
 * `util.inspect` it shows as `hunt_****` and its fingerprint; the value leaves only through {@link reveal}.
 */
export class ApiToken {
  readonly #value: string;

  /**
   * @param value the token as HUNT showed it: 64 characters `A-Z`, `a-z`, `0-9` (vendor's PowerShell module)
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
