import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { Organization, Repository } from "../accounts/accounts.js";
import type { Caller } from "../accounts/tokens.js";
import type { LoggedRequest } from "./request-log.js";

/** What the middleware and handlers share. */
export interface Environment {
  Bindings: HttpBindings;
  Variables: {
    /** The request as it is logged; its status is set when there is an answer. */
    log: LoggedRequest;
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
