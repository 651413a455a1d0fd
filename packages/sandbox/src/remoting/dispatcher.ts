import { type AccessTokens, findPresentedToken } from "../access/access-tokens.js";
import type { Row } from "../data/definition.js";
import type { Store } from "../data/store.js";
import { createAuthorizationRequiredError } from "../loopback-error.js";
import type { TaskEngine } from "../tasks/engine.js";
import { asText } from "../values.js";
import { readArguments, requireArguments } from "./arguments.js";
import { readBody, readLimited, UPLOAD_LIMIT } from "./body.js";
import { parseQueryString } from "./query-string.js";
import { createResponse, createErrorResponse } from "./response.js";
import { findMethod } from "./route.js";
import type { Call, SharedClass } from "./shared-class.js";

/** What the dispatcher needs to handle requests. */
export interface Remoting {
  readonly store: Store;
  readonly tokens: AccessTokens;
  readonly tasks: TaskEngine;
  /** The shared classes by their lower-case path. */
  readonly classes: ReadonlyMap<string, SharedClass>;
}

/** A request under /api. */
export interface ApiRequest {
  readonly request: Request;
  /** The path below /api, as received. */
  readonly path: string;
  /** The query string without its question mark, as received. */
  readonly query: string;
  /** The token of a signed cookie. */
  readonly cookieToken?: string | undefined;
}

/**
 * Handles a request as LoopBack 3's REST adapter does. It checks the token, the body, the route, the
 * arguments, and the access rule, and then calls the method. The first check that fails determines the
 * response. Before that, tasks advance to the current time.
 */
export async function dispatch(
  remoting: Remoting,
  { request, path, query: queryString, cookieToken }: ApiRequest,
): Promise<Response> {
  const query = parseQueryString(queryString);
  const header = (name: string): string | undefined => request.headers.get(name) ?? undefined;
  const accept = query["_format"] === "json" ? "application/json" : header("accept");
  try {
    remoting.tasks.advance();
    const token = remoting.tokens.use(
      findPresentedToken({ queryToken: asText(query["access_token"]), header, cookieToken }),
    );
    const user = token && remoting.store.table("user").get(String(token["userId"]));
    const body = await readBody(request);
    const segments = path.split("/").filter((segment) => segment !== "");
    const match = findMethod(remoting.classes, request.method, replaceCurrentUser(segments, user));
    const args = readArguments(match.method.accepts, { path: match.path, query, body, header });
    const headers = new Headers();
    const call: Call = {
      store: remoting.store,
      tokens: remoting.tokens,
      tasks: remoting.tasks,
      token,
      user,
      bytes: () => readLimited(request, UPLOAD_LIMIT),
      setHeader: (name, value) => headers.set(name, value),
    };
    if (!match.method.allows(call, args)) throw createAuthorizationRequiredError();
    requireArguments(match.method.accepts, args);
    return createResponse(await match.method.invoke(call, args), headers, accept);
  } catch (error) {
    return createErrorResponse(error, accept);
  }
}

/** Replaces `me` in a path with the caller's ID (LoopBack's `currentUserLiteral`). */
function replaceCurrentUser(segments: readonly string[], user: Row | undefined): readonly string[] {
  return user === undefined ? segments : segments.map((segment) => (segment === "me" ? user.id : segment));
}
