import { ApiError, listAll, request } from "./request.js";
import { listUsers, getUserName, type User } from "./users.js";

/** An API token's record. Its value is in no list. */
export interface Token {
  readonly id: string;
  readonly description: string;
  /** ISO 8601. */
  readonly created: string;
  /** Seconds from `created` on. */
  readonly ttl: number;
  readonly userId: string;
  /** ISO 8601. */
  readonly lastUsedOn: string | null;
}

/** What creation answers: the only time that HUNT tells a token's value. */
export interface CreatedToken extends Token {
  readonly token: string;
}

/** Tokens of logins have no description, and are none that anybody has made by hand. */
const madeByHand = { description: { neq: null } };

/** What instances call their tokens: stock LoopBack's name first. */
const relationNames = ["accessTokens", "apiTokens"] as const;

/** Everybody's tokens; for admins. */
export function listAllTokens(): Promise<Token[]> {
  return tryTokenRoutes((name) => listAll<Token>(name, madeByHand));
}

/** One's own tokens. */
export function listOwnTokens(): Promise<Token[]> {
  return tryTokenRoutes((name) => listAll<Token>(`users/me/${name}`, madeByHand));
}

/** Makes a token for oneself. */
export function createToken(description: string): Promise<CreatedToken> {
  return tryTokenRoutes((name) => request("POST", `/api/users/me/${name}`, { description }));
}

/** Ends a token at once. */
export function revokeToken({ id, userId }: Token): Promise<void> {
  return tryTokenRoutes((name) =>
    request("DELETE", `/api/users/${encodeURIComponent(userId)}/${name}/${encodeURIComponent(id)}`),
  );
}

/** Calls under the first name whose route exists. */
async function tryTokenRoutes<Answer>(call: (name: string) => Promise<Answer>): Promise<Answer> {
  for (const name of relationNames) {
    try {
      return await call(name);
    } catch (error) {
      if (!(error instanceof ApiError) || !isMissingRoute(error)) throw error;
    }
  }
  throw new ApiError(404, "This HUNT has no routes for tokens.");
}

/** LoopBack 3's words for a route that does not exist, as opposed to a record that does not. */
function isMissingRoute({ status, message }: ApiError): boolean {
  return status === 404 && /no method (?:to handle|handling)/.test(message);
}

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
export async function loadOwnTokens(): Promise<TokenList> {
  return { tokens: await listOwnTokens() };
}

/** Loads everybody's tokens and accounts; for admins. */
export async function loadFleet(): Promise<Fleet> {
  const [tokens, users] = await Promise.all([listAllTokens(), listUsers()]);
  const names = new Map(users.map((user) => [user.id, getUserName(user)]));
  return { tokens, users, ownerOf: (userId) => names.get(userId) ?? "unknown" };
}
