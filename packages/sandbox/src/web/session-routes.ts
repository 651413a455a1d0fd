import { type Context, Hono } from "hono";
import { dispatch, type Remoting } from "../remoting/dispatcher.js";
import type { Environment } from "../server/environment.js";
import { objectOr } from "../values.js";
import { ownPagesOnly } from "./own-pages-only.js";
import type { SessionCookie } from "./session-cookie.js";

/**
 * The console's session, over the API's own login and logout: `POST /session` with `{username, password}` answers 204 and sets
 * the cookie, or what LoopBack 3 answers to a wrong password; `DELETE /session` deletes the token and the cookie. The token is
 * in no answer, and that of an earlier session does not outlive a new one.
 */
export function sessionRoutes(remoting: Remoting, cookie: SessionCookie): Hono<Environment> {
  const app = new Hono<Environment>();

  const logOut = (c: Context<Environment>): Promise<Response> =>
    dispatch(remoting, {
      request: new Request(c.req.url, { method: "POST" }),
      path: "/users/logout",
      query: "",
      cookieToken: c.var.cookieToken,
    });

  app.post("/", ownPagesOnly, async (c) => {
    const answer = await dispatch(remoting, { request: c.req.raw, path: "/users/login", query: "" });
    if (!answer.ok) return answer;
    await logOut(c);
    await cookie.set(c, String(objectOr(await answer.json())["id"]));
    return c.body(null, 204);
  });

  app.delete("/", ownPagesOnly, async (c) => {
    await logOut(c);
    cookie.clear(c);
    return c.body(null, 204);
  });
  return app;
}
