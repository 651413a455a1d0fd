import { getUserDisplayName, type HuntClient, type TokenRecord } from "@huntkit/core";
import { toTokenRow, type TokenRow } from "./token-row.js";

/** A record beside its row. */
export interface KnownToken {
  readonly record: TokenRecord;
  readonly row: TokenRow;
}

/** Tokens of the caller, or with `all` of everybody, with their owners' names. */
export async function readTokens(
  hunt: HuntClient,
  all: boolean,
  signal: AbortSignal,
): Promise<{ readonly tokens: KnownToken[]; readonly now: number }> {
  const [{ user, answeredAt }, records, names] = await Promise.all([
    hunt.tokens.whoAmI({ signal }),
    hunt.tokens.list({ all, signal }),
    all ? namesOf(hunt, signal) : new Map<string, string>(),
  ]);
  const known = new Map(names).set(String(user.id), getUserDisplayName(user));
  const now = answeredAt ?? Date.now();
  return { tokens: records.map((record) => ({ record, row: toTokenRow(record, known, now) })), now };
}

async function namesOf(hunt: HuntClient, signal: AbortSignal): Promise<Map<string, string>> {
  const users = await hunt.users.list({}, { signal }).toArray();
  return new Map(users.map((user) => [String(user.id), getUserDisplayName(user)]));
}
