/** Where a request goes: a method and a path below the API base, with `{handle}` to fill in where one is meant. */
export interface Route {
  method: string;
  path: string;
}

/** All that huntkit asks of HUNT about tokens. */
export interface TokenRoutes {
  /** Whose token this is. */
  whoAmI: Route;
  /** The caller's own tokens. */
  listOwn: Route;
  /** Everybody's tokens, for admins. */
  listAll: Route;
  /** Makes a token for the caller. With `users/me` in the path, an admin can create one for another user. */
  create: Route;
  /** Ends one of the caller's tokens. */
  revokeOwn: Route;
  /** Ends anybody's token, for admins. */
  revokeAny: Route;
}

/** The routes of stock LoopBack 3, the first guess: HUNT's own are not public. `me` stands for the caller's id. */
export const defaultTokenRoutes: TokenRoutes = {
  whoAmI: { method: "GET", path: "users/me" },
  listOwn: { method: "GET", path: "users/me/accessTokens" },
  listAll: { method: "GET", path: "AccessTokens" },
  create: { method: "POST", path: "users/me/accessTokens" },
  revokeOwn: { method: "DELETE", path: "users/me/accessTokens/{handle}" },
  revokeAny: { method: "DELETE", path: "AccessTokens/{handle}" },
};

/**
 * Returns a user's route for the same: `users/me/accessTokens` becomes `users/{user}/accessTokens`.
 *
 * @returns null if the path of the route does not name the caller
 */
export function toUserRoute({ method, path }: Route): Route | null {
  return /^users\/me(\/|$)/i.test(path)
    ? { method, path: path.replace(/^users\/me/i, "users/{user}") }
    : null;
}
