/** An error of GitHub's client. */
export interface RequestError {
  readonly status?: number;
  readonly message?: string;
  readonly response?: {
    readonly headers?: Record<string, string | number | undefined>;
    readonly data?: unknown;
  };
}

/** Returns whether GitHub does not allow the token to do this, so each run would have the same result. */
export function isDenied(error: unknown): boolean {
  const { status = 0 } = error as RequestError;
  return [401, 403, 404, 410].includes(status) && !isRateLimited(error as RequestError) && !isLocked(error);
}

/** Returns whether the conversation is locked. Other errors with this status are about missing permissions. */
export function isLocked(error: unknown): boolean {
  const { status, message = "" } = error as RequestError;
  return status === 403 && /issue is locked/i.test(message);
}

/**
 * Explains why GitHub rejected a request, and what to do. The result contains GitHub's message, so escape it.
 *
 * @param permission sentences about the permission that the request requires
 */
export function explainGitHubFailure(error: unknown, permission: string): string {
  const { status, response } = error as RequestError;
  const reason = getReason(error);
  if (isRateLimited(error as RequestError))
    return `GitHub's rate limit was exceeded: ${reason}. The next run tries again.`;
  if (isLocked(error)) return `The conversation is locked (403: ${reason}). Unlock it.`;
  if (status === 401) return `GitHub rejected 'github-token' (401: ${reason}). ${permission}`;
  if (status === 403 || status === 404)
    return `GitHub denied the request (${status}: ${reason}). ${permission}`;
  // GitHub's client uses status 500 for a request without a response.
  const failure = response === undefined ? "Could not reach GitHub" : `GitHub returned status ${status}`;
  return `${failure}: ${reason}. The next run tries again.`;
}

/** Returns GitHub's message without its final period, otherwise that of the error. */
export function getReason(error: unknown): string {
  const { message = String(error), response } = error as RequestError;
  return getMessage(response?.data) ?? message;
}

/** GitHub also uses the status of missing permissions for its rate limits (GitHub Docs, "Rate limits for the REST API"). */
function isRateLimited({ status, message = "", response }: RequestError): boolean {
  if (status !== 403 && status !== 429) return false;
  const headers = response?.headers ?? {};
  return (
    status === 429 ||
    headers["retry-after"] !== undefined ||
    String(headers["x-ratelimit-remaining"]) === "0" ||
    /rate limit/i.test(message)
  );
}

function getMessage(data: unknown): string | undefined {
  const message =
    typeof data === "object" && data !== null ? (data as { message?: unknown }).message : undefined;
  return typeof message === "string" ? message.replace(/[.\s]+$/, "") : undefined;
}
