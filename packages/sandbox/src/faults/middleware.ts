import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { MiddlewareHandler } from "hono";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Environment } from "../server/environment.js";
import { faultyAnswer } from "./decide.js";
import type { Fault } from "./fault.js";
import { closeAfter, reset, resetAfterHeaders, truncate, truncateGzip } from "./corrupt-response.js";
import type { Faults } from "./fault-registry.js";

const DEFAULT_DELAY_MS = 1000;

/** Lets requests under /api meet the faults that are switched on. */
export function faultMiddleware(faults: Faults): MiddlewareHandler<Environment> {
  return async (c, next) => {
    const fault = faults.take(c.req.method, c.var.target.path.replace(/^\/api/i, ""));
    const { outgoing } = c.env;
    if (fault === undefined) return next();
    switch (fault.kind) {
      case "hang":
        return RESPONSE_ALREADY_SENT;
      case "reset":
        reset(outgoing);
        return RESPONSE_ALREADY_SENT;
      case "slow":
        await sleep(fault.delayMs ?? DEFAULT_DELAY_MS, undefined, { ref: false });
        return next();
      case "close-after":
        closeAfter(outgoing);
        return next();
      case "reset-after-headers":
      case "truncated":
      case "truncated-gzip":
        await next();
        c.var.log.status = c.res.status;
        await spoil(fault, outgoing, c.res);
        // A response that is there already must be dropped first: Hono would otherwise merge the two.
        c.res = undefined;
        c.res = RESPONSE_ALREADY_SENT;
        return;
      default:
        return faultyAnswer(fault);
    }
  };
}

async function spoil({ kind }: Fault, outgoing: ServerResponse, response: Response): Promise<void> {
  if (kind === "truncated") await truncate(outgoing, response);
  else if (kind === "truncated-gzip") await truncateGzip(outgoing, response);
  else await resetAfterHeaders(outgoing, response);
}
