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

/** What production answers to everything unexpected. */
export const INTERNAL = { error: { statusCode: 500, message: "Internal Server Error" } };

/** A plain error of LoopBack. */
export function plain(statusCode: number, message: string, more: object = {}): object {
  return { error: { statusCode, name: "Error", message, ...more } };
}
