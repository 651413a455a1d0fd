import type { InstanceReport } from "@huntkit/catalog";
import { isHuntError, type HuntClient } from "@huntkit/core";

/** Paths of the OpenAPI document: that of HUNT, and that of LoopBack 3. */
const documents = ["explorer/openapi.json", "explorer/swagger.json"] as const;

/** The part of an OpenAPI document that lists routes. */
interface ApiDocument {
  readonly basePath?: unknown;
  readonly paths?: unknown;
}

const verbs = new Set(["get", "post", "put", "patch", "delete", "head"]);

/** Matches a segment of a route. Other segments are not written to a report, because they could be data. */
const segment = /^(\{\w{1,40}\}|[\w.-]{1,48})$/;

/** Reads the routes of an instance from its OpenAPI document. */
export async function readRoutes(
  client: HuntClient,
  signal: AbortSignal,
): Promise<Pick<InstanceReport, "document" | "routes">> {
  for (const path of documents) {
    const document = await readDocument(client, path, signal);
    if (document !== null) return { document: path, routes: listRoutes(document) };
  }
  return { document: null, routes: null };
}

async function readDocument(
  client: HuntClient,
  path: string,
  signal: AbortSignal,
): Promise<ApiDocument | null> {
  try {
    const { data } = await client.request<ApiDocument | null>({ path, base: "origin", signal });
    return typeof data?.paths === "object" && data.paths !== null ? data : null;
  } catch (error) {
    if (isHuntError(error)) return null;
    throw error;
  }
}

/** Lists the routes of a document as `GET /Agents/{id}`, relative to the base of the API, sorted. */
function listRoutes({ basePath, paths }: ApiDocument): string[] {
  const base = typeof basePath === "string" ? basePath.replace(/\/$/, "") : "";
  return Object.entries(paths as Record<string, unknown>)
    .flatMap(([path, methods]) => {
      const inside = base !== "" && path.startsWith(`${base}/`) ? path.slice(base.length) : path;
      const route = inside.replace(/^\/api\//, "/");
      const isPlain = route
        .split("/")
        .slice(1)
        .every((each) => segment.test(each));
      if (!isPlain) return [];
      return Object.keys(Object(methods) as object)
        .filter((verb) => verbs.has(verb))
        .map((verb) => `${verb.toUpperCase()} ${route}`);
    })
    .sort();
}

/** Returns the models with a route that lists them: `GET /Name`, with one segment. */
export function listModelRoutes(routes: readonly string[]): string[] {
  const models = routes.flatMap((route) => /^GET \/(\w+)$/.exec(route)?.[1] ?? []);
  const isModel = (name: string): boolean => routes.includes(`GET /${name}/count`);
  return models.filter(isModel);
}
