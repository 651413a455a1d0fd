import type { Clock } from "@huntkit/core";

/** The environment variables that contain the credentials and addresses of services. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What a service is opened with. */
export interface ServiceContext {
  readonly env: Environment;
  readonly clock: Clock;
}

/** The parts of an address that a service uses. */
export interface SecretAddress {
  /** The address as the user wrote it. */
  readonly text: string;
  /** The parts of the address, by their names in the form of its kind, such as `mount` and `path`. */
  readonly parts: Readonly<Record<string, string>>;
  /** The field that contains the token; undefined if the token is the complete value. */
  readonly field: string | undefined;
}

/** The content of a secret. */
export interface SecretContent {
  /** The value. Null if the secret or its field is empty. Undefined if the service does not show it. */
  readonly value: string | null | undefined;
  /** What identifies the secret in all accounts and clusters, if the service returns it. Otherwise, its place does. */
  readonly id?: string | undefined;
  /** Version of the content, if the service counts it. */
  readonly version?: string | undefined;
  /** When the secret was last written (ISO 8601), if the service returns it. */
  readonly updatedAt?: string | undefined;
  /** Other data that a write must keep, such as other fields of the secret. */
  readonly rest?: unknown;
}

/**
 * One secret of a service, or one field of it. Every method throws a `ServiceError` if a request fails, and sends
 * each request only once: `RemoteStore` retries.
 */
export interface RemoteSecret {
  /** Name for messages, such as `vault:secret/hunt#token at vault.example.org`. */
  readonly name: string;
  /** What the address identifies, without the field. Different for all secrets that `id` does not distinguish. */
  readonly place: string;
  /** Time of the last response in milliseconds since 1970, according to the clock of the service, if known. */
  readonly respondedAt?: number | undefined;

  /** Reads the secret. Throws if it does not exist, because its name must be wrong. */
  read(): Promise<SecretContent>;

  /**
   * Checks that the secret can be written, without changing its value.
   *
   * @param current the result of the last read
   * @returns the content after this check
   * @throws {ServiceError} if it cannot be written. The message says how to fix it.
   */
  prove(current: SecretContent): Promise<SecretContent>;

  /**
   * Replaces the value.
   *
   * @param value null to remove it
   * @param before the content to replace. If the service can check this, it rejects the write if the content has
   *   changed since.
   * @returns what is known of the new content
   */
  write(value: string | null, before: SecretContent): Promise<SecretContent>;
}

/** Opens the secret of an address. It sends no request, except for credentials. */
export type OpenSecret = (address: SecretAddress, context: ServiceContext) => Promise<RemoteSecret>;
