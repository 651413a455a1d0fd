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
 * The console's session, over the API's own login and logout: `POST /session` with `{username, password}` answers 204 and sets
 * the cookie, or what LoopBack 3 answers to a wrong password; `DELETE /session` deletes the token and the cookie. The token is
 * in no answer, and that of an earlier session does not outlive a new one.
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
 * Returns the name of the cookie. Browsers send cookies to all ports of a host, so the port is part of the
 * name: sandboxes of one
 * machine do not replace each other's session. LoopBack 3 looks for `access_token`.
 */
function getCookieName(c: Context<Environment>): string {
  return `access_token_${new URL(c.req.url).port || "443"}`;
}

/**
 * The console's session: the token of a login, in a signed cookie that no script can read and that no other site's page can
 * send along. The key is made anew for each sandbox, so a cookie of another one on this machine counts as none.
 */
export class SessionCookie {
  readonly #key = randomBytes(32);

  /** Reads the cookie of a request into `cookieToken`. */
  readonly read: MiddlewareHandler<Environment> = async (c, next) => {
    c.set("cookieToken", (await getSignedCookie(c, this.#key, getCookieName(c))) || undefined);
    await next();
  };

  /** Hands a login's token to the browser. */
  set(c: Context<Environment>, token: string): Promise<void> {
    return setSignedCookie(c, getCookieName(c), token, this.#key, {
      ...getCookieAttributes(c),
      maxAge: LOGIN_TOKEN_TTL,
    });
  }

  /** Takes it back. */
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
 * Against forged requests: what changes something on the strength of the console's cookie must come from one of the console's
 * own pages, which the browser vouches for in `Origin` and `Sec-Fetch-Site`, and be JSON, which no form can send.
 */
export const guardSession: MiddlewareHandler<Environment> = (c, next) =>
  c.var.cookieToken === undefined || SAFE.has(c.req.method) ? next() : requireOwnPage(c, next);

/** Refuses what does not come from one of the console's own pages, as JSON, with 403. */
export const requireOwnPage: MiddlewareHandler<Environment> = async (c, next) => {
  const isSentAsJson = c.req.method === "DELETE" || isJson(c);
  if (isSentAsJson && isFromOwnPage(c)) return next();
  return createPlainError(
    c,
    403,
    "With the console's cookie, only the console's own pages may change something, and only as JSON. Send a token in 'Authorization' instead.",
  );
};

function isFromOwnPage(c: Context<Environment>): boolean {
  const site = c.req.header("sec-fetch-site") ?? "same-origin";
  return site === "same-origin" && isSameOrigin(c);
}
