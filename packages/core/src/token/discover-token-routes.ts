import * as z from "zod/mini";
import type { Route, TokenRoutes } from "./token-routes.js";

/** The parts of an OpenAPI 3 or Swagger 2 document that describe routes. */
export const RouteDocument = z.looseObject({
  basePath: z.optional(z.string()),
  servers: z.optional(z.array(z.looseObject({ url: z.optional(z.string()) }))),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
});
export type RouteDocument = z.infer<typeof RouteDocument>;

/**
 * Possible paths of an instance's document: the first in HUNT (observed on a live instance), the second in
 * stock LoopBack 3.
 */
export const documentPaths = ["explorer/openapi.json", "explorer/swagger.json"] as const;

type RouteName = Exclude<keyof TokenRoutes, "whoAmI">;
type FoundRoutes = Partial<Record<RouteName, Route>>;

/** Words in the names of other tokens than API tokens. These tokens must not be created or revoked. */
const otherTokens =
  /reset|refresh|csrf|xsrf|verif|confirm|registr|install|download|push|device|invit|id_?token/i;

/** Verbs at the start of a method that creates tokens: `users/createToken`. */
const creationVerb = /^(create|new|generate|issue|add)[-_]?(?=[a-z])/i;

/**
 * Finds the token routes in an instance's own document. The names that instances use are not public, so any
 * path counts if its last fixed segment ends in `token` or `tokens`.
 *
 * @returns the routes of each name, the likeliest name first. Check a list with a GET, because some
 *   documented routes do not exist (observed on a live instance).
 */
export function discoverTokenRoutes(document: RouteDocument): FoundRoutes[] {
  const families = new Map<string, FoundRoutes>();
  for (const [path, methods] of Object.entries(document.paths)) {
    const relativePath = toRelativePath(document, path);
    for (const method of Object.keys(methods)) {
      const found = readRoute(method.toUpperCase(), relativePath);
      if (!found) continue;
      const family = families.get(found.family) ?? {};
      const isLikelier = !family[found.name] || found.route.path.startsWith("users/me/");
      families.set(found.family, { ...family, ...(isLikelier && { [found.name]: found.route }) });
    }
  }
  const ranked = [...families].sort(([one, a], [other, b]) => rank(one, a) - rank(other, b));
  const isMethod = ({ path }: Route) => creationVerb.test(path.split("/").at(-1)!);
  const creation = ranked.find(([, { create }]) => create && isMethod(create))?.[1].create;
  return ranked.map(([, routes]) => ({ ...(creation && { create: creation }), ...routes }));
}

/**
 * Returns `users/{id}/tokens` for `/api/users/{id}/tokens`, whether the document has `/api` in the path, base
 * path, or server.
 */
function toRelativePath({ basePath, servers }: RouteDocument, path: string): string {
  const base = (basePath ?? servers?.[0]?.url ?? "").replace(/^[a-z]+:\/\/[^/]+/i, "");
  const isWhole = /^\/api\//i.test(path);
  const whole = (isWhole ? path : `${base}/${path}`).replace(/\/+/g, "/");
  return whole.replace(/^\/(api\/)?/i, "");
}

function readRoute(
  method: string,
  path: string,
): { family: string; name: RouteName; route: Route } | undefined {
  const [, collection = "", item] = /^(.*?)(\/\{[^}]+\})?$/.exec(path) ?? [];
  const segments = collection.split("/");
  const last = segments.at(-1)!;
  if (!/tokens?$/i.test(last) || otherTokens.test(last)) return undefined;
  const isOwn = segments.length > 1;
  const owner = segments.slice(0, -1).join("/");
  // Only the parameter of a user can be filled.
  if (isOwn && owner.replace(/^users\/\{[^}]+\}$/i, "users/me").includes("{")) return undefined;
  const name = toRouteName(method, isOwn, item !== undefined, creationVerb.test(last));
  if (!name) return undefined;
  const ownPath = collection.replace(/^users\/\{[^}]+\}/i, "users/me");
  const family = last.replace(creationVerb, "").replace(/[-_]/g, "").replace(/s$/i, "").toLowerCase();
  return { family, name, route: { method, path: item === undefined ? ownPath : `${ownPath}/{handle}` } };
}

function toRouteName(
  method: string,
  isOwn: boolean,
  isItem: boolean,
  isCreation: boolean,
): RouteName | undefined {
  if (method === "POST" && !isItem) return "create";
  if (isCreation) return undefined;
  if (method === "GET" && !isItem) return isOwn ? "listOwn" : "listAll";
  if (method === "DELETE" && isItem) return isOwn ? "revokeOwn" : "revokeAny";
  return undefined;
}

/** Returns a number that is lower for more likely routes. */
function rank(family: string, routes: FoundRoutes): number {
  return rankName(family) + (routes.listOwn || routes.listAll ? 0 : 100) - Object.keys(routes).length;
}

function rankName(family: string): number {
  if (/^(access|api)token$/.test(family)) return 0;
  return /user|api|access|auth/.test(family) ? 10 : 20;
}
