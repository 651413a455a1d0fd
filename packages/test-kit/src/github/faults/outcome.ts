import type { RateLimit } from "../server/rate-limit.js";
import type { LoggedRequest } from "../server/request-log.js";
import type { Fault, FaultOutcome, Phase } from "./fault.js";

const DEFAULT_RETRY_AFTER_S = 60;

/**
 * What a fault does to a request that it meets, in one phase. Limits have the words and headers of GitHub (its documentation,
 * "Rate limits for the REST API", "Exceeding the rate limit").
 */
export async function outcomeOf(
  fault: Fault,
  phase: Phase,
  request: LoggedRequest,
  limit: RateLimit,
): Promise<FaultOutcome> {
  if (fault.kind === "callback") return (await fault.onRequest(request, phase)) ?? undefined;
  if (fault.kind === phase) return "cut";
  // What answers by itself has done so before, and is not asked again.
  switch (fault.kind) {
    case "before":
    case "after":
      return undefined;
    case "status":
      return error(fault.status, fault.message ?? "Server Error", fault.headers);
    case "primary-limit": {
      const whose = request.token === "workflow" ? "installation" : "user";
      return error(
        fault.status ?? 403,
        `API rate limit exceeded for ${whose} ID 1.`,
        limit.exhausted(request.token),
      );
    }
    case "secondary-limit": {
      const { retryAfter = DEFAULT_RETRY_AFTER_S } = fault;
      const message =
        "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
      return error(
        fault.status ?? 403,
        message,
        retryAfter === null ? {} : { "retry-after": String(retryAfter) },
      );
    }
  }
}

function error(status: number, message: string, headers: Readonly<Record<string, string>> = {}): Response {
  return Response.json(
    { message, documentation_url: "https://docs.github.com/rest", status: String(status) },
    { status, headers: { ...headers } },
  );
}
