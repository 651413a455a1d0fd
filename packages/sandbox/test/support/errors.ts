/** What LoopBack answers to a missing, unknown or powerless token. */
export const AUTH = {
  error: {
    statusCode: 401,
    name: "Error",
    message: "Authorization Required",
    code: "AUTHORIZATION_REQUIRED",
  },
};

/** What LoopBack answers to an expired token, once. */
export const INVALID = {
  error: { statusCode: 401, name: "Error", message: "Invalid Access Token", code: "INVALID_TOKEN" },
};

/** An id that no record has. One that is not a UUID is an error of the database. */
export const UNKNOWN_ID = "00000000-0000-4000-8000-000000000000";

/** What production answers to everything unexpected. */
export const INTERNAL = { error: { statusCode: 500, message: "Internal Server Error" } };

/** A plain error of LoopBack. */
export function plain(statusCode: number, message: string, more: object = {}): object {
  return { error: { statusCode, name: "Error", message, ...more } };
}
