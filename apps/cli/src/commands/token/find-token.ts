import { quoteForShell } from "@huntkit/core/escape";
import {
  checkToken,
  getUserDisplayName,
  isDescribedAs,
  isGuess,
  isSameHandle,
  type HuntClient,
  type TokenHealth,
  type TokenRecord,
  type TokenSurvey,
} from "@huntkit/core";
import { getShortTokenId } from "@huntkit/toolkit";
import type { Credentials } from "../../credentials/token-source.js";
import { CommandError } from "../../program/errors.js";
import { type TokenRow, toTokenRow } from "./token-row.js";

/**
 * Returns the one token that a person names.
 *
 * @param name an ID, a short ID, a fingerprint, or a description
 * @throws {CommandError} if no token has this name, or more than one has it
 */
export function findToken(tokens: readonly KnownToken[], name: string): KnownToken {
  const wanted = name.trim();
  const found =
    tokens.find(({ row }) => row.id === wanted) ??
    getOnly(tokens.filter(({ row }) => [row.fingerprint, getShortTokenId(row.id)].includes(wanted))) ??
    null;
  if (found !== null) return found;
  const described = tokens.filter(({ record }) => isDescribedAs(record, wanted));
  if (described.length === 1) return described[0]!;
  if (described.length > 1) {
    throw new CommandError(
      `Multiple tokens are described "${wanted}".`,
      `Use one of these IDs: ${described.map(({ row }) => `${quoteForShell(row.id ?? row.fingerprint ?? "")} (until ${row.expiresAt?.slice(0, 10) ?? "an unknown day"})`).join(", ")}.`,
    );
  }
  throw new CommandError(
    `No token with the ID, fingerprint, or description "${wanted}" found.`,
    "`hunt token list` lists your tokens. Admins can add --all to both commands for the tokens of all users.",
  );
}

function getOnly<T>(found: readonly T[]): T | undefined {
  return found.length === 1 ? found[0] : undefined;
}

/** A record beside its row. */
export interface KnownToken {
  readonly record: TokenRecord;
  readonly row: TokenRow;
}

/** The tokens that HUNT shows. */
export interface KnownTokens {
  readonly tokens: KnownToken[];
  /** Display names of users whose tokens HUNT refused to show. */
  readonly refused: readonly string[];
  readonly now: number;
}

/** Reads the tokens of the caller, or with `all` of all users, with their owners' names. */
export async function readTokens(hunt: HuntClient, all: boolean, signal: AbortSignal): Promise<KnownTokens> {
  const [{ user, answeredAt }, { records, refused }, names] = await Promise.all([
    hunt.tokens.whoAmI({ signal }),
    all ? hunt.tokens.listAll({ signal }) : listOwn(hunt, signal),
    all ? readUserNames(hunt, signal) : new Map<string, string>(),
  ]);
  const known = new Map(names).set(String(user.id), getUserDisplayName(user));
  const now = answeredAt ?? Date.now();
  return {
    tokens: records.map((record) => ({ record, row: toTokenRow(record, known, now) })),
    refused: refused.map((each) => getUserDisplayName(each.user)),
    now,
  };
}

async function listOwn(hunt: HuntClient, signal: AbortSignal): Promise<TokenSurvey> {
  return { records: await hunt.tokens.list({ signal }), refused: [] };
}

async function readUserNames(hunt: HuntClient, signal: AbortSignal): Promise<Map<string, string>> {
  const users = await hunt.users.list({}, { signal }).toArray();
  return new Map(users.map((user) => [String(user.id), getUserDisplayName(user)]));
}

/** What is known of the token in use, and HUNT's record of it where that is sure. */
export interface OwnToken {
  readonly health: TokenHealth;
  /** Null where HUNT does not tell for sure which of its user's tokens it is. */
  readonly record: TokenRecord | null;
}

/** Finds HUNT's record of the token that the client uses. */
export async function findOwnToken(
  hunt: HuntClient,
  { handle, description }: Pick<Credentials, "handle" | "description">,
  signal?: AbortSignal,
): Promise<OwnToken> {
  const health = await checkToken(hunt, { handle, description, signal });
  const { match } = health;
  if (match === null || isGuess(health)) return { health, record: null };
  const records = await hunt.tokens.list({ signal });
  const found = records.filter(
    (record) => record.handle !== null && isSameHandle(record.handle, match.handle),
  );
  return { health, record: found.length === 1 ? found[0]! : null };
}
