import {
  HuntConnectionError,
  HuntForbiddenError,
  HuntNotFoundError,
  HuntProtocolError,
  HuntRateLimitError,
  HuntServerError,
  HuntTimeoutError,
} from "../errors/request-errors.js";
import type { HuntError } from "../errors/hunt-error.js";
import type { UnreachableReason } from "./token-health.js";

/** One word for what stood between the client and an answer about the token. */
export function toUnreachableReason(error: HuntError): UnreachableReason {
  if (error instanceof HuntConnectionError || error instanceof HuntProtocolError) return error.problem;
  if (error instanceof HuntTimeoutError) return "timeout";
  if (error instanceof HuntServerError) return "server-error";
  if (error instanceof HuntRateLimitError) return "rate-limited";
  if (error instanceof HuntForbiddenError) return "forbidden";
  return error instanceof HuntNotFoundError ? "not-hunt" : "unexpected-status";
}
