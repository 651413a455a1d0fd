import type { MiddlewareHandler } from "hono";
import type { Environment } from "../server/environment.js";
import { checkPermission, type Permission } from "./tokens.js";

/** Refuses callers without a permission, to read for GET and to write for everything else; 403. */
export function permit(permission: Permission): MiddlewareHandler<Environment> {
  return async (c, next) => {
    const needed = c.req.method === "GET" ? "read" : "write";
    c.header("x-accepted-github-permissions", `${permission}=${needed}`);
    checkPermission(c.var.caller, permission, needed);
    await next();
  };
}
