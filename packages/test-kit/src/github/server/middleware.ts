import { isSentDirectly } from "@huntkit/sandbox/server";
import type { MiddlewareHandler } from "hono";
import type { Accounts } from "../accounts.js";
import type { RateLimit } from "../rate-limit.js";
import { checkPermissions, type Permission, type Tokens } from "../tokens.js";
import type { Environment, RequestContext } from "./environment.js";
import { createNotFoundError } from "./errors.js";

/** Reads the body of a request. */
export const readText: MiddlewareHandler<Environment> = async (c, next) => {
  c.set("body", await c.req.text());
  await next();
};

/** Adds the headers of the rate limit to every response that has none. */
export function addRateLimitHeaders(limit: RateLimit): MiddlewareHandler<Environment> {
  return async (c, next) => {
    const headers = limit.headers(c.var.log.token);
    await next();
    if (isSentDirectly(c) || c.res.headers.has("x-ratelimit-limit")) return;
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value);
  };
}

/**
 * Rejects requests without a User-Agent, in plain text, before anything else (GitHub's documentation,
 * "Getting started with the REST API", "User agent").
 */
export const userAgentRequired: MiddlewareHandler<Environment> = async (c, next) => {
  if (c.req.header("user-agent")) return next();
  return c.text(
    "Request forbidden by administrative rules. Please make sure your request has a User-Agent header.",
    403,
  );
};

/** Sets the caller. Responds with 401 if the token is missing or unknown. */
export function authenticate(tokens: Tokens): MiddlewareHandler<Environment> {
  return async (c, next) => {
    c.set("caller", tokens.authenticate(c.req.header("authorization")));
    await next();
  };
}

/**
 * Sets the repository of the path. Responds with 404 if it does not exist or the token cannot see it, because
 * all repositories are private.
 */
export function findRepository(accounts: Accounts): MiddlewareHandler<Environment> {
  return async (c, next) => {
    const { owner, repo, repository_id: id } = c.req.param() as Record<string, string | undefined>;
    const repository =
      id === undefined ? accounts.repository(`${owner}/${repo}`) : accounts.repositoryById(id);
    const { repositories } = c.var.caller;
    if (repositories !== undefined && !repositories.includes(repository.fullName))
      throw createNotFoundError();
    c.set("repository", repository);
    await next();
  };
}

/** Sets the organization of the path. Responds with 404 if it does not exist. */
export function findOrganization(accounts: Accounts): MiddlewareHandler<Environment> {
  return async (c, next) => {
    const { org, organization_id: id } = c.req.param() as Record<string, string | undefined>;
    c.set(
      "organization",
      id === undefined ? accounts.organization(org ?? "") : accounts.organizationById(id),
    );
    await next();
  };
}

/** Responds with 403 if the caller does not have a permission. */
export function requirePermission(permission: Permission): MiddlewareHandler<Environment> {
  return async (c, next) => {
    requireOnePermission(c, [permission]);
    await next();
  };
}

/**
 * Checks that the caller has one of the permissions: read for GET, write for all other methods.
 *
 * @throws {GitHubError} 403 if it has none of them
 */
export function requireOnePermission(c: RequestContext, permissions: readonly Permission[]): void {
  const needed = c.req.method === "GET" ? "read" : "write";
  c.header("x-accepted-github-permissions", permissions.map((each) => `${each}=${needed}`).join("; "));
  checkPermissions(c.var.caller, permissions, needed);
}
