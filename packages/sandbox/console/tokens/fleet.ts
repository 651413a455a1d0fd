import { listAllTokens, listOwnTokens, type Token } from "../api/tokens.js";
import { listUsers, nameOf, type User } from "../api/users.js";

/** What a screen shows of tokens; their owners where it is of several. */
export interface TokenList {
  readonly tokens: readonly Token[];
  readonly users?: readonly User[];
  /** A user's name by its id. */
  readonly ownerOf?: (userId: string) => string;
}

/** Everybody's tokens with their owners. */
export type Fleet = Required<TokenList>;

/** Loads one's own tokens. */
export async function loadOwn(): Promise<TokenList> {
  return { tokens: await listOwnTokens() };
}

/** Loads everybody's tokens and accounts; for admins. */
export async function loadFleet(): Promise<Fleet> {
  const [tokens, users] = await Promise.all([listAllTokens(), listUsers()]);
  const names = new Map(users.map((user) => [user.id, nameOf(user)]));
  return { tokens, users, ownerOf: (userId) => names.get(userId) ?? "unknown" };
}
