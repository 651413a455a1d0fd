import type { TokenState } from "../access/access-tokens.js";
import type { ReceivedRequest } from "../server/request-log.js";

/**
 * A request that the sandbox received. It never contains a token: tokens in the path and the query are
 * redacted.
 */
export interface LoggedRequest extends ReceivedRequest {
  /** The state of its token when the request arrived. */
  readonly token: TokenState;
}

/** Redacts the value of `access_token` in a query, regardless of how its name is encoded. */
export function redactQuery(query: string): string {
  return query
    .split("&")
    .map((part) => {
      const [name = ""] = new URLSearchParams(part).keys();
      return name.startsWith("access_token") ? "access_token=REDACTED" : redactTokens(part);
    })
    .join("&");
}

/**
 * Redacts everything that looks like a token, including percent-encoded ones. 64 hexadecimal digits are a
 * hash.
 */
export function redactTokens(text: string): string {
  return text.replace(/(?:[A-Za-z0-9]|%[46][1-9A-F]|%[57][0-9A]|%3[0-9]){64,}/gi, (run) =>
    /^[0-9a-f]{64}$/.test(run) ? run : "REDACTED",
  );
}
