import { randomBytes } from "node:crypto";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { deleteCookie, getSignedCookie, setSignedCookie } from "hono/cookie";
import { LOGIN_TOKEN_TTL } from "../access/access-tokens.js";
import { dispatch, type Remoting } from "../remoting/dispatcher.js";
import { createPlainError } from "../remoting/response.js";
import { toObject } from "../values.js";
import type { Environment } from "./environment.js";
import { isJson, isSameOrigin } from "./same-origin.js";

/**
 * Creates the routes of the console's session, which use the API's login and logout. `POST /session` with
 * `{username, password}` sets the cookie and returns 204, or LoopBack 3's response to a wrong password.
 * `DELETE /session` deletes the token and the cookie. Responses never contain the token. A new session
 * revokes the token of the previous one.
 */
export function createSessionRoutes(remoting: Remoting, cookie: SessionCookie): Hono<Environment> {
  const app = new Hono<Environment>();

  const logOut = (c: Context<Environment>): Promise<Response> =>
    dispatch(remoting, {
      request: new Request(c.req.url, { method: "POST" }),
      path: "/users/logout",
      query: "",
      cookieToken: c.var.cookieToken,
    });

  app.post("/", requireOwnPage, async (c) => {
    const answer = await dispatch(remoting, { request: c.req.raw, path: "/users/login", query: "" });
    if (!answer.ok) return answer;
    await logOut(c);
    await cookie.set(c, String(toObject(await answer.json())["id"]));
    return c.body(null, 204);
  });

  app.delete("/", requireOwnPage, async (c) => {
    await logOut(c);
    cookie.clear(c);
    return c.body(null, 204);
  });
  return app;
}

/**
 * Returns the name of the cookie. Browsers send cookies to all ports of a host, so the name contains the
 * port. Otherwise, sandboxes on the same machine would replace each other's session. LoopBack 3 uses
 * `access_token`.
 */
function getCookieName(c: Context<Environment>): string {
  return `access_token_${new URL(c.req.url).port || "443"}`;
}

/**
 * The console's session: the token of a sign-in in a signed cookie. Scripts cannot read the cookie, and pages
 * of other sites cannot send it. Each sandbox has a new key, so the cookie of another sandbox on the machine
 * is ignored.
 */
export class SessionCookie {
  readonly #key = randomBytes(32);

  /** Reads the cookie of a request into `cookieToken`. */
  readonly read: MiddlewareHandler<Environment> = async (c, next) => {
    c.set("cookieToken", (await getSignedCookie(c, this.#key, getCookieName(c))) || undefined);
    await next();
  };

  /** Sends the token of a sign-in to the browser. */
  set(c: Context<Environment>, token: string): Promise<void> {
    return setSignedCookie(c, getCookieName(c), token, this.#key, {
      ...getCookieAttributes(c),
      maxAge: LOGIN_TOKEN_TTL,
    });
  }

  /** Deletes the cookie. */
  clear(c: Context<Environment>): void {
    deleteCookie(c, getCookieName(c), getCookieAttributes(c));
  }
}

function getCookieAttributes(c: Context<Environment>) {
  return {
    path: "/",
    httpOnly: true,
    sameSite: "Strict",
    secure: new URL(c.req.url).protocol === "https:",
  } as const;
}

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Prevents cross-site request forgery. A change that uses the console's cookie must come from one of the
 * console's own pages, according to `Origin` and `Sec-Fetch-Site`. It must also be JSON, which a form cannot
 * send.
 */
export const guardSession: MiddlewareHandler<Environment> = (c, next) =>
  c.var.cookieToken === undefined || SAFE.has(c.req.method) ? next() : requireOwnPage(c, next);

/** Responds 403 unless a request comes from one of the console's own pages and is JSON. */
const requireOwnPage: MiddlewareHandler<Environment> = async (c, next) => {
  const isSentAsJson = c.req.method === "DELETE" || isJson(c);
  if (isSentAsJson && isFromOwnPage(c)) return next();
  return createPlainError(
    c,
    403,
    "With the console's cookie, only the console's own pages can make changes, and only as JSON. " +
      "Send a token in 'Authorization' instead.",
  );
};

function isFromOwnPage(c: Context<Environment>): boolean {
  const site = c.req.header("sec-fetch-site") ?? "same-origin";
  return site === "same-origin" && isSameOrigin(c);
}
