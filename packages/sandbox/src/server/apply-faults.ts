import type { ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context, MiddlewareHandler } from "hono";
import { closeAfter, type Corruption, corruptResponse, reset } from "./corrupt-response.js";
import { actsIn, type Fault, type FaultKind, type FaultPhase } from "./fault.js";
import type { FaultRegistry } from "./fault-registry.js";
import type { ServerEnvironment } from "./receive-requests.js";
import type { ReceivedRequest } from "./request-log.js";

const DEFAULT_DELAY_MS = 1000;

/** How a server formats the responses of its faults. */
export interface FaultDialect<OwnKind extends string, Request extends ReceivedRequest> {
  /** Returns the JSON of an error with this status. `message` is the message of the fault, if any. */
  readonly createErrorBody: (status: number, message: string | undefined) => unknown;
  /** Returns the page for `html`. Default: an empty page. */
  readonly readPage?: () => Promise<string>;
  /** Creates the response of a kind of fault that only this server has. */
  readonly createResponse?: (fault: Fault<FaultKind | OwnKind, Request>, request: Request) => Response;
}

/** Options of `applyFaults`. */
export interface ApplyFaultsOptions<OwnKind extends string, Request extends ReceivedRequest> {
  readonly dialect: FaultDialect<OwnKind, Request>;
  /** Returns the path that faults match. */
  readonly getPath: (c: Context<ServerEnvironment<Request>>) => string;
  /** Waits for `slow`. Default: real time, without keeping the process running. */
  readonly sleep?: ((milliseconds: number) => Promise<void>) | undefined;
}

/** Creates a middleware that applies the active faults. It requires `logRequests` before it. */
export function applyFaults<OwnKind extends string, Request extends ReceivedRequest>(
  faults: FaultRegistry<OwnKind, Request>,
  { dialect, getPath, sleep = sleepInRealTime }: ApplyFaultsOptions<OwnKind, Request>,
): MiddlewareHandler<ServerEnvironment<Request>> {
  return async (c, next) => {
    const taken = faults.take(c.req.method, getPath(c));
    if (taken.length === 0) return next();
    const { log } = c.var;
    const { outgoing } = c.env;

    const apply = async (
      fault: Fault<FaultKind | OwnKind, Request>,
      phase: FaultPhase,
    ): Promise<Response | undefined> => {
      switch (fault.kind) {
        case "callback": {
          const outcome = await fault.onRequest?.(log, phase);
          return outcome === "cut" ? cutConnection(outgoing) : (outcome ?? undefined);
        }
        case "reset":
          return cutConnection(outgoing);
        case "hang":
          return RESPONSE_ALREADY_SENT;
        case "slow":
          await sleep(fault.delayMs ?? DEFAULT_DELAY_MS);
          return undefined;
        case "close-after":
          closeAfter(outgoing);
          return undefined;
        case "reset-after-headers":
        case "truncated":
        case "truncated-gzip":
          log.status = c.res.status;
          await corruptResponse(fault.kind as Corruption, outgoing, c.res);
          return RESPONSE_ALREADY_SENT;
        default:
          return createFaultResponse(fault, log, dialect);
      }
    };
    const applyAll = async (phase: FaultPhase): Promise<Response | undefined> => {
      for (const fault of taken) {
        const response = actsIn(fault, phase) ? await apply(fault, phase) : undefined;
        if (response !== undefined) return response;
      }
      return undefined;
    };

    const early = await applyAll("before");
    if (early !== undefined) return early;
    await next();
    const late = await applyAll("after");
    if (late === undefined) return;
    // The existing response must be dropped first. Otherwise, Hono would merge the two.
    c.res = undefined;
    c.res = late;
  };
}

async function createFaultResponse<OwnKind extends string, Request extends ReceivedRequest>(
  fault: Fault<FaultKind | OwnKind, Request>,
  request: Request,
  dialect: FaultDialect<OwnKind, Request>,
): Promise<Response> {
  const { kind, status, body, message } = fault;
  switch (kind) {
    case "redirect":
      return new Response(null, { status: status ?? 302, headers: { location: fault.location ?? "/" } });
    case "html":
      return new Response(
        typeof body === "string" ? body : ((await dialect.readPage?.()) ?? "<!doctype html>"),
        {
          headers: { "content-type": "text/html; charset=utf-8" },
        },
      );
    case "invalid-json":
      return createJsonResponse(200, typeof body === "string" ? body : '[{"id": "5f1c0a66-7d', fault);
    case "status": {
      const content = body === undefined ? dialect.createErrorBody(status ?? 503, message) : body;
      return createJsonResponse(
        status ?? 503,
        typeof content === "string" ? content : JSON.stringify(content),
        fault,
      );
    }
    default:
      if (dialect.createResponse === undefined) throw new TypeError(`Unknown kind of fault '${kind}'.`);
      return dialect.createResponse(fault, request);
  }
}

function createJsonResponse(
  status: number,
  text: string,
  { retryAfter, headers: more }: Pick<Fault, "retryAfter" | "headers">,
): Response {
  const headers = new Headers({ "content-type": "application/json; charset=utf-8", ...more });
  if (retryAfter !== undefined && retryAfter !== null) headers.set("retry-after", String(retryAfter));
  const canHaveBody = status !== 204 && status !== 304;
  return new Response(canHaveBody ? text : null, { status, headers });
}

function cutConnection(outgoing: ServerResponse): Response {
  reset(outgoing);
  return RESPONSE_ALREADY_SENT;
}

async function sleepInRealTime(milliseconds: number): Promise<void> {
  await wait(milliseconds, undefined, { ref: false });
}
