import { createHash } from "node:crypto";
import {
  ApiToken,
  type TokenHandle,
  type TokenRecord,
  isUnavailable,
  type HuntClient,
  type TokenHealth,
} from "@huntkit/core";
import { isGuess } from "@huntkit/core/internal";
import { escapeToSingleLine } from "@huntkit/core/escape";
import { getDaysLeft, parseInstant, getUserDisplayName } from "@huntkit/core/internal";

/** The tokens of an instance that HUNT returned, and their owners. */
export interface Survey {
  /** `instance` if HUNT returned the tokens of all users. `owner` if the caller is not an admin. */
  readonly scope: "instance" | "owner";
  readonly records: readonly TokenRecord[];
  /** Display names of users, by ID. */
  readonly names: ReadonlyMap<string, string>;
  /** Display names of users whose tokens HUNT did not return (access denied). */
  readonly refused: readonly string[];
  /** Milliseconds since 1970, by HUNT's clock if it is known. */
  readonly at: number;
  /** The caller's token. Null if it was not checked, or its record is only a guess. */
  readonly own: (Pick<FleetToken, "fingerprint"> & { readonly handle: TokenHandle | null }) | null;
}

/**
 * Reads all tokens and their owners, or only those of the caller if HUNT denies access to the others.
 *
 * @throws {HuntError} if the caller's tokens cannot be read either
 */
export async function surveyTokens(
  hunt: HuntClient,
  health: TokenHealth | null,
  signal: AbortSignal,
): Promise<Survey> {
  const at = parseInstant(health?.checkedAt) ?? hunt.clock.now();
  const own = findOwnToken(health);
  const all = await ignoreDenied(() => hunt.tokens.listAll({ signal }));
  if (all === null) {
    const { user } = await hunt.tokens.whoAmI({ signal });
    return {
      scope: "owner",
      records: await hunt.tokens.list({ signal }),
      names: new Map([[String(user.id), getUserDisplayName(user)]]),
      refused: [],
      at,
      own,
    };
  }
  const users = all.users ?? (await ignoreDenied(() => hunt.users.list({}, { signal }).toArray()));
  return {
    scope: "instance",
    records: all.records,
    names: new Map(users?.map((user) => [String(user.id), getUserDisplayName(user)])),
    refused: all.refused.map(({ user }) => escapeToSingleLine(getUserDisplayName(user), maxLength)),
    at,
    own,
  };
}

/**
 * Returns the record of the caller's token. It has the key of its fingerprint in the issue, because only the
 * fingerprint is known after the token expires.
 */
function findOwnToken(health: TokenHealth | null): Survey["own"] {
  if (!health?.match || isGuess(health)) return null;
  return { handle: health.match.handle, fingerprint: health.fingerprint };
}

/** Returns null if HUNT denies the request, or does not support it. */
async function ignoreDenied<T>(send: () => Promise<T>): Promise<T | null> {
  try {
    return await send();
  } catch (error) {
    if (isUnavailable(error)) return null;
    throw error;
  }
}

/** Maximum number of characters of a name or description. An output is limited to 1 MiB. */
const maxLength = 100;

/** A token that expires soon or has expired recently. */
export interface FleetToken {
  /** ID in HUNT. Null if HUNT identifies tokens by their values, or returns no ID. */
  readonly id: string | null;
  /** Fingerprint of the value. Null if the value is unknown: HUNT does not list it, and it is not the caller's token. */
  readonly fingerprint: string | null;
  /** Display name of its owner, or the owner's ID if the name is unknown. */
  readonly owner: string;
  readonly description: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** ISO 8601. */
  readonly expiresAt: string;
  /** Whole days, rounded down. Negative if it has expired. */
  readonly daysLeft: number;
  /** ISO 8601. Null if it was never used, or its last use is unknown. */
  readonly lastUsedAt: string | null;
}

/** The report on all tokens of an instance. The output `fleet` is this as JSON, without `later`. */
export interface Fleet {
  readonly scope: Survey["scope"];
  /** ISO 8601. */
  readonly at: string;
  /** Number of tokens with a description. */
  readonly tokens: number;
  /** Those that expire within `warn-days`, soonest first. */
  readonly expiring: readonly FleetToken[];
  /** Those that expire after that, soonest first. */
  readonly later: readonly FleetToken[];
  /** Those that expired within the last `warn-days`, latest first. HUNT deletes expired tokens after some time. */
  readonly expired: readonly FleetToken[];
  /** Users whose tokens HUNT did not return (access denied). */
  readonly refused: readonly string[];
  /** Number of tokens whose expiry date is unknown. */
  readonly undated: number;
  /** Number of tokens without a description. HUNT creates them for logins, so they need no replacement. */
  readonly sessions: number;
}

/**
 * Finds the tokens that must be replaced.
 *
 * @param warnDays whole days
 */
export function classifyTokens(survey: Survey, warnDays: number): Fleet {
  const { scope, records, refused, at } = survey;
  const described = records.filter(({ description }) => description !== null);
  const dated = described
    .flatMap((record) => toFleetToken(record, survey))
    .sort((one, other) => Date.parse(one.expiresAt) - Date.parse(other.expiresAt));
  return {
    scope,
    at: new Date(at).toISOString(),
    tokens: described.length,
    expiring: dated.filter((token) => token.daysLeft >= 0 && token.daysLeft < warnDays),
    later: dated.filter((token) => token.daysLeft >= warnDays),
    expired: dated.filter((token) => token.daysLeft < 0 && token.daysLeft >= -warnDays).reverse(),
    refused,
    undated: described.filter(({ lifetime }) => lifetime.kind === "unknown").length,
    sessions: records.length - described.length,
  };
}

function toFleetToken(record: TokenRecord, { names, at, own }: Survey): FleetToken[] {
  const { handle, lifetime, description, userId, lastUsedAt } = record;
  if (lifetime.kind !== "dated") return [];
  const { createdAt, expiresAt } = lifetime;
  const owner = escapeToSingleLine(names.get(userId ?? "") ?? userId ?? "an unknown user", maxLength);
  return [
    {
      id: typeof handle === "string" ? handle : null,
      fingerprint: getFingerprint(handle, own),
      owner,
      description: escapeToSingleLine(description ?? "", maxLength),
      createdAt,
      expiresAt,
      daysLeft: getDaysLeft(expiresAt, at),
      lastUsedAt,
    },
  ];
}

function getFingerprint(handle: TokenHandle | null, own: Survey["own"]): string | null {
  if (handle instanceof ApiToken) return handle.fingerprint;
  return own !== null && handle !== null && handle === own.handle ? own.fingerprint : null;
}

/**
 * Returns the key of a token in the mark of an issue: its fingerprint if that is known, otherwise a hash of its ID.
 * Eight hex digits, from which neither can be derived.
 */
export function getTokenKey({ id, fingerprint, owner, description, createdAt }: FleetToken): string {
  return (
    fingerprint ??
    createHash("sha256")
      .update(JSON.stringify(id ?? [owner, description, createdAt]))
      .digest("hex")
      .slice(0, 8)
  );
}
