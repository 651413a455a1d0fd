import { HuntProtocolError } from "../errors/answer-errors.js";
import { HuntConnectionError, HuntTimeoutError, type ConnectionProblem } from "../errors/connection-errors.js";
import type { HuntError, RequestFacts } from "../errors/hunt-error.js";
import { ProxyFailure } from "./proxy.js";
import type { Redact } from "./redact.js";
import { codeOf, safeCause } from "./safe-cause.js";

/** Error codes of Node's and undici's, first match wins. */
const problems: [pattern: RegExp, problem: ConnectionProblem][] = [
  [/^(ENOTFOUND|EAI_|ENODATA|ESERVFAIL)/, "dns"],
  [/^ECONNREFUSED$/, "refused"],
  [/^(EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL|EACCES|EPERM)$/, "network"],
  [/^(EPROTO|ERR_TLS_|ERR_SSL_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH)/, "tls"],
];

const sentences: Record<ConnectionProblem, string> = {
  dns: "its name was not found. Is the instance spelt right, and does this machine's DNS know it?",
  refused: "it refused the connection. Is the port right, and is the server running?",
  network: "there is no way to it from this network. Does a firewall or a missing proxy (HTTPS_PROXY) stand in between?",
  tls: "no trusted TLS connection could be made. If the server or a proxy uses a certificate authority of your own, pass it as ca.",
  proxy: "the proxy did not let the connection through. Check HTTPS_PROXY, its credentials, and NO_PROXY.",
  reset: "the connection broke before the answer was complete.",
};

/** What went wrong, said as one of huntkit's errors, when the transport threw instead of answering. */
export function toConnectionFailure(error: unknown, facts: RequestFacts, redact: Redact): HuntError {
  const code = codeOf(error);
  const known = { ...facts, cause: safeCause(error, redact) };
  if (code === "UND_ERR_CONNECT_TIMEOUT" || code === "ETIMEDOUT") {
    return new HuntTimeoutError(`${facts.method} ${facts.path}: HUNT could not be reached: no connection in time.`, known, "connect");
  }
  if (known.cause.name === "HTTPParserError") {
    return new HuntProtocolError(`${facts.method} ${facts.path}: what answered does not speak HTTP. Is the port right?`, known, "not-http");
  }
  const problem = problemOf(code, error);
  const wording = problem === "tls" ? `${sentences.tls} (${code})` : sentences[problem];
  return new HuntConnectionError(`${facts.method} ${facts.path}: HUNT could not be reached: ${wording}`, known, problem);
}

function problemOf(code: string, error: unknown): ConnectionProblem {
  if (error instanceof ProxyFailure) return "proxy";
  return problems.find(([pattern]) => pattern.test(code))?.[1] ?? "reset";
}
