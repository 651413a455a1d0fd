import type { ReceivedRequest, ServerEnvironment } from "@huntkit/sandbox/server";
import type { Context } from "hono";
import type { Organization, Repository } from "../accounts.js";
import type { Caller, TokenName, Tokens } from "../tokens.js";
import { isObject } from "../values.js";

/** What the middleware and handlers share. */
export interface Environment extends ServerEnvironment<LoggedRequest> {
  Variables: ServerEnvironment<LoggedRequest>["Variables"] & {
    /** The body as it was received. */
    body: string;
    caller: Caller;
    /** Under /repos and /repositories. */
    repository: Repository;
    /** Under /orgs and /organizations. */
    organization: Organization;
  };
}

/** The context of a request to the stand-in. */
export type RequestContext = Context<Environment>;

/** Where the API and the web site of a stand-in are. */
export interface Site {
  readonly enterprise: boolean;
  /** What paths of the API begin with: empty or `/api/v3`. */
  readonly base: string;
  /** What addresses for people begin with. An Enterprise Server's is known when it listens. */
  serverUrl: string;
}

/**
 * One request that the stand-in received. It never holds a token, nor what was sealed for a secret. Its path is without `/api/v3` of
 * an Enterprise Server.
 */
export interface LoggedRequest extends ReceivedRequest {
  /** From 1, in the order of arrival. */
  readonly number: number;
  /** Whose token it presents. */
  readonly token: TokenName | "unknown" | "none";
  /** The body that was sent, read as JSON and without `encrypted_value`; null when there is none or it is not JSON. */
  readonly body: unknown;
}

/** Returns what is logged of a request. */
export function toLoggedRequest(
  c: RequestContext,
  number: number,
  site: Site,
  tokens: Tokens,
): LoggedRequest {
  const { path, query } = c.var.target;
  const authorization = c.req.header("authorization");
  return {
    number,
    method: c.req.method,
    path: path.startsWith(`${site.base}/`) ? path.slice(site.base.length) : path,
    query,
    token: authorization === undefined ? "none" : (tokens.caller(authorization)?.token ?? "unknown"),
    body: toLoggedBody(c.var.body),
    status: null,
  };
}

function toLoggedBody(text: string): unknown {
  try {
    const body: unknown = JSON.parse(text);
    if (!isObject(body)) return body;
    const { encrypted_value: _, ...rest } = body;
    return rest;
  } catch {
    return null;
  }
}
