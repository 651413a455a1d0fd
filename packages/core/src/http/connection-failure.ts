import {
  type ConnectionProblem,
  HuntConnectionError,
  HuntProtocolError,
  HuntTimeoutError,
} from "../errors/request-errors.js";
import type { HuntError, RequestFacts } from "../errors/hunt-error.js";
import { ProxyError } from "./proxy.js";
import { findErrorCode, type Redactor, toSafeCause } from "./redact.js";

/** Error codes of Node's and undici's, first match wins. */
const problems: [pattern: RegExp, problem: ConnectionProblem][] = [
  [/^UND_ERR_(DESTROYED|CLOSED)$/, "closed"],
  [/^(ENOTFOUND|EAI_|ENODATA|ESERVFAIL)/, "dns"],
  [/^ECONNREFUSED$/, "refused"],
  [
    /^(EPROTO|ERR_TLS_|ERR_SSL_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH)/,
    "tls",
  ],
];

/** These happen on standing connections as well, when the request may have been executed already. */
const whileConnecting = /^(EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL|EACCES|EPERM)$/;

const sentences: Record<ConnectionProblem, string> = {
  dns: "its name was not found. Is the instance spelled correctly, and does this machine's DNS know it?",
  refused: "it refused the connection. Is the port right, and is the server running?",
  network:
    "there is no way to it from this network. Does a firewall or a missing proxy (HTTPS_PROXY) stand in between?",
  tls: "its certificate is not trusted. If it, or a proxy in between, uses a certificate authority of your own, pass that as ca.",
  proxy: "the proxy in HTTPS_PROXY stood in the way:",
  closed: "this client was closed. Make a new one.",
  reset: "the connection broke before the answer was complete.",
};

/** What is wrong with TLS but trust. */
const tlsSentences: [pattern: RegExp, sentence: string][] = [
  [
    /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|UNKNOWN_PROTOCOL/,
    "this port does not speak TLS. Is the port right? On this machine, write http:// before it.",
  ],
  [
    /ALTNAME|HOSTNAME_MISMATCH/,
    "its certificate is for another name. Is the instance spelled as in its certificate?",
  ],
  [/EXPIRED|NOT_YET_VALID/, "its certificate is out of date, or this machine's clock is wrong."],
];

/**
 * What went wrong, said as one of huntkit's errors, when the transport threw instead of answering.
 *
 * @param host the instance's, with its port
 * @throws {TypeError} what it was given, where that is one: a mistake in a program, not in the network
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
      `${facts.method} ${facts.path}: ${host} could not be reached: no connection in time.`,
      known,
      "connect",
    );
  }
  if (known.cause.name === "HTTPParserError") {
    return new HuntProtocolError(
      `${facts.method} ${facts.path}: what answered does not speak HTTP. Is the port right?`,
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

/** Whether it was the system call `connect` that failed; Node gathers several tries in one error. */
function isConnecting(error: unknown): boolean {
  const { syscall, cause, errors = [] } = (error ?? {}) as NodeJS.ErrnoException & { errors?: unknown[] };
  return syscall === "connect" || (cause !== undefined && isConnecting(cause)) || errors.some(isConnecting);
}
