import type { ReceivedRequest, ServerEnvironment } from "@huntkit/sandbox/server";
import type { Context } from "hono";
import type { Organization, Repository } from "../accounts.js";
import type { Caller, TokenName, Tokens } from "../tokens.js";
import { isObject } from "../values.js";

/** Variables that the middleware and the handlers share. */
export interface Environment extends ServerEnvironment<LoggedRequest> {
  Variables: ServerEnvironment<LoggedRequest>["Variables"] & {
    /** The received body. */
    body: string;
    caller: Caller;
    /** Under /repos and /repositories. */
    repository: Repository;
    /** Under /orgs and /organizations. */
    organization: Organization;
  };
}

/** The context of a request to the fake GitHub. */
export type RequestContext = Context<Environment>;

/** The addresses of the API and the web site. */
export interface Site {
  readonly enterprise: boolean;
  /** Base path of the API: empty or `/api/v3`. */
  readonly base: string;
  /** Base of the addresses for browsers. For GitHub Enterprise Server, it is set when the server listens. */
  serverUrl: string;
}

/**
 * A request that the fake GitHub received, without tokens and encrypted values. Its path does not contain the
 * `/api/v3` of GitHub Enterprise Server.
 */
export interface LoggedRequest extends ReceivedRequest {
  /** Starts at 1, in order of arrival. */
  readonly number: number;
  /** The name of the token in the request. */
  readonly token: TokenName | "unknown" | "none";
  /** The JSON body without `encrypted_value`. Null if there is none or it is not valid JSON. */
  readonly body: unknown;
}

/** Returns the loggable parts of a request. */
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
