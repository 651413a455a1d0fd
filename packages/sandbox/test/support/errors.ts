/** LoopBack's response to a missing or unknown token, and to a token without permission. */
export const AUTH = {
  error: {
    statusCode: 401,
    name: "Error",
    message: "Authorization Required",
    code: "AUTHORIZATION_REQUIRED",
  },
};

/** LoopBack's response to the first use of an expired token. */
export const INVALID = {
  error: { statusCode: 401, name: "Error", message: "Invalid Access Token", code: "INVALID_TOKEN" },
};

/** An ID that no record has. An ID that is not a UUID would be an error of the database. */
export const UNKNOWN_ID = "00000000-0000-4000-8000-000000000000";

/** The response to unexpected errors in production. */
export const INTERNAL = { error: { statusCode: 500, message: "Internal Server Error" } };

/** Returns an error of LoopBack. */
export function plain(statusCode: number, message: string, more: object = {}): object {
  return { error: { statusCode, name: "Error", message, ...more } };
}
