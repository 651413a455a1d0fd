import {
  type ConnectionProblem,
  HuntConnectionError,
  HuntProtocolError,
  HuntTimeoutError,
} from "../errors/request-errors.js";
import type { HuntError, RequestFacts } from "../errors/hunt-error.js";
import { ProxyError } from "./proxy.js";
import { findErrorCode, type Redactor, toSafeCause } from "./redact.js";

/** Error codes of Node and undici. The first match applies. */
const problems: [pattern: RegExp, problem: ConnectionProblem][] = [
  [/^(ENOTFOUND|EAI_|ENODATA|ESERVFAIL)/, "dns"],
  [/^ECONNREFUSED$/, "refused"],
  [
    /^(EPROTO|ERR_TLS_|ERR_SSL_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH)/,
    "tls",
  ],
];

/** These also occur on established connections, when the request might already have been executed. */
const whileConnecting = /^(EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL|EACCES|EPERM)$/;

/** Errors of Node's HTTP parser. Headers that are too long are still HTTP. */
const notHttp = /^HPE_(?!HEADER_OVERFLOW)/;

const sentences: Record<ConnectionProblem, string> = {
  dns: "the host name was not found. Check the name of the instance and the DNS of this machine.",
  refused: "the connection was refused. Check the port, and that the server is running.",
  network:
    "this network has no route to it. Check your firewall, and whether you need a proxy (HTTPS_PROXY).",
  tls:
    "its certificate is not trusted. If the server or a proxy uses a private certificate authority, pass " +
    "its certificate as ca.",
  proxy: "the connection through the proxy in HTTPS_PROXY failed:",
  reset: "the connection was lost before the response was complete.",
};

/** Messages of TLS errors that are not about trust. */
const tlsSentences: [pattern: RegExp, sentence: string][] = [
  [
    /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|UNKNOWN_PROTOCOL/,
    "this port does not use TLS. Check the port. For a server on this machine, use http:// in the instance.",
  ],
  [/ALTNAME|HOSTNAME_MISMATCH/, "its certificate is for another host name. Use the name in the certificate."],
  [
    /EXPIRED|NOT_YET_VALID/,
    "its certificate is expired or not yet valid, or the clock of this machine is wrong.",
  ],
];

/**
 * Converts an error of the transport to one of huntkit's errors.
 *
 * @param host the host of the instance, with its port
 * @throws {TypeError} the error itself if it is one, because it comes from a bug and not from the network
 */
export function toConnectionFailure(
  error: unknown,
  host: string,
  facts: RequestFacts,
  redact: Redactor,
): HuntError {
  const code = findErrorCode(error);
  if (error instanceof TypeError || code === "UND_ERR_INVALID_ARG") throw error;
  const known = { ...facts, cause: toSafeCause(error, redact) };
  if (error instanceof ProxyError) return createConnectionError(error, "proxy", code, host, known);
  if (code === "UND_ERR_CONNECT_TIMEOUT" || (code === "ETIMEDOUT" && isConnecting(error))) {
    return new HuntTimeoutError(
      `${facts.method} ${facts.path}: could not connect to ${host} in time.`,
      known,
      "connect",
    );
  }
  if (known.cause.name === "HTTPParserError" || notHttp.test(code)) {
    return new HuntProtocolError(
      `${facts.method} ${facts.path}: the server does not use HTTP. Check the port.`,
      known,
      "not-http",
    );
  }
  return createConnectionError(error, classifyProblem(code, error), code, host, known);
}

function createConnectionError(
  error: unknown,
  problem: ConnectionProblem,
  code: string,
  host: string,
  facts: RequestFacts,
): HuntConnectionError {
  const message = `${host} could not be reached: ${describeProblem(problem, code, error)}`;
  return new HuntConnectionError(`${facts.method} ${facts.path}: ${message}`, facts, problem);
}

function describeProblem(problem: ConnectionProblem, code: string, error: unknown): string {
  if (error instanceof ProxyError) return `${sentences.proxy} ${error.sentence}`;
  if (problem !== "tls") return sentences[problem];
  const sentence = tlsSentences.find(([pattern]) => pattern.test(code))?.[1] ?? sentences.tls;
  return `${sentence} (${code})`;
}

function classifyProblem(code: string, error: unknown): ConnectionProblem {
  if (whileConnecting.test(code) && isConnecting(error)) return "network";
  return problems.find(([pattern]) => pattern.test(code))?.[1] ?? "reset";
}

/** Returns whether the system call `connect` failed. Node combines several tries in one error. */
function isConnecting(error: unknown): boolean {
  const { syscall, cause, errors = [] } = (error ?? {}) as NodeJS.ErrnoException & { errors?: unknown[] };
  return syscall === "connect" || (cause !== undefined && isConnecting(cause)) || errors.some(isConnecting);
}
