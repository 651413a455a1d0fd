import { isIP } from "node:net";
import { escapeToSingleLine } from "./escape/escape-text.js";
import { HuntInputError, type InputProblem } from "./errors/hunt-error.js";
import { hasTokenRun } from "./token/token-in-text.js";

/** Where one HUNT instance lives. */
export interface Instance {
  /** Scheme, host and port, such as `https://acme.infocyte.com`; the token goes nowhere else. */
  readonly origin: string;
  /** Base of the REST API, such as `https://acme.infocyte.com/api`. */
  readonly api: string;
  /** The API's path on it, `/api`. */
  readonly base: string;
  /** What people call it: `acme` for `acme.infocyte.com`, else host and port. */
  readonly name: string;
}

const hostedDomain = ".infocyte.com";
const base = "/api";

/**
 * Reads an instance address in any spelling that HUNT's users write: `acme`, `acme.infocyte.com`,
 * `https://acme.infocyte.com`, the same with `/api`, or a server of one's own such as `https://hunt.example.org:8443`.
 *
 * @throws {HuntInputError} `input: "instance"`, with `problem` `type`, `empty`, `token`, `whitespace`, `invalid`, `scheme`, `insecure`, `credentials`,
 *   `path` or `query`. Plain `http://` is for loopback alone, since the token would travel unprotected.
 */
export function parseInstance(text: string): Instance {
  if (typeof text !== "string")
    throw createInstanceError(
      "type",
      `expected a string, got ${text === null ? "null" : typeof text}. Is the variable set that it comes from?`,
    );
  const trimmed = text.trim();
  if (trimmed === "")
    throw createInstanceError(
      "empty",
      "it is empty. Write the name of your HUNT instance, such as acme or https://acme.infocyte.com.",
    );
  if (hasTokenRun(trimmed))
    throw createInstanceError("token", "it looks like an API token. Are instance and token swapped?");
  if (escapeToSingleLine(trimmed, Infinity) !== trimmed && !/\s/.test(trimmed))
    throw createInstanceError(
      "invalid",
      "it contains an invisible character, perhaps from pasting it. Type it again.",
    );
  if (/\s/.test(trimmed))
    throw createInstanceError(
      "whitespace",
      "it holds white space, perhaps from pasting it. Write it without.",
    );
  const url = readUrl(addScheme(trimmed));
  if (url.username !== "" || url.password !== "") {
    throw createInstanceError(
      "credentials",
      "it holds a user name or password. Remove what stands before the @; the token is the only credential.",
    );
  }
  if (url.search !== "" || url.hash !== "")
    throw createInstanceError(
      "query",
      "it goes on after the host with ? or #. Keep scheme, host and port only.",
    );
  if (!/^\/*(api)?\/*$/i.test(url.pathname)) {
    throw createInstanceError("path", "it holds a path other than /api. Keep scheme, host and port only.");
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    throw createInstanceError(
      "insecure",
      "http:// would send the token unprotected. Use https://; http:// is for localhost and 127.0.0.1 alone.",
    );
  }
  return { origin: url.origin, api: `${url.origin}${base}`, base, name: getInstanceName(url) };
}

/** `acme` alone is a hosted instance; anything with a dot, a port or brackets is a host. */
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
      "it is no address. Write a name such as acme, or an address such as https://hunt.example.org:8443.",
    );
  }
  if (url.hostname.endsWith("."))
    throw createInstanceError("invalid", "its host ends with a dot. Write it without.");
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw createInstanceError("scheme", `it begins with ${url.protocol}// where https:// is expected.`);
  }
  return url;
}

/** Loopback by name, 127.0.0.0/8 (RFC 1122) or ::1 (RFC 4291). */
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
