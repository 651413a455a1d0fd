import { createHash } from "node:crypto";
import type { Clock } from "../clock.js";
import type { Row } from "../data/definition.js";
import type { Store } from "../data/store.js";
import { createInvalidTokenError } from "../loopback-error.js";

/** Lifetime of an API token, in seconds: one year from its creation (vendor's help page). */
export const API_TOKEN_TTL = 365 * 86_400;

/** Lifetime of a sign-in's token, in seconds: two weeks (LoopBack 3). */
export const LOGIN_TOKEN_TTL = 1_209_600;

/** The state of the token that a request presents. */
export type TokenState = "none" | "valid" | "expired" | "unknown";

/** The properties of a new token. The token of a sign-in has no description. */
export interface NewToken {
  readonly userId: string;
  /** Seconds. -1 never expires (LoopBack 3). */
  readonly ttl: number;
  readonly description?: string;
}

/**
 * All access tokens of the sandbox. Only the SHA-256 of a value is stored. The value itself is returned once,
 * when the token is created.
 */
export class AccessTokens {
  readonly #store: Store;
  readonly #clock: Clock;

  constructor(store: Store) {
    this.#store = store;
    this.#clock = store.clock;
  }

  /** Creates a token of 64 letters and digits. Its value cannot be read again later. */
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

  /** Returns the state of a presented value, and changes nothing. */
  state(value: string | undefined): TokenState {
    if (value === undefined || value === "") return "none";
    const row = this.#find(value);
    if (row === undefined) return "unknown";
    return this.#hasExpired(row) ? "expired" : "valid";
  }

  /**
   * Finds the token that a request presents, and records its use. An unknown token counts as no token
   * (LoopBack 3).
   *
   * @throws {LoopBackError} 401 INVALID_TOKEN if the token has expired. The token is then deleted, so it is
   * unknown when it is used again.
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

/** Returns the SHA-256 that is stored instead of a token. */
export function hashToken(value: string): string {
  return createHash("sha256").update(value).digest("hex");
}

/** The places in a request that can hold a token. */
export interface Credentials {
  /** The query's `access_token`, if any. */
  readonly queryToken: string | undefined;
  /** Returns a header's value by its lower-case name. */
  readonly header: (name: string) => string | undefined;
  /** The token of the signed cookie, if the cookie exists and its signature is valid. */
  readonly cookieToken: string | undefined;
}

/**
 * Finds the token of a request in LoopBack 3's order: `?access_token=`, `X-Access-Token`, `Authorization`,
 * and then the signed cookie. In Basic credentials, the longer half is the token.
 *
 * @throws {Error} for `Authorization: Bearer ...`: HUNT responds 500 (observed on live instances)
 */
export function findPresentedToken({ queryToken, header, cookieToken }: Credentials): string | undefined {
  if (queryToken !== undefined) return queryToken;
  const value = header("x-access-token") ?? header("authorization") ?? cookieToken;
  if (value?.startsWith("Bearer ")) throw new Error("HUNT requires the token only, without 'Bearer'.");
  return value !== undefined && /^Basic /i.test(value) ? readBasicToken(value.slice("Basic ".length)) : value;
}

function readBasicToken(encoded: string): string {
  const decoded = Buffer.from(encoded, "base64").toString();
  const colon = decoded.indexOf(":");
  const name = colon === -1 ? decoded : decoded.slice(0, colon);
  const password = colon === -1 ? "" : decoded.slice(colon + 1);
  return password.length > name.length ? password : name;
}
