import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** One entry of an error's `errors` (GitHub's documentation, "Troubleshooting the REST API", "Validation failed"). */
export interface FieldError {
  readonly resource: string;
  readonly field: string;
  readonly code: "missing_field" | "invalid" | "already_exists" | "unprocessable" | "custom";
  readonly message?: string;
  readonly value?: unknown;
}

/** An answer that refuses a request. */
export class GitHubError extends Error {
  override readonly name = "GitHubError";
  readonly status: ContentfulStatusCode;
  readonly errors: readonly FieldError[];
  /** Where a redirect leads. */
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

/** 401. */
export const createUnauthorizedError = (message: string): GitHubError => new GitHubError(401, message);

/** 403. */
export const createForbiddenError = (message: string): GitHubError => new GitHubError(403, message);

/** 301. */
export const createMovedError = (location: string): GitHubError =>
  new GitHubError(301, "Moved Permanently", [], location);

/** 404, for what does not exist and for what the caller may not know of. */
export const createNotFoundError = (message = "Not Found"): GitHubError => new GitHubError(404, message);

/** 422 with what is wrong with which field of a resource. */
export const createValidationError = (...errors: FieldError[]): GitHubError =>
  new GitHubError(422, "Validation Failed", errors);

/** 422 for a body that is not of the route's form: a field missing or of the wrong type. */
export const createInvalidRequestError = (problem: string): GitHubError =>
  new GitHubError(422, `Invalid request.\n\n${problem}`);

/** Answers with an error in GitHub's form. Anything that is no GitHubError is a mistake in the stand-in, and says so. */
export function respondWithError(c: Context, error: Error): Response {
  if (!(error instanceof GitHubError))
    return c.json({ message: `The stand-in failed: ${error.stack ?? error.message}`, status: "500" }, 500);
  const { status, message, errors, location } = error;
  if (location !== undefined) c.header("location", location);
  const list = errors.length === 0 ? {} : { errors };
  return c.json(
    { message, ...list, documentation_url: "https://docs.github.com/rest", status: String(status) },
    status,
  );
}
