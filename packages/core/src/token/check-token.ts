import type { User } from "@huntkit/catalog";
import type { HuntClient } from "../client.js";
import { lastInstant, toIso } from "../dates.js";
import { isHuntError } from "../errors/any-hunt-error.js";
import { type HuntError, HuntInputError } from "../errors/hunt-error.js";
import {
  HuntAuthError,
  HuntConnectionError,
  HuntForbiddenError,
  HuntNotFoundError,
  HuntProtocolError,
  HuntRateLimitError,
  HuntServerError,
  HuntTimeoutError,
  HuntUnsupportedError,
} from "../errors/request-errors.js";
import { requireNumber } from "../http/require-number.js";
import { getField, getUserDisplayName } from "../models/get-field.js";
import { splitDescription } from "./description-mark.js";
import {
  type DatedLifetime,
  describeExpiry,
  findKnownLifetime,
  judgeExpiry,
  type KnownDates,
  requirePastCreation,
} from "./expiry.js";
import { isExpired } from "./lifetime.js";
import type { TokenHealth, UnknownExpiry, UnreachableReason } from "./token-health.js";
import { findObservedUse, observeUse } from "./prove-ownership.js";
import type { ApiToken } from "./api-token.js";
import { findRecord, isGuess, type RecordMatch, type TokenHandle, type TokenRecord } from "./token-record.js";
import { type KeysOf, requireKnownKeys } from "../errors/require-known-keys.js";

/** Options for checking a token, and what you know of it. */
export interface CheckOptions extends KnownDates {
  /** Days before the expiry date when the status becomes `expiring`. Default: 30. */
  warnDays?: number;
  /** Description of the token in HUNT, which distinguishes it from other tokens of its user. */
  description?: string | undefined;
  /**
   * Handle of the token in HUNT, if it was stored when the token was created. It is more reliable than the
   * description.
   */
  handle?: TokenHandle | null | undefined;
  /**
   * Current time in milliseconds since 1970. Default: HUNT's own clock (its `Date` header), which decides
   * when the token expires.
   */
  now?: number | undefined;
  /** Cancels the check when it aborts. The promise then rejects with its reason. */
  signal?: AbortSignal | undefined;
}

const checkKeys: KeysOf<CheckOptions> = {
  created: true,
  secretUpdatedAt: true,
  warnDays: true,
  description: true,
  handle: true,
  now: true,
  signal: true,
};

const undated = { createdAt: null, expiresAt: null, daysLeft: null, source: "none", match: null } as const;

/**
 * Checks whether the client's token is valid and when it expires. It requests the user of the token, then
 * searches for its record in the tokens of this user. If HUNT does not return a date, a stated creation date
 * or the date of the CI secret is used. Failures of HUNT and the network are results, not errors.
 *
 * @throws {HuntInputError} if the client has no token, or an option is invalid, such as a `created` in the future
 * @throws the reason of the signal if it aborts
 */
export function checkToken(client: HuntClient, options: CheckOptions = {}): Promise<TokenHealth> {
  return checkListedToken(client, options, []);
}

/**
 * Checks a token as {@link checkToken} does.
 *
 * @param lists lists of tokens that this client has read in this run. Those that the check reads are added.
 * @throws as {@link checkToken} does
 */
export async function checkListedToken(
  client: HuntClient,
  options: CheckOptions,
  lists: (readonly TokenRecord[])[],
): Promise<TokenHealth> {
  requireKnownKeys(options, checkKeys);
  if (!client.token)
    throw new HuntInputError("token", "missing", "token: missing. Pass a token to the client.");
  const known = findKnownLifetime(options);
  requireNumber("warnDays", options.warnDays ?? 30, 0, Number.MAX_SAFE_INTEGER);
  if (options.now !== undefined) requireNumber("now", options.now, -lastInstant, lastInstant);
  const who = await catchHuntError(() => client.tokens.whoAmI({ signal: options.signal }));
  const now = options.now ?? ("value" in who ? who.value.answeredAt : null) ?? client.clock.now();
  requirePastCreation(options, now);
  const subject: Subject = {
    instance: client.instance.name,
    fingerprint: client.token.fingerprint,
    checkedAt: toIso(now),
    user: null,
    role: null,
    description: null,
  };
  if ("error" in who) return judgeRejection(who.error, subject, known, now);

  const { user } = who.value;
  const accepted = {
    ...subject,
    user: getUserDisplayName(user),
    role: getRole(user),
    description: splitDescription(options.description ?? "").description,
  };
  return judgeLookup(accepted, await lookUp(client, options, now, lists), known, options, now);
}

/**
 * Returns the health of a new token without a request. HUNT has accepted the token when it listed this record.
 *
 * @param client uses the new token
 * @param earlier the health of another token of the same user
 * @param options as for {@link checkToken}
 */
export function judgeNewToken(
  client: HuntClient & { readonly token: ApiToken },
  record: TokenRecord,
  earlier: TokenHealth,
  options: CheckOptions,
): TokenHealth {
  const { instance, user, role, checkedAt } = earlier;
  const { lifetime, description, handle } = record;
  const now = Math.max(
    Date.parse(checkedAt),
    lifetime.kind === "dated" ? Date.parse(lifetime.createdAt) : -Infinity,
  );
  const { fingerprint } = client.token;
  const subject: Subject = { instance, fingerprint, checkedAt: toIso(now), user, role, description };
  const lookup = { record, by: "handle", handle, candidates: 1 } as const;
  return judgeLookup(subject, lookup, findKnownLifetime(options), options, now);
}

/** Judges a token that HUNT accepts by what HUNT's list shows. */
function judgeLookup(
  accepted: Subject,
  lookup: RecordMatch | NoExpiry,
  known: DatedLifetime | null,
  options: CheckOptions,
  now: number,
): TokenHealth {
  if ("reason" in lookup) return judgeAccepted(accepted, known ?? lookup, null, options, now);
  const { record, ...match } = lookup;
  const found = { ...accepted, description: record.description ?? accepted.description };
  if (record.lifetime.kind === "endless")
    return { ...found, ...undated, match, status: "healthy", source: "hunt" };
  if (record.lifetime.kind === "unknown")
    return judgeAccepted(found, known ?? { reason: "no-date", error: null }, null, options, now);
  const dated = { ...record.lifetime, source: "hunt" } as const;
  return isExpired(dated.expiresAt, now) && known
    ? judgeAccepted(accepted, known, null, options, now)
    : judgeAccepted(found, dated, match, options, now);
}

type NoExpiry = Pick<UnknownExpiry, "reason" | "error">;
type Subject = Pick<TokenHealth, "instance" | "fingerprint" | "checkedAt" | "user" | "role" | "description">;

/**
 * Only a 401 response of `users/me` shows that a token is invalid. It is expired if HUNT reports it, or if
 * its known date has passed. Otherwise, it is rejected.
 */
function judgeRejection(
  error: HuntError,
  subject: Subject,
  known: DatedLifetime | null,
  now: number,
): TokenHealth {
  if (!(error instanceof HuntAuthError))
    return { ...subject, ...undated, status: "unreachable", reason: toUnreachableReason(error), error };
  if (known && isExpired(known.expiresAt, now))
    return { ...subject, ...describeExpiry(known, now), match: null, status: "expired" };
  return { ...subject, ...undated, status: error.loopbackCode === "INVALID_TOKEN" ? "expired" : "rejected" };
}

/** A date that has passed cannot belong to a token that HUNT has just accepted. */
function judgeAccepted(
  subject: Subject,
  expiry: DatedLifetime | NoExpiry,
  match: TokenHealth["match"],
  { warnDays = 30 }: CheckOptions,
  now: number,
): TokenHealth {
  if ("reason" in expiry) return { ...subject, ...undated, status: "unknown-expiry", ...expiry };
  const status = judgeExpiry(expiry.expiresAt, now, warnDays);
  if (status === "expired")
    return { ...subject, ...undated, status: "unknown-expiry", reason: "date-contradicted", error: null };
  return { ...subject, ...describeExpiry(expiry, now), match, status };
}

async function lookUp(
  client: HuntClient,
  options: CheckOptions,
  now: number,
  lists: (readonly TokenRecord[])[],
): Promise<RecordMatch | NoExpiry> {
  const list = await catchHuntError(() => client.tokens.list({ signal: options.signal }));
  if ("value" in list) {
    lists.push(list.value);
    const match = findRecord(list.value, client.token!, { ...options, now });
    if (match === null) return { reason: "no-record", error: null };
    return (await proveMatch(client, match, lists, options.signal)) ?? match;
  }
  const { error } = list;
  if (error instanceof HuntAuthError || error instanceof HuntForbiddenError)
    return { reason: "not-allowed", error };
  const hasNoRoute = error instanceof HuntUnsupportedError || error instanceof HuntNotFoundError;
  return { reason: hasNoRoute ? "no-route" : "lookup-failed", error };
}

/**
 * Replaces a guess with the record whose last use changes with a request of this token, if HUNT reports uses.
 */
async function proveMatch(
  client: HuntClient,
  match: RecordMatch,
  lists: (readonly TokenRecord[])[],
  signal: AbortSignal | undefined,
): Promise<RecordMatch | null> {
  if (!isGuess({ match })) return null;
  const earlier = findObservedUse(lists);
  if (earlier) return toUsedMatch(earlier.used);
  const observed = await catchHuntError(() => observeUse(client, lists.at(-1)!, { signal }));
  if ("error" in observed || observed.value === null) return null;
  lists.push(observed.value.records);
  return toUsedMatch(observed.value.used);
}

function toUsedMatch(record: TokenRecord): RecordMatch {
  return { record, by: "last use", handle: record.handle, candidates: 1 };
}

async function catchHuntError<T>(act: () => Promise<T>): Promise<{ value: T } | { error: HuntError }> {
  try {
    return { value: await act() };
  } catch (error) {
    if (isHuntError(error) && error.code !== "HUNT_INPUT" && error.code !== "HUNT_CLOSED") return { error };
    throw error;
  }
}

/** HUNT's user has a role. Stock LoopBack 3 can include a list of roles. */
function getRole(user: User): string | null {
  if (user.role) return user.role;
  const roles = getField(user, "roles");
  const [first] = Array.isArray(roles) ? (roles as unknown[]) : [];
  const name = typeof first === "object" && first !== null ? (first as { name?: unknown }).name : first;
  return typeof name === "string" ? name : null;
}

/** Returns why the instance could not be reached. */
function toUnreachableReason(error: HuntError): UnreachableReason {
  if (error instanceof HuntConnectionError || error instanceof HuntProtocolError) return error.problem;
  if (error instanceof HuntTimeoutError) return "timeout";
  if (error instanceof HuntServerError) return "server-error";
  if (error instanceof HuntRateLimitError) return "rate-limited";
  if (error instanceof HuntForbiddenError) return "forbidden";
  const isOtherServer = error instanceof HuntNotFoundError || error instanceof HuntUnsupportedError;
  return isOtherServer ? "not-hunt" : "unexpected-status";
}
