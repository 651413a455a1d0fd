import { ApiError, listAll, request } from "./request.js";
import { listUsers, type User } from "./users.js";

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

/** How many users' tokens are requested at the same time. */
const CONCURRENCY = 4;

/**
 * Lists the tokens of users, for admins. HUNT has no list of all tokens, so that each user's is read.
 *
 * @returns the tokens, and the users whose tokens HUNT refused to show
 * @throws {ApiError} if HUNT refuses all of them
 */
async function listTokensOf(users: readonly User[]): Promise<{ tokens: Token[]; refused: User[] }> {
  const tokens: Token[] = [];
  const refused: User[] = [];
  let refusal: unknown;
  const rest = [...users];
  const work = async (): Promise<void> => {
    for (let user = rest.shift(); user !== undefined; user = rest.shift()) {
      const { id } = user;
      try {
        const path = `users/${encodeURIComponent(id)}`;
        tokens.push(...(await tryTokenRoutes((name) => listAll<Token>(`${path}/${name}`, madeByHand))));
      } catch (error) {
        if (!(error instanceof ApiError) || ![401, 403].includes(error.status)) throw error;
        refusal = error;
        refused.push(user);
      }
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  if (users.length > 0 && refused.length === users.length) throw refusal;
  return { tokens, refused };
}

/** One's own tokens. */
export function listOwnTokens(): Promise<Token[]> {
  return tryTokenRoutes((name) => listAll<Token>(`users/me/${name}`, madeByHand));
}

/** Creates a token for a user; `me` is the caller. Only admins can create one for someone else. */
export function createToken(description: string, userId = "me"): Promise<CreatedToken> {
  return tryTokenRoutes((name) =>
    request("POST", `/api/users/${encodeURIComponent(userId)}/${name}`, { description }),
  );
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
  /** Users whose tokens HUNT refused to show. */
  readonly refused?: readonly User[];
}

/** Everybody's tokens with their owners. */
export type Fleet = Required<TokenList>;

/** Loads one's own tokens. */
export async function loadOwnTokens(): Promise<TokenList> {
  return { tokens: await listOwnTokens() };
}

/** Loads everybody's tokens and accounts; for admins. */
export async function loadFleet(): Promise<Fleet> {
  const users = await listUsers();
  const { tokens, refused } = await listTokensOf(users);
  const names = new Map(users.map(({ id, username }) => [id, username]));
  return { tokens, users, refused, ownerOf: (userId) => names.get(userId) ?? "unknown" };
}
