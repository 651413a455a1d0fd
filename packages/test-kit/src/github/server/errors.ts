import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** An entry of `errors` (GitHub's documentation, "Troubleshooting the REST API", "Validation failed"). */
export interface FieldError {
  readonly resource: string;
  readonly field: string;
  readonly code: "missing_field" | "invalid" | "already_exists" | "unprocessable" | "custom";
  readonly message?: string;
  readonly value?: unknown;
}

/** An error response. */
export class GitHubError extends Error {
  override readonly name = "GitHubError";
  readonly status: ContentfulStatusCode;
  readonly errors: readonly FieldError[];
  /** Target of a redirect. */
  readonly location: string | undefined;

  constructor(
    status: ContentfulStatusCode,
    message: string,
    errors: readonly FieldError[] = [],
    location?: string,
  ) {
    super(message);
    this.status = status;
    this.errors = errors;
    this.location = location;
  }
}

/** Creates a 401. */
export const createUnauthorizedError = (message: string): GitHubError => new GitHubError(401, message);

/** Creates a 403. */
export const createForbiddenError = (message: string): GitHubError => new GitHubError(403, message);

/** Creates a 301. */
export const createMovedError = (location: string): GitHubError =>
  new GitHubError(301, "Moved Permanently", [], location);

/** Creates a 404, for resources that do not exist or that the caller is not allowed to see. */
export const createNotFoundError = (message = "Not Found"): GitHubError => new GitHubError(404, message);

/** Creates a 422 with the invalid fields of a resource. */
export const createValidationError = (...errors: FieldError[]): GitHubError =>
  new GitHubError(422, "Validation Failed", errors);

/** Creates a 422 for a body with a missing field or a field of the wrong type. */
export const createInvalidRequestError = (problem: string): GitHubError =>
  new GitHubError(422, `Invalid request.\n\n${problem}`);

/**
 * Sends an error in GitHub's format. Any other error than a GitHubError is a bug in the fake, which the
 * response says.
 */
export function respondWithError(c: Context, error: Error): Response {
  if (!(error instanceof GitHubError))
    return c.json({ message: `The fake GitHub failed: ${error.stack ?? error.message}`, status: "500" }, 500);
  const { status, message, errors, location } = error;
  if (location !== undefined) c.header("location", location);
  const list = errors.length === 0 ? {} : { errors };
  return c.json(
    { message, ...list, documentation_url: "https://docs.github.com/rest", status: String(status) },
    status,
  );
}
