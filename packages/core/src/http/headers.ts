import { HuntInputError } from "../errors/hunt-error.js";
import { escapeToSingleLine } from "../escape/escape-text.js";

type Headers = Record<string, string>;

/**
 * Headers with others beside them, which cannot change them; names in lower case.
 *
 * @throws {HuntInputError} `input: "headers"` for what no header can be, and for credentials: only the client's token is sent, and only by itself
 */
export function mergeHeaders(own: Headers, others: Headers): Headers {
  const added = Object.entries(others).map(
    ([name, value]) => [requireOwnHeader(name.toLowerCase()), requireValue(name, value)] as const,
  );
  return { ...Object.fromEntries(added), ...own };
}

/**
 * Headers that decide where a request goes and which method it has (`Host`, forwarding, method overrides, RFC
 * 9110 section 7.2), or
 * how it is framed (RFC 9112, section 6).
 */
const connectionHeader =
  /^(host|:.*|forwarded|x-forwarded-(host|proto|port|server)|x-original-(url|method|host)|x-rewrite-url|x-(http-)?method(-override)?|connection|content-length|transfer-encoding|te|trailer|upgrade|expect|keep-alive|proxy-connection)$/;

function requireOwnHeader(name: string): string {
  if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name))
    throw new HuntInputError(
      "headers",
      "name",
      `headers: "${escapeToSingleLine(name, 80)}" is no name of a header.`,
    );
  if (connectionHeader.test(name))
    throw new HuntInputError(
      "headers",
      "name",
      `headers: ${name} cannot be set. It would send the token to another host, make the request another one, or break the connection.`,
    );
  if (!/^(authorization|cookie|proxy-authorization|x-access-token)$/.test(name)) return name;
  throw new HuntInputError(
    "headers",
    "credentials",
    `headers: ${name} is not sent. Pass the token to the client, which keeps it out of errors and logs.`,
  );
}

/** RFC 9110, section 5.5: visible characters, spaces and tabs. */
function requireValue(name: string, value: string): string {
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return value;
  throw new HuntInputError(
    "headers",
    "value",
    `headers: the value of ${name} holds a character that no header can hold. Encode it.`,
  );
}

/** This package's version; a test holds it against package.json. */
export const huntkitVersion = "0.1.0";

/**
 * The `User-Agent` header (RFC 9110, section 10.1.5), by which an instance's owner can see who calls.
 *
 * @param product whose request it is, such as `huntkit-action/0.1.0`; goes first
 * @throws {HuntInputError} `input: "userAgent"` when it holds characters that a header may not
 */
export function createUserAgent(product?: string): string {
  const own = `huntkit/${huntkitVersion} (+https://github.com/huntkit/huntkit) node/${process.versions.node}`;
  if (product === undefined) return own;
  if (/^[\x20-\x7e]+$/.test(product)) return `${product} ${own}`;
  throw new HuntInputError(
    "userAgent",
    "characters",
    "userAgent: it must be plain text on one line, such as my-tool/1.2.",
  );
}
