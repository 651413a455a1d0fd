import type { HuntError, RequestFacts } from "../errors/hunt-error.js";
import {
  HuntAuthError,
  HuntForbiddenError,
  HuntNotFoundError,
  HuntProtocolError,
  HuntRateLimitError,
  HuntServerError,
  HuntUnsupportedError,
  HuntValidationError,
} from "../errors/request-errors.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { redactData, type Redactor } from "./redact.js";
import { parseRetryAfter } from "./retry.js";
import type { TransportResponse } from "./transport.js";

/** LoopBack's error envelope, `{"error": {...}}`. A part is included only if it has the expected type. */
interface Envelope {
  message: string;
  facts: Pick<RequestFacts, "loopbackCode" | "details">;
}

/**
 * Returns the error for a response whose status is not 2xx.
 *
 * @param now milliseconds since 1970, for dates in `Retry-After`
 * @param hasToken whether the request had a token
 */
export function toResponseError(
  response: TransportResponse,
  body: string,
  facts: RequestFacts,
  redact: Redactor,
  now: number,
  hasToken: boolean,
): HuntError {
  const { status } = response;
  const envelope = readEnvelope(body, redact);
  const known: RequestFacts = { ...facts, status, ...envelope?.facts };
  const retryAfter = parseRetryAfter(response.headers["retry-after"], now);
  const code = [status, known.loopbackCode].filter(Boolean).join(" ");
  // LoopBack ends some messages with a period, and others not.
  const message = envelope?.message?.replace(/(?<!\.)\.$/, "");
  const quoted = message ? `${code}: ${message}` : code;
  const format = (sentence: string) =>
    `${facts.method} ${facts.path}: ${sentence} (${quoted})${formatRetryAfter(retryAfter)}.`;

  if (status >= 300 && status < 400) {
    return new HuntProtocolError(
      format(
        `the response is a redirect${formatRedirectTarget(response, redact)}, which is not followed to protect the token; check the name of the instance`,
      ),
      known,
      "redirect",
    );
  }
  if (status === 429) return new HuntRateLimitError(format("too many requests"), known, retryAfter);
  if (status >= 500)
    return new HuntServerError(format("HUNT could not process the request"), known, retryAfter);
  if (!envelope && body.trimStart().startsWith("<")) {
    return new HuntProtocolError(
      format("the response is a web page, not JSON; check the address of the HUNT instance and any proxy"),
      known,
      "html",
    );
  }
  if (status === 401) return new HuntAuthError(format(hasToken ? rejectedToken : missingToken), known);
  if (status === 403)
    return new HuntForbiddenError(format("the user of the token is not allowed to do this"), known);
  if (status === 404 && isMissingMethod(envelope?.message))
    return new HuntUnsupportedError(format("this HUNT instance does not have this route"), known);
  if (status === 404) return new HuntNotFoundError(format("the record does not exist"), known);
  if (status === 414 || status === 431)
    return new HuntValidationError(
      format("the address of the request is too long for HUNT or a proxy; use fewer values in the condition"),
      known,
    );
  if (status >= 400) return new HuntValidationError(format("HUNT rejected the request"), known);
  return new HuntProtocolError(
    format("the status of the response is not expected"),
    known,
    "unexpected-status",
  );
}

/** What a 401 response to a request with a token means. Only another request shows which of the two is true. */
export const rejectedToken = "HUNT rejected the token, or its user is not allowed to do this";
const missingToken = "the client has no token; check that the variable with the token is set";

/** LoopBack 3 has two messages for a route that does not exist: of an unknown model, and of a known one. */
function isMissingMethod(message = ""): boolean {
  return /^There is no method to handle |^Shared class .* has no method handling /.test(message);
}

function readEnvelope(body: string, redact: Redactor): Envelope | undefined {
  let error: { message?: unknown; code?: unknown; details?: unknown } | null | undefined;
  try {
    ({ error } = JSON.parse(body) as { error?: typeof error });
  } catch {
    return undefined;
  }
  if (typeof error !== "object" || error === null) return undefined;
  return {
    message: typeof error.message === "string" ? escapeToSingleLine(redact(error.message)) : "",
    facts: {
      ...(typeof error.code === "string" && { loopbackCode: escapeToSingleLine(redact(error.code), 80) }),
      ...(error.details !== undefined && {
        details: redactData(error.details, (text) => escapeToSingleLine(redact(text))),
      }),
    },
  };
}

/** Formats the delay that the server requests. */
function formatRetryAfter(retryAfterMs: number | null): string {
  return retryAfterMs === null ? "" : `, retry after ${Math.ceil(retryAfterMs / 1000)} seconds`;
}

/** Formats the target of a redirect, without its query, which could contain anything. */
function formatRedirectTarget({ headers }: TransportResponse, redact: Redactor): string {
  const location = String(headers["location"] ?? "");
  if (!URL.canParse(location)) return "";
  const { origin, pathname } = new URL(location);
  return ` to ${escapeToSingleLine(redact(origin + pathname), 200)}`;
}
