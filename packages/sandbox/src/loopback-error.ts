/** The optional parts of an error: LoopBack's `code`, `details`, and a `name` other than `Error`. */
export interface LoopBackErrorOptions {
  readonly name?: string;
  readonly code?: string;
  readonly details?: unknown;
}

/** An error with its LoopBack 3 status. All other errors become a 500 without a name or code. */
export class LoopBackError extends Error {
  readonly status: number;
  readonly code: string | undefined;
  readonly details: unknown;

  constructor(status: number, message: string, options: LoopBackErrorOptions = {}) {
    super(message);
    this.status = status;
    this.name = options.name ?? "Error";
    this.code = options.code;
    this.details = options.details;
  }
}

/**
 * A statement that PostgreSQL rejects, or a crash in LoopBack's code. HUNT responds 500 and does not show the
 * cause, although the caller made the mistake. The message helps to debug the sandbox.
 */
export class DatabaseError extends Error {
  override readonly name = "DatabaseError";
}

/**
 * Creates the 401 for a missing or unknown token. A valid token without permission gets exactly the same
 * response.
 */
export function createAuthorizationRequiredError(): LoopBackError {
  return new LoopBackError(401, "Authorization Required", { code: "AUTHORIZATION_REQUIRED" });
}

/** Creates the 401 for an expired token. It is sent once, because the server then deletes the token. */
export function createInvalidTokenError(): LoopBackError {
  return new LoopBackError(401, "Invalid Access Token", { code: "INVALID_TOKEN" });
}

/** Creates the 404 for reads and checks by ID. */
export function createUnknownIdError(model: string, id: string | undefined): LoopBackError {
  return new LoopBackError(404, `Unknown "${model}" id "${String(id)}".`, { code: "MODEL_NOT_FOUND" });
}

/** Creates the 404 for changes and relations of an unknown record. */
export function createNoModelError(id: string): LoopBackError {
  return new LoopBackError(404, `could not find a model with id ${id}`, { code: "MODEL_NOT_FOUND" });
}

/** Creates the 404 for a single related record. */
export function createNoInstanceError(model: string, id: string): LoopBackError {
  return new LoopBackError(404, `No instance with id ${id} found for ${model}`);
}

/**
 * Returns the `error` object of LoopBack 3's response. A 5xx shows only its status, as in production, and
 * details if LoopBack has them.
 */
export function toErrorBody(error: unknown): { statusCode: number; [property: string]: unknown } {
  if (!(error instanceof LoopBackError)) return { statusCode: 500, message: "Internal Server Error" };
  const { status: statusCode, name, message, code, details } = error;
  return {
    statusCode,
    ...(statusCode < 500 && { name }),
    message,
    ...(code !== undefined && { code }),
    ...(details !== undefined && { details }),
  };
}
