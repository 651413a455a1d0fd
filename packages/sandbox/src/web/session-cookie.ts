import { randomBytes } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { deleteCookie, getSignedCookie, setSignedCookie } from "hono/cookie";
import { LOGIN_TOKEN_TTL } from "../access/access-tokens.js";
import type { Environment } from "../server/environment.js";

/** The name under which LoopBack 3 looks for a token in signed cookies. */
const NAME = "access_token";

/**
 * The console's session: the token of a login, in a signed cookie that no script can read and that no other site's page can
 * send along. The key is made anew for each sandbox, so a cookie of another one on this machine counts as none.
 */
export class SessionCookie {
  readonly #key = randomBytes(32);

  /** Reads the cookie of a request into `cookieToken`. */
  readonly read: MiddlewareHandler<Environment> = async (c, next) => {
    c.set("cookieToken", (await getSignedCookie(c, this.#key, NAME)) || undefined);
    await next();
  };

  /** Hands a login's token to the browser. */
  set(c: Context<Environment>, token: string): Promise<void> {
    return setSignedCookie(c, NAME, token, this.#key, { ...attributes(c), maxAge: LOGIN_TOKEN_TTL });
  }

  /** Takes it back. */
  clear(c: Context<Environment>): void {
    deleteCookie(c, NAME, attributes(c));
  }
}

function attributes(c: Context<Environment>) {
  return {
    path: "/",
    httpOnly: true,
    sameSite: "Strict",
    secure: new URL(c.req.url).protocol === "https:",
  } as const;
}
