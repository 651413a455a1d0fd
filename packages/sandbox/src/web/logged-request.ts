import type { TokenState } from "../access/access-tokens.js";
import type { ReceivedRequest } from "../server/request-log.js";

/**
 * One request that the sandbox received. It never contains a token: in the path and in the query, each one is
 * replaced.
 */
export interface LoggedRequest extends ReceivedRequest {
  /** What its token was when it arrived. */
  readonly token: TokenState;
}

/** Hides the value of `access_token` in a query, however its name is written. */
export function redactQuery(query: string): string {
  return query
    .split("&")
    .map((part) => {
      const [name = ""] = new URLSearchParams(part).keys();
      return name.startsWith("access_token") ? "access_token=REDACTED" : redactTokens(part);
    })
    .join("&");
}

/** Hides everything with the form of a token, also if it is percent-encoded. Hex digits are a hash. */
export function redactTokens(text: string): string {
  return text.replace(/(?:[A-Za-z0-9]|%[46][1-9A-F]|%[57][0-9A]|%3[0-9]){64,}/gi, (run) =>
    /^[0-9a-f]{64}$/.test(run) ? run : "REDACTED",
  );
}
