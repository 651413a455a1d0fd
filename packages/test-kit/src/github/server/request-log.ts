import type { TokenName } from "../accounts/tokens.js";
import { isObject } from "../values.js";

/** One request that the stand-in received. It never holds a token, nor what was sealed for a secret. */
export interface LoggedRequest {
  /** From 1, in the order of arrival. */
  readonly number: number;
  readonly method: string;
  /** As received, without the query and without `/api/v3` of an Enterprise Server. */
  readonly path: string;
  /** As received, without its question mark. */
  readonly query: string;
  /** Whose token it presents. */
  readonly token: TokenName | "unknown" | "none";
  /** The body that was sent, read as JSON and without `encrypted_value`; null when there is none or it is not JSON. */
  readonly body: unknown;
  /** The answer's status; null while there is none, and for good when the connection was cut. */
  status: number | null;
}

/** What the log keeps of a body. */
export function loggedBody(text: string): unknown {
  try {
    const body: unknown = JSON.parse(text);
    if (!isObject(body)) return body;
    const { encrypted_value: _, ...rest } = body;
    return rest;
  } catch {
    return null;
  }
}
