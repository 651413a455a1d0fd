import type { MiddlewareHandler } from "hono";
import type { Accounts } from "../accounts/accounts.js";
import type { Tokens } from "../accounts/tokens.js";
import type { Environment, RequestContext, Site } from "./environment.js";
import { notFound } from "./errors.js";
import type { RateLimit } from "./rate-limit.js";
import { loggedBody, type LoggedRequest } from "./request-log.js";

/** What receiving a request needs. */
export interface Reception {
  readonly site: Site;
  readonly tokens: Tokens;
  readonly requests: LoggedRequest[];
  readonly now: () => number;
}

/** Reads a request to its end, dates the answer by the stand-in's time, and writes both into the log. */
export function receive({ site, tokens, requests, now }: Reception): MiddlewareHandler<Environment> {
  return async (c, next) => {
    c.set("body", await c.req.text());
    const [path = "/", ...query] = (c.env.incoming.url ?? "/").split("?");
    const authorization = c.req.header("authorization");
    const log: LoggedRequest = {
      number: requests.length + 1,
      method: c.req.method,
      path: path.startsWith(`${site.base}/`) ? path.slice(site.base.length) : path,
      query: query.join("?"),
      token: authorization === undefined ? "none" : (tokens.caller(authorization)?.token ?? "unknown"),
      body: loggedBody(c.var.body),
      status: null,
    };
    requests.push(log);
    c.set("log", log);
    c.env.outgoing.setHeader("date", new Date(now()).toUTCString());
    await next();
    if (!isCut(c)) log.status = c.res.status;
  };
}

/** Puts the rate limit's headers on every answer that has none yet. */
export function tellRateLimit(limit: RateLimit): MiddlewareHandler<Environment> {
  return async (c, next) => {
    const headers = limit.headers(c.var.log.token);
    await next();
    if (isCut(c) || c.res.headers.has("x-ratelimit-limit")) return;
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value);
  };
}

/** Refuses what has no User-Agent, in plain text, before anything else (GitHub's documentation, "Getting started with the REST API", "User agent"). */
export const userAgentRequired: MiddlewareHandler<Environment> = async (c, next) => {
  if (c.req.header("user-agent")) return next();
  return c.text(
    "Request forbidden by administrative rules. Please make sure your request has a User-Agent header.",
    403,
  );
};

/** Finds out who makes the request; 401 when it is nobody. */
export function authenticate(tokens: Tokens): MiddlewareHandler<Environment> {
  return async (c, next) => {
    c.set("caller", tokens.authenticate(c.req.header("authorization")));
    await next();
  };
}

/** Finds the repository of the path; 404 when it does not exist or the token does not see it: all of the stand-in's are private. */
export function findRepository(accounts: Accounts): MiddlewareHandler<Environment> {
  return async (c, next) => {
    const { owner, repo, repository_id: id } = c.req.param() as Record<string, string | undefined>;
    const repository =
      id === undefined ? accounts.repository(`${owner}/${repo}`) : accounts.repositoryById(id);
    const { repositories } = c.var.caller;
    if (repositories !== undefined && !repositories.includes(repository.fullName)) throw notFound();
    c.set("repository", repository);
    await next();
  };
}

/** Finds the organisation of the path; 404 when it does not exist. */
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

function isCut(c: RequestContext): boolean {
  return c.res.headers.has("x-hono-already-sent");
}
