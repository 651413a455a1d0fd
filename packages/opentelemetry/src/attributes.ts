import type { Attributes } from "@opentelemetry/api";
import type { HuntError, RequestTrace } from "@huntkit/core";

/**
 * Returns the route of a request without IDs that a program wrote into the path: they would be secrets or make
 * each name of a span unique. Routes of HUNT consist of words.
 */
function toTemplate(route: string): string {
  return route.replace(/[^/{}]+/g, (segment) => (isId(segment) ? "{id}" : segment));
}

/** Longer segments are not words of a route, but might be tokens. */
const maxWordLength = 40;

function isId(segment: string): boolean {
  return segment.length > maxWordLength || /^\d+$|^(?=.*\d).{8,}$/.test(segment);
}

/** `URL.port` is empty for these. */
const defaultPorts: Readonly<Record<string, number>> = { "http:": 80, "https:": 443 };

/** Returns the attributes that are known before the request is sent. The query and the IDs are not among them. */
export function getRequestAttributes({ method, route, origin }: RequestTrace): Attributes {
  const { protocol, hostname, port } = new URL(origin);
  return {
    "http.request.method": method,
    "url.template": toTemplate(route),
    "server.address": hostname,
    "server.port": Number(port || defaultPorts[protocol]),
  };
}

/** The end of a request. */
export interface Outcome {
  /** Attributes that describe it: the status, and the type of the error. */
  readonly attributes: Attributes;
  readonly hasFailed: boolean;
  /** Number of attempts in addition to the first one. */
  readonly resendCount: number;
}

/** Describes the end of a request. The message of an error is not used, because it may quote data of HUNT. */
export function describeOutcome({ result, error }: RequestTrace): Outcome {
  if (result)
    return {
      attributes: { "http.response.status_code": result.status },
      hasFailed: false,
      resendCount: result.attempts - 1,
    };
  const { status, attempts = 1, code, name = "_OTHER" } = toFailure(error);
  // The code of an AbortError is a number.
  const errorType = typeof code === "string" ? code : name;
  return {
    attributes: {
      ...(status !== undefined && { "http.response.status_code": status }),
      "error.type": status !== undefined && status >= 400 ? String(status) : errorType,
    },
    hasFailed: true,
    resendCount: attempts - 1,
  };
}

/** What an error has recorded about its request. Only errors of `@huntkit/core` have a status and a code. */
type Failure = Partial<Pick<HuntError, "status" | "attempts" | "name">> & { readonly code?: unknown };

function toFailure(error: unknown): Failure {
  return typeof error === "object" && error !== null ? error : {};
}
