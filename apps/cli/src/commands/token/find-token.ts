import { escapeForTerminal, quoteForShell } from "@huntkit/core/escape";
import type { HuntClient, TokenRecord, TokenSurvey } from "@huntkit/core";
import { formatDidYouMean, getUserDisplayName, isDescribedAs } from "@huntkit/core/internal";
import { getShortTokenId } from "@huntkit/toolkit";
import type { Progress } from "../../output/progress.js";
import type { Context } from "../../program/context.js";
import { CommandError } from "../../program/errors.js";
import { type TokenRow, toTokenRow } from "./token-row.js";

/**
 * Returns the only token with a name.
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
      `Multiple tokens have the description "${wanted}".`,
      `Use one of these IDs: ${described.map(formatChoice).join(", ")}.`,
    );
  }
  const descriptions = tokens.flatMap(({ row }) => row.description ?? []);
  const question = escapeForTerminal(formatDidYouMean(wanted, descriptions), 1_000);
  throw new CommandError(
    `No token with the ID, fingerprint, or description "${wanted}" found.`,
    `${question} Run \`hunt token list\` to list your tokens. Admins can use --all in both commands for the tokens of all users.`.trimStart(),
  );
}

/** Formats a token in a list of choices: its ID, and its expiry date. */
function formatChoice({ row }: KnownToken): string {
  const expiry = row.expiresAt === null ? "unknown expiry date" : `expires ${row.expiresAt.slice(0, 10)}`;
  return `${quoteForShell(row.id ?? row.fingerprint ?? "")} (${expiry})`;
}

function getOnly<T>(found: readonly T[]): T | undefined {
  return found.length === 1 ? found[0] : undefined;
}

/** A token: its record in HUNT, and its row in a table. */
export interface KnownToken {
  readonly record: TokenRecord;
  readonly row: TokenRow;
}

/** Tokens that HUNT lists. */
export interface KnownTokens {
  readonly tokens: KnownToken[];
  /** Display names of users whose tokens HUNT did not list. */
  readonly refused: readonly string[];
  readonly now: number;
  /** ID of the caller; null if HUNT does not return it. */
  readonly userId: string | null;
}

/** What reading tokens needs. With `progress`, it is shown if there are many users. */
type ReadingContext = Pick<Context, "signal"> & { readonly progress?: Context["progress"] | undefined };

/** Reads the tokens of the caller, or with `all` of all users, with their owners' names. */
export async function readTokens(
  hunt: HuntClient,
  all: boolean,
  { signal, progress }: ReadingContext,
): Promise<KnownTokens> {
  const [{ user, answeredAt }, { records, refused, users }] = await Promise.all([
    hunt.tokens.whoAmI({ signal }),
    all ? listAll(hunt, { signal, progress }) : listOwn(hunt, signal),
  ]);
  const others = users ?? (await hunt.users.list({}, { signal }).toArray());
  const known = new Map([...others, user].map((each) => [String(each.id), getUserDisplayName(each)]));
  const now = answeredAt ?? Date.now();
  return {
    tokens: records.map((record) => ({ record, row: toTokenRow(record, known, now) })),
    refused: refused.map((each) => getUserDisplayName(each.user)),
    now,
    userId: typeof user.id === "string" || typeof user.id === "number" ? String(user.id) : null,
  };
}

/** Number of users whose tokens are read without showing the progress. */
const fewUsers = 100;

async function listAll({ tokens }: HuntClient, { signal, progress }: ReadingContext): Promise<TokenSurvey> {
  let bar: Progress | undefined;
  const onProgress = (done: number, total: number): void => {
    if (total > fewUsers) bar ??= progress?.("Reading the tokens of all users", "users");
    bar?.update(done, total);
  };
  try {
    return await tokens.listAll({ signal, onProgress });
  } finally {
    bar?.stop();
  }
}

async function listOwn(hunt: HuntClient, signal: AbortSignal): Promise<TokenSurvey> {
  return { records: await hunt.tokens.list({ signal }), refused: [], users: [] };
}
