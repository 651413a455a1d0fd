import { createHash } from "node:crypto";
import type { Clock } from "../clock.js";
import type { Row } from "../data/definition.js";
import type { Store } from "../data/store.js";
import { createInvalidTokenError } from "../loopback-error.js";

/** How long an API token lives, in seconds: one year from its creation (vendor's help page). */
export const API_TOKEN_TTL = 365 * 86_400;

/** How long the token of a login lives, in seconds: two weeks (LoopBack 3). */
export const LOGIN_TOKEN_TTL = 1_209_600;

/** What a presented token turned out to be. */
export type TokenState = "none" | "valid" | "expired" | "unknown";

/** What a new token is made from. A login's token has no description. */
export interface NewToken {
  readonly userId: string;
  /** Seconds; -1 never ends (LoopBack 3). */
  readonly ttl: number;
  readonly description?: string;
}

/** All access tokens of the sandbox. Only the SHA-256 of a value is kept; the value itself is in the answer of its creation and nowhere else. */
export class AccessTokens {
  readonly #store: Store;
  readonly #clock: Clock;

  constructor(store: Store) {
    this.#store = store;
    this.#clock = store.clock;
  }

  /** Makes a token of 64 letters and digits. This is the only time that its value can be seen. */
  issue({ userId, ttl, description }: NewToken): { row: Row; value: string } {
    const random = this.#store.random("AccessToken");
    const id = random.uuid();
    const value = random.alphanumeric(64);
    const created = new Date(this.#clock.now()).toISOString();
    const row = {
      id,
      ...(description !== undefined && { description }),
      created,
      ttl,
      userId,
      lastUsedOn: null,
      hash: hashToken(value),
    };
    this.#store.table("AccessToken").put(row);
    return { row, value };
  }

  /** Tells what a presented value is, and changes nothing. */
  state(value: string | undefined): TokenState {
    if (value === undefined || value === "") return "none";
    const row = this.#find(value);
    if (row === undefined) return "unknown";
    return this.#hasExpired(row) ? "expired" : "valid";
  }

  /**
   * Finds the token that a request presents and notes its use. An unknown one counts as none (LoopBack 3).
   *
   * @throws {LoopBackError} 401 INVALID_TOKEN when it has expired; it is deleted at that moment, so that its next use meets an unknown token
   */
  use(value: string | undefined): Row | undefined {
    const row = value === undefined ? undefined : this.#find(value);
    if (row === undefined) return undefined;
    const table = this.#store.table("AccessToken");
    if (this.#hasExpired(row)) {
      table.delete(row.id);
      throw createInvalidTokenError();
    }
    const used = { ...row, lastUsedOn: new Date(this.#clock.now()).toISOString() };
    table.put(used);
    return used;
  }

  #find(value: string): Row | undefined {
    return this.#store.table("AccessToken").getByUnique("hash", hashToken(value));
  }

  #hasExpired(row: Row): boolean {
    const ttl = Number(row["ttl"]);
    return ttl !== -1 && Date.parse(String(row["created"])) + ttl * 1000 <= this.#clock.now();
  }
}

/** The SHA-256 under which a token is kept. */
export function hashToken(value: string): string {
  return createHash("sha256").update(value).digest("hex");
}

/** Where a token may stand in a request. */
export interface Credentials {
  /** The query's `access_token`, if there is one. */
  readonly queryToken: string | undefined;
  /** A header's value by its lower-case name. */
  readonly header: (name: string) => string | undefined;
  /** The token of the signed cookie, if there is one whose signature is right. */
  readonly cookieToken: string | undefined;
}

/**
 * Finds the token of a request in LoopBack 3's order: `?access_token=` beats `X-Access-Token`, which beats `Authorization`,
 * which beats the signed cookie. Of Basic credentials the longer half is the token.
 *
 * @throws {Error} for `Authorization: Bearer ...`: HUNT answers 500 to it, seen on live instances
 */
export function findPresentedToken({ queryToken, header, cookieToken }: Credentials): string | undefined {
  if (queryToken !== undefined) return queryToken;
  const value = header("x-access-token") ?? header("authorization") ?? cookieToken;
  if (value?.startsWith("Bearer ")) throw new Error("HUNT takes a token as it is, without 'Bearer'.");
  return value !== undefined && /^Basic /i.test(value) ? readBasicToken(value.slice("Basic ".length)) : value;
}

function readBasicToken(encoded: string): string {
  const decoded = Buffer.from(encoded, "base64").toString();
  const colon = decoded.indexOf(":");
  const name = colon === -1 ? decoded : decoded.slice(0, colon);
  const password = colon === -1 ? "" : decoded.slice(colon + 1);
  return password.length > name.length ? password : name;
}
