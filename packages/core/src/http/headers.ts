import { HuntInputError } from "../errors/hunt-error.js";
import { escapeToSingleLine } from "../text.js";

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

function requireOwnHeader(name: string): string {
  if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name))
    throw new HuntInputError(
      "headers",
      "name",
      `headers: "${escapeToSingleLine(name, 80)}" is no name of a header.`,
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
