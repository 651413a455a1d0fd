import type { HuntClientOptions } from "@huntkit/core";
import { UsageError } from "../program/errors.js";
import type { Environment } from "../program/system.js";

const variables = { HUNT_ACTION_ROUTES: "actionRoutes", HUNT_TOKEN_ROUTES: "tokenRoutes" } as const;

type Routes = Pick<HuntClientOptions, "actionRoutes" | "tokenRoutes">;

/**
 * Reads the routes of actions and tokens from the environment, for routes that are not public.
 *
 * @throws {UsageError} if a variable is not a JSON object of routes with `method` and `path`. The core checks
 *   everything else.
 */
export function readRoutes(env: Environment): Routes {
  const given = Object.entries(variables).filter(([variable]) => env[variable]?.trim());
  return Object.fromEntries(
    given.map(([variable, option]) => [option, parseRoutes(env[variable]!, variable)]),
  );
}

function parseRoutes(text: string, variable: string): object {
  let routes: unknown;
  try {
    routes = JSON.parse(text);
  } catch {
    routes = null;
  }
  if (isObject(routes) && Object.values(routes).every(isRoute)) return routes;
  throw new UsageError(
    `Invalid value for ${variable}.`,
    'Use a JSON object of routes. For example: {"renameAgent": {"method": "PATCH", "path": "Agents/{id}/rename", "body": {"name": "{name}"}}}',
  );
}

function isRoute(value: unknown): boolean {
  return isObject(value) && typeof value["method"] === "string" && typeof value["path"] === "string";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
