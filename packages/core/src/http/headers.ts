import { HuntInputError } from "../errors/hunt-error.js";
import { escapeToSingleLine } from "../escape/escape-text.js";

type Headers = Record<string, string>;

/**
 * Returns headers with additional ones, which cannot replace them. Names are in lower case.
 *
 * @throws {HuntInputError} `input: "headers"` for an invalid header, and for credentials: the client sends
 *   only its own token
 */
export function mergeHeaders(own: Headers, others: Headers): Headers {
  const added = Object.entries(others).map(
    ([name, value]) => [requireOwnHeader(name.toLowerCase()), requireValue(name, value)] as const,
  );
  return { ...Object.fromEntries(added), ...own };
}

/**
 * Headers that set the destination or the method of a request (`Host`, forwarding, method overrides, RFC
 * 9110, section 7.2), or its framing (RFC 9112, section 6).
 */
const connectionHeader =
  /^(host|:.*|forwarded|x-forwarded-(host|proto|port|server)|x-original-(url|method|host)|x-rewrite-url|x-(http-)?method(-override)?|connection|content-length|transfer-encoding|te|trailer|upgrade|expect|keep-alive|proxy-connection)$/;

function requireOwnHeader(name: string): string {
  if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name))
    throw new HuntInputError(
      "headers",
      "name",
      `headers: "${escapeToSingleLine(name, 80)}" is not a valid header name.`,
    );
  if (connectionHeader.test(name))
    throw new HuntInputError(
      "headers",
      "name",
      `headers: ${name} cannot be set. It could send the token to another host, change the request, or break the connection.`,
    );
  if (!/^(authorization|cookie|proxy-authorization|x-access-token)$/.test(name)) return name;
  throw new HuntInputError(
    "headers",
    "credentials",
    `headers: ${name} is not allowed. Pass the token to the client, which redacts it in errors and logs.`,
  );
}

/** Requires visible characters, spaces, and tabs (RFC 9110, section 5.5). */
function requireValue(name: string, value: string): string {
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return value;
  throw new HuntInputError(
    "headers",
    "value",
    `headers: the value of ${name} has a character that is not allowed in a header. Encode it.`,
  );
}

/** Returns the time of a response in milliseconds since 1970 (RFC 9110, section 6.6.1). Null without a valid one. */
export function readDate(headers: Readonly<Record<string, unknown>>): number | null {
  const date = Date.parse(String(headers["date"]));
  return Number.isNaN(date) ? null : date;
}

/** The version of this package. A test compares it with package.json. */
export const huntkitVersion = "0.1.0";

/**
 * Returns the `User-Agent` header (RFC 9110, section 10.1.5), which identifies the client to the owner of an
 * instance.
 *
 * @param product the program that uses huntkit, such as `huntkit-action/0.1.0`, which comes first
 * @throws {HuntInputError} `input: "userAgent"` if it has characters that are not allowed in a header
 */
export function createUserAgent(product?: string): string {
  const own = `huntkit/${huntkitVersion} (+https://github.com/huntkit/huntkit) node/${process.versions.node}`;
  if (product === undefined) return own;
  if (/^[\x20-\x7e]+$/.test(product)) return `${product} ${own}`;
  throw new HuntInputError(
    "userAgent",
    "characters",
    "userAgent: must be ASCII text on one line, such as my-tool/1.2.",
  );
}
