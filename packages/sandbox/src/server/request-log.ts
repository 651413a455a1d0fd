import type { TokenState } from "../access/access-tokens.js";

/** One request that the sandbox received. It never holds a token. */
export interface LoggedRequest {
  readonly method: string;
  /** As received, without the query. */
  readonly path: string;
  /** As received, without its question mark; the value of an `access_token` is replaced. */
  readonly query: string;
  /** The answer's status; null while there is none, and for good when none was sent. */
  status: number | null;
  /** What its token was when it arrived. */
  readonly token: TokenState;
}

/** The requests in the order of their arrival: a list that can be emptied. */
export class RequestLog extends Array<Readonly<LoggedRequest>> {
  // What map() and filter() make of a log is a plain list.
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  /** Forgets all requests so far. */
  clear(): void {
    this.length = 0;
  }
}

/** Hides the value of `access_token` in a query, however its name is written. */
export function redactQuery(query: string): string {
  return query
    .split("&")
    .map((part) => {
      const [name = ""] = new URLSearchParams(part).keys();
      return name.startsWith("access_token") ? "access_token=REDACTED" : part;
    })
    .join("&");
}
