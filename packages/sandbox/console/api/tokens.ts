import { ApiError, listAll, request } from "./request.js";
import { listUsers, type User } from "./users.js";

/** An API token's record. It never contains the token's value. */
export interface Token {
  readonly id: string;
  readonly description: string;
  /** ISO 8601. */
  readonly created: string;
  /** Seconds after `created`. */
  readonly ttl: number;
  readonly userId: string;
  /** ISO 8601. */
  readonly lastUsedOn: string | null;
}

/** The response to the creation of a token. Only this response contains its value. */
export interface CreatedToken extends Token {
  readonly token: string;
}

/** Excludes the tokens of sign-ins, which have no description. */
const madeByHand = { description: { neq: null } };

/** The names of the token routes on HUNT instances. Stock LoopBack's name is first. */
const relationNames = ["accessTokens", "apiTokens"] as const;

/** Number of users whose tokens are requested at the same time. */
const CONCURRENCY = 4;

/**
 * Lists the tokens of users, for admins. HUNT has no list of all tokens, so this requests the tokens of each
 * user.
 *
 * @returns the tokens, and the users whose tokens HUNT did not return
 * @throws {ApiError} if HUNT denies access to all of them
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

/** Lists the caller's own tokens. */
function listOwnTokens(): Promise<Token[]> {
  return tryTokenRoutes((name) => listAll<Token>(`users/me/${name}`, madeByHand));
}

/** Creates a token for a user; `me` is the caller. Only admins can create one for someone else. */
export function createToken(description: string, userId = "me"): Promise<CreatedToken> {
  return tryTokenRoutes((name) =>
    request("POST", `/api/users/${encodeURIComponent(userId)}/${name}`, { description }),
  );
}

/** Revokes a token immediately. */
export function revokeToken({ id, userId }: Token): Promise<void> {
  return tryTokenRoutes((name) =>
    request("DELETE", `/api/users/${encodeURIComponent(userId)}/${name}/${encodeURIComponent(id)}`),
  );
}

/** Calls a function with the first name whose route exists. */
async function tryTokenRoutes<Answer>(call: (name: string) => Promise<Answer>): Promise<Answer> {
  for (const name of relationNames) {
    try {
      return await call(name);
    } catch (error) {
      if (!(error instanceof ApiError) || !isMissingRoute(error)) throw error;
    }
  }
  throw new ApiError(404, "This HUNT instance has no token routes.");
}

/**
 * Returns whether LoopBack 3 reports a route that does not exist, as opposed to a record that does not exist.
 */
function isMissingRoute({ status, message }: ApiError): boolean {
  return status === 404 && /no method (?:to handle|handling)/.test(message);
}

/** The tokens of a screen, and their owners if there are several. */
export interface TokenList {
  readonly tokens: readonly Token[];
  readonly users?: readonly User[];
  /** Returns a user's name by the ID. */
  readonly ownerOf?: (userId: string) => string;
  /** Users whose tokens HUNT did not return. */
  readonly refused?: readonly User[];
}

/** The tokens of all users with their owners. */
export type Fleet = Required<TokenList>;

/** Loads the caller's own tokens. */
export async function loadOwnTokens(): Promise<TokenList> {
  return { tokens: await listOwnTokens() };
}

/** Loads the tokens of all users and their accounts. Admins only. */
export async function loadFleet(): Promise<Fleet> {
  const users = await listUsers();
  const { tokens, refused } = await listTokensOf(users);
  const names = new Map(users.map(({ id, username }) => [id, username]));
  return { tokens, users, refused, ownerOf: (userId) => names.get(userId) ?? "unknown" };
}
