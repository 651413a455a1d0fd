/** What may accompany an error: LoopBack's `code`, `details`, and a `name` other than `Error`. */
export interface LoopBackErrorOptions {
  readonly name?: string;
  readonly code?: string;
  readonly details?: unknown;
}

/** An error with the status that LoopBack 3 answers it with. Whatever else is thrown becomes a 500 without name or code. */
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
 * A statement that PostgreSQL rejects, or a crash in LoopBack's code: HUNT responds 500 without a word about
 * the cause, although
 * the caller made the mistake. The message is for people who debug the sandbox.
 */
export class DatabaseError extends Error {
  override readonly name = "DatabaseError";
}

/** 401 for a missing or unknown token, and byte for byte the same for a valid one that may not do what it asks. */
export function createAuthorizationRequiredError(): LoopBackError {
  return new LoopBackError(401, "Authorization Required", { code: "AUTHORIZATION_REQUIRED" });
}

/** 401 for an expired token: answered once, because the server deletes the token at that moment. */
export function createInvalidTokenError(): LoopBackError {
  return new LoopBackError(401, "Invalid Access Token", { code: "INVALID_TOKEN" });
}

/** 404 of reads and checks by id. */
export function createUnknownIdError(model: string, id: string | undefined): LoopBackError {
  return new LoopBackError(404, `Unknown "${model}" id "${String(id)}".`, { code: "MODEL_NOT_FOUND" });
}

/** 404 of changes and of relations of an unknown record. */
export function createNoModelError(id: string): LoopBackError {
  return new LoopBackError(404, `could not find a model with id ${id}`, { code: "MODEL_NOT_FOUND" });
}

/** 404 of one related record. */
export function createNoInstanceError(model: string, id: string): LoopBackError {
  return new LoopBackError(404, `No instance with id ${id} found for ${model}`);
}

/** The `error` object of LoopBack 3's answer. A 5xx shows no more than production may: its status, and details only where LoopBack has them. */
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
