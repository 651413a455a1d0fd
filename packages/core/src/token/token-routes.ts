import * as z from "zod/mini";

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
  /** Makes a token for the caller. */
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

/** The part of an OpenAPI document that tells which routes exist. */
export const RouteDocument = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
});
export type RouteDocument = z.infer<typeof RouteDocument>;

const param = "\\{[^}]+\\}";
const all = "(?:access|api)[-_]?tokens";
const own = `users/${param}/${all}`;
const shape = (method: string, path: string) => ({ method, path: new RegExp(`^${path}$`, "i") });

/** The shape of a path by which a route is recognised, whatever an instance calls its tokens and its parameters. */
const shapes: Record<Exclude<keyof TokenRoutes, "whoAmI">, { method: string; path: RegExp }> = {
  listOwn: shape("get", own),
  listAll: shape("get", all),
  create: shape("post", own),
  revokeOwn: shape("delete", `${own}/${param}`),
  revokeAny: shape("delete", `${all}/${param}`),
};

/** Finds the token routes that an instance really has in its own OpenAPI document; those it lacks are left out. */
export function discoverTokenRoutes(document: RouteDocument): Partial<TokenRoutes> {
  const paths = Object.entries(document.paths).map(([path, methods]) => ({
    path: path.replace(/^\/(api\/)?/, ""),
    methods,
  }));
  const found = Object.entries(shapes).flatMap(([name, wanted]) => {
    const match = paths.find(
      ({ path, methods }) => wanted.path.test(path) && Object.hasOwn(methods, wanted.method),
    );
    return match ? [[name, { method: wanted.method.toUpperCase(), path: toOwnNames(match.path) }]] : [];
  });
  return Object.fromEntries(found) as Partial<TokenRoutes>;
}

/** `users/{id}/apiTokens/{fk}` becomes `users/me/apiTokens/{handle}`. */
function toOwnNames(path: string): string {
  return path.replace(/^users\/\{[^}]+\}/i, "users/me").replace(/\{[^}]+\}$/, "{handle}");
}
