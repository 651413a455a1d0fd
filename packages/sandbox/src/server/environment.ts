import type { HttpBindings } from "@hono/node-server";
import type { LoggedRequest } from "./request-log.js";

/** The address of a request as it was received, before any URL parser has tidied it. */
export interface Target {
  readonly path: string;
  /** Without its question mark. */
  readonly query: string;
}

/** What the sandbox's middleware and handlers share. */
export interface Environment {
  Bindings: HttpBindings;
  Variables: {
    target: Target;
    log: LoggedRequest;
    /** The token of the console's session, if the request brings its signed cookie. */
    cookieToken: string | undefined;
  };
}
