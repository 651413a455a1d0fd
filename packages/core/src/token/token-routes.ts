import type { KeysOf } from "../errors/require-known-keys.js";

/** A method and a path relative to the API base, with `{handle}` as a placeholder. */
export interface Route {
  method: string;
  path: string;
}

/** The routes that huntkit uses for tokens. */
export interface TokenRoutes {
  /** Returns the user of the token. */
  whoAmI: Route;
  /** Lists the caller's own tokens. */
  listOwn: Route;
  /** Lists the tokens of all users, for admins. */
  listAll: Route;
  /**
   * Creates a token for the caller. With `users/me` in the path, an admin can create one for another user.
   */
  create: Route;
  /** Revokes one of the caller's tokens. */
  revokeOwn: Route;
  /** Revokes the token of any user, for admins. */
  revokeAny: Route;
}

/**
 * The routes of stock LoopBack 3, as a first guess, because HUNT's own are not public. `me` is the ID of the
 * caller.
 */
export const defaultTokenRoutes: TokenRoutes = {
  whoAmI: { method: "GET", path: "users/me" },
  listOwn: { method: "GET", path: "users/me/accessTokens" },
  listAll: { method: "GET", path: "AccessTokens" },
  create: { method: "POST", path: "users/me/accessTokens" },
  revokeOwn: { method: "DELETE", path: "users/me/accessTokens/{handle}" },
  revokeAny: { method: "DELETE", path: "AccessTokens/{handle}" },
};

/** The keys of {@link TokenRoutes}. */
export const tokenRouteKeys: KeysOf<TokenRoutes> = {
  whoAmI: true,
  listOwn: true,
  listAll: true,
  create: true,
  revokeOwn: true,
  revokeAny: true,
};

/**
 * Returns the same route for a user: `users/{user}/accessTokens` for `users/me/accessTokens`.
 *
 * @returns null if the path of the route does not start with `users/me`
 */
export function toUserRoute({ method, path }: Route): Route | null {
  return /^users\/me(\/|$)/i.test(path)
    ? { method, path: path.replace(/^users\/me/i, "users/{user}") }
    : null;
}
