import type { AccessToken } from "@huntkit/catalog";
import { parseInstant, toIso } from "../dates.js";
import { ApiToken, isTokenFormat } from "./api-token.js";
import { splitDescription, type SplitDescription } from "./description-mark.js";
import { isExpired, getTokenLifetime, type TokenLifetime } from "./lifetime.js";

/** By what HUNT knows a token: an id, or the value itself. */
export type TokenHandle = string | ApiToken;

/** Wraps a handle that has the form of a value, so that it is shown nowhere. */
export function toHandle(id: TokenHandle): TokenHandle {
  return isTokenFormat(id) ? new ApiToken(id) : id;
}

/** What HUNT's token list says of one token; never its value in the open. */
export interface TokenRecord {
  /**
   * What revokes it. A server that uses the value itself as the handle (stock LoopBack 3) has it wrapped here; null where
   * the server gives none.
   */
  readonly handle: TokenHandle | null;
  /** What its creator wrote, without the mark of a rotation; null if the server returns none. */
  readonly description: string | null;
  /** What a rotation has added to the description, see `splitDescription`; null if nothing. */
  readonly mark: string | null;
  /** Id of the user whose token it is; null where the server gives none. */
  readonly userId: string | null;
  readonly lifetime: TokenLifetime;
  /** ISO 8601; null where it was never used or the server does not say. */
  readonly lastUsedAt: string | null;
}

/** Reads a token as the server sent it, and wraps the value where the server uses that as the id. */
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
 * By what a record was found. `earliest` is a guess on the safe side: of those that may be meant, the one that dies first.
 * It is what remains of several, and of one whose description is not the one that was asked for. A
 * `description` is a guess
 * too: another token may have the same one. `last use`: only this record's last use changed with a request of
 * this token.
 */
export type MatchedBy = "value" | "handle" | "last use" | "description" | "only" | "earliest";

/** Which record is taken to be the token's, and how sure that is. */
export interface RecordMatch {
  record: TokenRecord;
  by: MatchedBy;
  /** HUNT's handle of the record. */
  handle: TokenHandle | null;
  /** How many records may be meant; more than 1 only for `earliest`. */
  candidates: number;
}

/** What one may know of a token beside its value. */
interface RecordHints {
  handle?: TokenHandle | null | undefined;
  description?: string | undefined;
  /** Milliseconds since 1970. */
  now: number;
}

/**
 * Finds the record of a token that the server has just accepted: by value or handle where the server gives one, else
 * by description, else by what is left over.
 *
 * @returns null where the list is empty
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
  const byHandle = records.find(({ handle }) => wanted !== null && isSameHandle(handle, wanted));
  if (byHandle) return toMatch(byHandle, "handle");

  const described = records.filter((record) => isDescribedAs(record, hints.description));
  const isGuess = hints.description !== undefined && described.length === 0;
  const candidates = narrow(described.length > 0 ? described : records, hints.now);
  const [record] = candidates.sort(compareExpiry);
  if (!record) return null;
  if (candidates.length > 1 || isGuess) return toMatch(record, "earliest", candidates.length);
  if (described.length > 0) return toMatch(record, "description");
  // The token has just been used, so a record that was used before another one is not its own: it may be a session's.
  const usedLater = records.filter((other) => getLastUseTime(other) > getLastUseTime(record));
  return usedLater.length > 0 ? toMatch(record, "earliest", 1 + usedLater.length) : toMatch(record, "only");
}

function getLastUseTime({ lastUsedAt }: TokenRecord): number {
  return lastUsedAt === null ? -Infinity : Date.parse(lastUsedAt);
}

/** A token that was just accepted has not expired, and has a description, which the sessions of a login lack. */
function narrow(records: readonly TokenRecord[], now: number): TokenRecord[] {
  const alive = preferMatching(
    records,
    ({ lifetime }) => lifetime.kind !== "dated" || !isExpired(lifetime.expiresAt, now),
  );
  return [...preferMatching(alive, ({ description }) => description !== null)];
}

/** Whether a record has this description, with or without its mark. Another mark does not match. */
export function isDescribedAs({ description, mark }: TokenRecord, text: string | undefined): boolean {
  if (text === undefined) return false;
  const wanted = splitDescription(text.trim());
  return (
    description !== null &&
    description === wanted.description &&
    (wanted.mark === null || wanted.mark === mark)
  );
}

/** Whether two handles are those of the same token. */
export function isSameHandle(one: TokenHandle | null, other: TokenHandle | null): boolean {
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
