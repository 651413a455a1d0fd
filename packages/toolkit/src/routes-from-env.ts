import type { HuntClientOptions } from "@huntkit/core";

const variables = { HUNT_ACTION_ROUTES: "actionRoutes", HUNT_TOKEN_ROUTES: "tokenRoutes" } as const;

/** What a value of the variables must look like. */
export const routesAdvice =
  'Use a JSON object of routes. For example: {"renameAgent": {"method": "PATCH", "path": "Agents/{id}/rename", "body": {"name": "{name}"}}}';

/**
 * Reads the routes of actions and tokens from the environment, for requests that are not public.
 *
 * @param createError creates the error for a variable that is not a JSON object of routes with `method` and
 *   `path`. The core checks everything else.
 */
export function readRoutesFromEnv(
  env: Readonly<Record<string, string | undefined>>,
  createError: (variable: string) => Error,
): Pick<HuntClientOptions, "actionRoutes" | "tokenRoutes"> {
  const given = Object.entries(variables).filter(([variable]) => env[variable]?.trim());
  return Object.fromEntries(
    given.map(([variable, option]) => {
      const routes = parseRoutes(env[variable]!);
      if (routes === null) throw createError(variable);
      return [option, routes];
    }),
  );
}

function parseRoutes(text: string): object | null {
  try {
    const routes: unknown = JSON.parse(text);
    return isObject(routes) && Object.values(routes).every(isRoute) ? routes : null;
  } catch {
    return null;
  }
}

function isRoute(value: unknown): boolean {
  return isObject(value) && typeof value["method"] === "string" && typeof value["path"] === "string";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
