/** A failed request to a service. Its message contains text of the service, which is escaped and redacted. */
export class ServiceError extends Error {
  override readonly name: string = "ServiceError";
  /** HTTP status; null without a response. */
  readonly status: number | null;
  /** Code of the service, such as `AccessDeniedException`; null if there is none. */
  readonly serviceCode: string | null;
  /** Whether the request might have been executed: the connection was lost, or the service or a proxy failed. */
  readonly isUnclear: boolean;

  constructor(
    message: string,
    {
      status = null,
      serviceCode = null,
      isUnclear = false,
    }: { status?: number | null; serviceCode?: string | null; isUnclear?: boolean } = {},
  ) {
    super(message);
    this.status = status;
    this.serviceCode = serviceCode;
    this.isUnclear = isUnclear;
  }

  /** Whether the request can be sent again: it was not executed, or this is unknown. */
  get isTemporary(): boolean {
    return this.isUnclear || this.status === 429 || (this.serviceCode ?? "").startsWith("Throttl");
  }

  /** Returns the same error with a sentence that says how to fix it. */
  withAdvice(advice: string): ServiceError {
    const { message, status, serviceCode, isUnclear } = this;
    return new ServiceError(`${message} ${advice}`, { status, serviceCode, isUnclear });
  }
}

/**
 * Returns a field of a response that only the service itself returns, not a proxy.
 *
 * @param action what the request does, such as `write the secret`
 * @throws {ServiceError} if it is missing
 */
export function requireField<T>(value: T | undefined, action: string): T {
  if (value !== undefined) return value;
  throw new ServiceError(`Could not ${action}: the response does not describe the secret.`, {
    isUnclear: true,
  });
}
