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

/** LoopBack's error envelope, `{"error": {...}}`, each part only if it has the expected type. */
interface Envelope {
  message: string;
  facts: Pick<RequestFacts, "loopbackCode" | "details">;
}

/**
 * Returns the error for a response whose status is not 2xx.
 *
 * @param now in milliseconds since 1970, for dates in `Retry-After`
 * @param hasToken whether the request had a token
 */
export function toResponseError(
  answer: TransportResponse,
  body: string,
  facts: RequestFacts,
  redact: Redactor,
  now: number,
  hasToken: boolean,
): HuntError {
  const { status } = answer;
  const envelope = readEnvelope(body, redact);
  const known: RequestFacts = { ...facts, status, ...envelope?.facts };
  const retryAfter = parseRetryAfter(answer.headers["retry-after"], now);
  const says = (sentence: string) =>
    `${facts.method} ${facts.path}: ${sentence} (${[status, known.loopbackCode].filter(Boolean).join(" ")}${envelope?.message ? `: ${envelope.message}` : ""})${formatRetryAfter(retryAfter)}.`;

  if (status >= 300 && status < 400) {
    return new HuntProtocolError(
      says(
        `the answer is a redirect${formatRedirectTarget(answer, redact)}, which is not followed, so that the token stays with its instance; is the instance right?`,
      ),
      known,
      "redirect",
    );
  }
  if (status === 429) return new HuntRateLimitError(says("HUNT asks for fewer requests"), known, retryAfter);
  if (status >= 500) return new HuntServerError(says("HUNT failed to answer"), known, retryAfter);
  if (!envelope && body.trimStart().startsWith("<")) {
    return new HuntProtocolError(
      says(
        "a web page answered, not the API; is this the address of a HUNT instance, or does a proxy answer in its place?",
      ),
      known,
      "html",
    );
  }
  if (status === 401) return new HuntAuthError(says(hasToken ? rejectedToken : missingToken), known);
  if (status === 403) return new HuntForbiddenError(says("the token's user may not do this"), known);
  if (status === 404 && isMissingMethod(envelope?.message))
    return new HuntUnsupportedError(says("this HUNT instance does not offer it"), known);
  if (status === 404) return new HuntNotFoundError(says("HUNT has no such record"), known);
  if (status === 414 || status === 431)
    return new HuntValidationError(
      says("the address of the request is too long for HUNT or a proxy; use fewer values in the condition"),
      known,
    );
  if (status >= 400) return new HuntValidationError(says("HUNT refused the request"), known);
  return new HuntProtocolError(says("the answer's status makes no sense here"), known, "unexpected-status");
}

const rejectedToken = "HUNT does not accept the token, or does not let its user do this";
const missingToken =
  "the request had no token, because the client was created without one. Is the variable set that holds it?";

/** LoopBack 3's two messages for a route that does not exist: of an unknown model, and of a known one. */
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

/** What the server wants of who comes back. */
function formatRetryAfter(retryAfterMs: number | null): string {
  return retryAfterMs === null ? "" : `, and asks to wait ${Math.ceil(retryAfterMs / 1000)} seconds`;
}

/** Where a redirect points, without its query, which may hold anything. */
function formatRedirectTarget({ headers }: TransportResponse, redact: Redactor): string {
  const location = String(headers["location"] ?? "");
  if (!URL.canParse(location)) return "";
  const { origin, pathname } = new URL(location);
  return ` to ${escapeToSingleLine(redact(origin + pathname), 200)}`;
}
