import { tracingChannel } from "node:diagnostics_channel";
import type { HuntResponse } from "./request.js";

/** What subscribers to `huntkit:request` get; `result` or `error` is there once the request has ended. It holds no data of HUNT's. */
export interface RequestTrace {
  /** HTTP method, such as `GET`. */
  method: string;
  /** Path below the API base as it was asked for, with its `{name}` parts: `Alerts/{id}`. Few in number, as names of spans should be. */
  route: string;
  /** Such as `https://acme.infocyte.com`. */
  origin: string;
  result?: Pick<HuntResponse<unknown>, "status" | "attempts">;
  error?: unknown;
}

const channel = tracingChannel<unknown, RequestTrace>("huntkit:request");

/** Runs a request so that subscribers to Node's tracing channel `huntkit:request` see it begin and end; free where there are none. */
export function traceRequest<T>(
  trace: () => RequestTrace,
  run: () => Promise<HuntResponse<T>>,
): Promise<HuntResponse<T>> {
  return channel.hasSubscribers ? publishTrace(trace(), run) : run();
}

async function publishTrace<T>(
  trace: RequestTrace,
  run: () => Promise<HuntResponse<T>>,
): Promise<HuntResponse<T>> {
  let response: HuntResponse<T>;
  await channel.tracePromise(async () => {
    response = await run();
    return { status: response.status, attempts: response.attempts };
  }, trace);
  return response!;
}
