import type { AccessToken } from "@huntkit/catalog";
import { parseInstant, toIso } from "../dates.js";
import { ApiToken, isTokenFormat } from "./api-token.js";
import { splitDescription, type SplitDescription } from "./description-mark.js";
import { isExpired, getTokenLifetime, type TokenLifetime } from "./lifetime.js";

/** What HUNT uses to identify a token: an ID, or the value itself. */
export type TokenHandle = string | ApiToken;

/** Wraps a handle that has the format of a token, so it is never shown. */
export function toHandle(id: TokenHandle): TokenHandle {
  return isTokenFormat(id) ? new ApiToken(id) : id;
}

/** Length of a token's value, in characters (vendor's PowerShell module). */
const valueLength = 64;

/**
 * Returns a handle that can be shown and stored. Null if it is the token's value, or long enough to contain
 * it.
 */
export function getSafeHandle(handle: TokenHandle | null): string | null {
  return typeof handle === "string" && handle.length < valueLength ? handle : null;
}

/** A token in HUNT's list. It never contains a readable value. */
export interface TokenRecord {
  /**
   * The handle to revoke the token with. If a server uses the value itself (stock LoopBack 3), it is wrapped;
   * null if the server does not return one.
   */
  readonly handle: TokenHandle | null;
  /** Description from the creator, without the mark of a rotation; null if the server does not return it. */
  readonly description: string | null;
  /** Mark that a rotation added to the description, see `splitDescription`; null if there is none. */
  readonly mark: string | null;
  /** ID of the token's user; null if the server does not return it. */
  readonly userId: string | null;
  readonly lifetime: TokenLifetime;
  /** Time of the last use (ISO 8601); null if it was never used, or the server does not return it. */
  readonly lastUsedAt: string | null;
}

/** Converts a token in a response, and wraps the value if the server uses it as the ID. */
export function toTokenRecord(row: AccessToken): TokenRecord {
  const lastUsed = parseInstant(row.lastUsedOn);
  return {
    handle: typeof row.id === "string" || typeof row.id === "number" ? toHandle(String(row.id)) : null,
    ...readDescription(row),
    userId: typeof row.userId === "string" || typeof row.userId === "number" ? String(row.userId) : null,
    lifetime: getTokenLifetime(row.created, row.ttl),
    lastUsedAt: lastUsed === null ? null : toIso(lastUsed),
  };
}

function readDescription({ description }: AccessToken): SplitDescription {
  const text = typeof description === "string" ? description.trim() : "";
  return text === "" ? { description: null, mark: null } : splitDescription(text);
}

/**
 * How a record was found. `earliest` is a cautious guess: the first of several candidates to expire, or of
 * all records if none has the requested description. `description` is also a guess, because another token
 * might have the same one. `last use`: only this record's last use changed with a request of this token.
 */
export type MatchedBy = "value" | "handle" | "last use" | "description" | "only" | "earliest";

/** The record that is treated as that of the token, and how it was found. */
export interface RecordMatch {
  record: TokenRecord;
  by: MatchedBy;
  /** Handle of the record in HUNT. */
  handle: TokenHandle | null;
  /** Number of candidates. More than 1 only with `earliest`. */
  candidates: number;
}

/**
 * Returns whether the record of a checked token may be another token's. A matching description proves nothing.
 *
 * @param health the result of a check, for example of `checkToken`
 */
export function isGuess({ match }: { readonly match: Pick<RecordMatch, "by"> | null }): boolean {
  return match?.by === "earliest" || match?.by === "description";
}

/** What the caller knows of a token in addition to its value. */
interface RecordHints {
  handle?: TokenHandle | null | undefined;
  description?: string | undefined;
  /** Current time in milliseconds since 1970. */
  now: number;
}

/**
 * Finds the record of a token that the server has just accepted: by value or handle if the server returns
 * one, otherwise by description, otherwise by elimination.
 *
 * @returns null if the list is empty
 */
export function findRecord(
  records: readonly TokenRecord[],
  token: ApiToken,
  hints: RecordHints,
): RecordMatch | null {
  const byValue = records.find(({ handle }) => isSameHandle(handle, token));
  const toMatch = (record: TokenRecord, by: MatchedBy, candidates = 1): RecordMatch => ({
    record,
    by,
    handle: record.handle,
    candidates,
  });
  if (byValue) return toMatch(byValue, "value");
  const wanted = hints.handle ? toHandle(hints.handle) : null;
  const byHandle = records.find(({ handle }) => isSameHandle(handle, wanted));
  if (byHandle) return toMatch(byHandle, "handle");

  const described = records.filter((record) => isDescribedAs(record, hints.description));
  const isUnmatched = hints.description !== undefined && described.length === 0;
  const candidates = narrow(described.length > 0 ? described : records, hints.now);
  const [record] = candidates.sort(compareExpiry);
  if (!record) return null;
  if (candidates.length > 1 || isUnmatched) return toMatch(record, "earliest", candidates.length);
  if (described.length > 0) return toMatch(record, "description");
  // The token has just been used. A record that was used before another one might belong to a session
  // instead.
  const usedLater = records.filter((other) => getLastUseTime(other) > getLastUseTime(record));
  return usedLater.length > 0 ? toMatch(record, "earliest", 1 + usedLater.length) : toMatch(record, "only");
}

function getLastUseTime({ lastUsedAt }: TokenRecord): number {
  return lastUsedAt === null ? -Infinity : Date.parse(lastUsedAt);
}

/** A token that was just accepted has not expired, and has a description, unlike sessions of a login. */
function narrow(records: readonly TokenRecord[], now: number): TokenRecord[] {
  const unexpired = preferMatching(
    records,
    ({ lifetime }) => lifetime.kind !== "dated" || !isExpired(lifetime.expiresAt, now),
  );
  return [...preferMatching(unexpired, ({ description }) => description !== null)];
}

/** Returns whether a record has this description, with or without its mark. Another mark does not match. */
export function isDescribedAs({ description, mark }: TokenRecord, text: string | undefined): boolean {
  if (text === undefined) return false;
  const wanted = splitDescription(text.trim());
  return (
    description !== null &&
    description === wanted.description &&
    (wanted.mark === null || wanted.mark === mark)
  );
}

/** Returns whether two handles identify the same token. */
export function isSameHandle(one: TokenHandle | null, other: TokenHandle | null): boolean {
  if (one === null) return false;
  return one instanceof ApiToken ? other instanceof ApiToken && one.equals(other) : one === other;
}

function preferMatching(
  records: readonly TokenRecord[],
  test: (record: TokenRecord) => boolean,
): readonly TokenRecord[] {
  const preferred = records.filter(test);
  return preferred.length > 0 ? preferred : records;
}

function compareExpiry(one: TokenRecord, other: TokenRecord): number {
  return getExpiryTime(one) - getExpiryTime(other);
}

function getExpiryTime({ lifetime }: TokenRecord): number {
  return lifetime.kind === "dated" ? Date.parse(lifetime.expiresAt) : Number.MAX_VALUE;
}
