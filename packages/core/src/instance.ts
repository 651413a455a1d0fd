import { isIP } from "node:net";
import { escapeToSingleLine } from "./escape/escape-text.js";
import { HuntInputError, type InputProblem } from "./errors/hunt-error.js";
import { hasTokenRun } from "./token/token-in-text.js";

/** The address of a HUNT instance. */
export interface Instance {
  /** Scheme, host, and port, such as `https://acme.infocyte.com`. The token is sent only to this origin. */
  readonly origin: string;
  /** Base of the REST API, such as `https://acme.infocyte.com/api`. */
  readonly api: string;
  /** Path of the REST API, `/api`. */
  readonly base: string;
  /** Short name of the instance: `acme` for `acme.infocyte.com`, otherwise host and port. */
  readonly name: string;
}

const hostedDomain = ".infocyte.com";
const base = "/api";

/**
 * Parses the address of an instance: `acme`, `acme.infocyte.com`, `https://acme.infocyte.com`, each also with
 * `/api`, or a private server such as `https://hunt.example.org:8443`.
 *
 * @throws {HuntInputError} `input: "instance"`, with `problem` `type`, `empty`, `token`, `whitespace`,
 *   `invalid`, `scheme`, `insecure`, `credentials`, `path`, or `query`. `http://` is allowed only for
 *   loopback, because the token would be sent unencrypted.
 */
export function parseInstance(text: string): Instance {
  if (typeof text !== "string")
    throw createInstanceError(
      "type",
      `expected a string, got ${text === null ? "null" : typeof text}. Check that the variable is set.`,
    );
  const trimmed = text.trim();
  if (trimmed === "")
    throw createInstanceError(
      "empty",
      "the value is empty. Set it to the name of your HUNT instance, such as acme or https://acme.infocyte.com.",
    );
  if (hasTokenRun(trimmed))
    throw createInstanceError(
      "token",
      "the value looks like an API token. Check that instance and token are not swapped.",
    );
  if (escapeToSingleLine(trimmed, Infinity) !== trimmed && !/\s/.test(trimmed))
    throw createInstanceError(
      "invalid",
      "the value contains an invisible character, perhaps from copy and paste. Type it again.",
    );
  if (/\s/.test(trimmed))
    throw createInstanceError(
      "whitespace",
      "the value contains white space, perhaps from copy and paste. Remove it.",
    );
  const url = readUrl(addScheme(trimmed));
  if (url.username !== "" || url.password !== "") {
    throw createInstanceError(
      "credentials",
      "the value contains a user name or password. Remove everything up to the @. The token is the only credential.",
    );
  }
  if (url.search !== "" || url.hash !== "")
    throw createInstanceError(
      "query",
      "the value contains a query or fragment (? or #). Use only scheme, host, and port.",
    );
  if (!/^\/*(api)?\/*$/i.test(url.pathname)) {
    throw createInstanceError(
      "path",
      "the value contains a path other than /api. Use only scheme, host, and port.",
    );
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    throw createInstanceError(
      "insecure",
      "http:// would send the token unencrypted. Use https://. http:// is only for localhost and 127.0.0.1.",
    );
  }
  return { origin: url.origin, api: `${url.origin}${base}`, base, name: getInstanceName(url) };
}

/** A plain name such as `acme` is a hosted instance. Anything with a dot, a port, or brackets is a host. */
function addScheme(text: string): string {
  if (/^[a-z][a-z0-9+.-]*:\//i.test(text)) return text;
  const [host = "", ...path] = text.split("/");
  const isName = /^[a-z0-9][a-z0-9-]*$/i.test(host) && host.toLowerCase() !== "localhost";
  return `https://${[isName ? host + hostedDomain : host, ...path].join("/")}`;
}

function readUrl(text: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw createInstanceError(
      "invalid",
      "the value is not a valid address. Use a name such as acme, or an address such as https://hunt.example.org:8443.",
    );
  }
  if (url.hostname.endsWith("."))
    throw createInstanceError("invalid", "the host ends with a dot. Remove it.");
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw createInstanceError("scheme", `the scheme ${url.protocol}// is not supported. Use https://.`);
  }
  return url;
}

/** Returns whether a host is loopback: by name, 127.0.0.0/8 (RFC 1122), or ::1 (RFC 4291). */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" || hostname === "[::1]" || (isIP(hostname) === 4 && hostname.startsWith("127."))
  );
}

function getInstanceName(url: URL): string {
  const isHosted = url.port === "" && url.hostname.endsWith(hostedDomain);
  return isHosted ? url.hostname.slice(0, -hostedDomain.length) : url.host;
}

function createInstanceError(problem: InputProblem, sentence: string): HuntInputError {
  return new HuntInputError("instance", problem, `instance: ${sentence}`);
}
