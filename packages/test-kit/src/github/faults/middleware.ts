import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { MiddlewareHandler } from "hono";
import type { Environment, RequestContext } from "../server/environment.js";
import type { RateLimit } from "../server/rate-limit.js";
import { outcomeOf } from "./outcome.js";
import type { FaultOutcome, Phase } from "./fault.js";
import type { Faults } from "./faults.js";

/** Lets requests meet the faults that are switched on. */
export function faultMiddleware(faults: Faults, limit: RateLimit): MiddlewareHandler<Environment> {
  return async (c, next) => {
    const met = faults.meet(c.var.log);
    const pass = async (phase: Phase): Promise<FaultOutcome> => {
      for (const fault of met) {
        const outcome = await outcomeOf(fault, phase, c.var.log, limit);
        if (outcome !== undefined) return outcome;
      }
      return undefined;
    };

    const before = await pass("before");
    if (before !== undefined) return answer(c, before);
    await next();
    const after = await pass("after");
    if (after === undefined) return;
    // The answer that is there already must be dropped first: Hono would otherwise merge the two.
    c.res = undefined;
    c.res = answer(c, after);
  };
}

function answer(c: RequestContext, outcome: NonNullable<FaultOutcome>): Response {
  if (outcome !== "cut") return outcome;
  c.env.outgoing.socket?.resetAndDestroy();
  return RESPONSE_ALREADY_SENT;
}
