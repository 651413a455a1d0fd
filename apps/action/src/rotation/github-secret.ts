import type { ApiToken, Clock } from "@huntkit/core";
import type { StoreContent } from "@huntkit/core/rotation";
import { requireShape } from "../clients.js";
import type { Octokit } from "../github/octokit.js";
import { seal } from "./seal.js";
import type { SecretPlace } from "./secret-place.js";

/** What GitHub returns about a secret, which is never its value. The times are GitHub's. `updatedAt` has whole seconds. */
export type SecretContent = StoreContent & { readonly updatedAt: string };

/** The result of a write. */
export interface SecretWrite {
  /** Whether the secret did not exist before. */
  readonly isNew: boolean;
  /** Milliseconds since 1970, by GitHub's clock. */
  readonly at: number;
}

/** A failed request about a secret. Its message contains text from GitHub. */
export class SecretError extends Error {
  override readonly name: string = "SecretError";
  /** Whether the request may have been executed: the connection was lost, or GitHub failed. */
  readonly isUnclear: boolean;

  constructor(message: string, isUnclear: boolean) {
    super(message);
    this.isUnclear = isUnclear;
  }
}

/** What each method does, for messages. */
const actions: Readonly<Record<string, string>> = { GET: "read", PUT: "write", DELETE: "delete" };

interface PublicKey {
  readonly key: string;
  readonly key_id: string;
}

/** Delays between attempts of a request that is safe to retry, in milliseconds. */
const retryDelaysMs = [300, 1_000];

/** A secret of GitHub Actions in GitHub's API. Every method throws a {@link SecretError} if a request fails. */
export class GitHubSecret {
  readonly #octokit: Octokit;
  readonly #place: SecretPlace;
  readonly #clock: Clock;
  #key: PublicKey | undefined;
  /** Visibility of an organization's secret, as of the last read. A write without it would change it. */
  #sharing: Record<string, unknown> = {};

  constructor(octokit: Octokit, place: SecretPlace, clock: Clock) {
    this.#octokit = octokit;
    this.#place = place;
    this.#clock = clock;
  }

  /** Name of the secret for messages, for example `HUNT_TOKEN of acme/website`. */
  get title(): string {
    return this.#place.title;
  }

  /** Reads the date of the last write. Throws if the secret does not exist, because its name must be wrong. */
  async read(): Promise<SecretContent> {
    const { data, headers } = await this.#retry(() => this.#send<SecretFields>("GET", "/{secret_name}"));
    requireSecretShape(
      !Number.isNaN(Date.parse(data?.updated_at)) && typeof data.updated_at === "string",
      `the secret ${this.title}`,
    );
    if (this.#place.isOrganization)
      this.#sharing = await this.#retry(() => this.#readSharing(data.visibility));
    return { updatedAt: data.updated_at, readAt: getResponseTime(headers) };
  }

  /**
   * Checks that the secret can be written, by a write with the ID of a key that does not exist. GitHub rejects it
   * with 422 if the caller has permission to write, otherwise with 403. A write of the current value would prove
   * the same, but it would also change the date of the secret, and could overwrite a token that another run has
   * just stored. If a GitHub server accepts the invalid key ID, the current value is written correctly and the
   * secret is read again. Otherwise, this run's own write would look like that of someone else.
   *
   * @param before the result of the last read
   * @returns `before`, or the result of the read after a write
   */
  async proveWritable(current: ApiToken, before: SecretContent): Promise<SecretContent> {
    const { key_id: id } = await this.#publicKey();
    const wrongId = id.slice(0, -1) + (id.endsWith("0") ? "1" : "0");
    const status = await this.#retry(() => this.#tryWrite(current, wrongId));
    if (status >= 300) return before;
    await this.#retry(() => this.write(current));
    return this.read();
  }

  /** Sends one write. It is not retried, because its outcome may be unknown. */
  async write(token: ApiToken): Promise<SecretWrite> {
    const { key_id } = await this.#publicKey();
    const { status, headers } = await this.#put(token, key_id);
    return { isNew: status === 201, at: getResponseTime(headers) };
  }

  async remove(): Promise<void> {
    await this.#retry(() => this.#send("DELETE", "/{secret_name}"));
  }

  async #tryWrite(token: ApiToken, keyId: string): Promise<number> {
    try {
      return (await this.#put(token, keyId)).status;
    } catch (error) {
      if (
        error instanceof RejectedError &&
        error.status !== 401 &&
        error.status !== 403 &&
        error.status !== 429
      )
        return error.status;
      throw error;
    }
  }

  async #put(token: ApiToken, keyId: string) {
    const { key } = await this.#publicKey();
    return this.#send("PUT", "/{secret_name}", {
      encrypted_value: seal(token.reveal(), key),
      key_id: keyId,
      ...this.#sharing,
    });
  }

  async #publicKey(): Promise<PublicKey> {
    if (this.#key) return this.#key;
    const { data } = await this.#retry(() => this.#send<PublicKey>("GET", "/public-key"));
    requireSecretShape(typeof data?.key === "string" && typeof data.key_id === "string", "the public key");
    this.#key = data;
    return data;
  }

  async #readSharing(visibility: string | undefined): Promise<Record<string, unknown>> {
    if (visibility !== "selected") return { visibility };
    const ids: number[] = [];
    for (let page = 1; ; page++) {
      const { data } = await this.#send<{ repositories: { id: number }[] }>(
        "GET",
        "/{secret_name}/repositories",
        { per_page: 100, page },
      );
      const isList = Array.isArray(data?.repositories) && data.repositories.every(hasId);
      requireSecretShape(isList, "the list of repositories");
      ids.push(...data.repositories.map(({ id }) => id));
      if (data.repositories.length < 100) return { visibility, selected_repository_ids: ids };
    }
  }

  async #send<T>(
    method: string,
    path: string,
    fields: Record<string, unknown> = {},
  ): Promise<GitHubResponse<T>> {
    const { path: base, params, name, title, permission } = this.#place;
    try {
      return (await this.#octokit.request(`${method} ${base}${path}`, {
        ...params,
        secret_name: name,
        ...fields,
      })) as GitHubResponse<T>;
    } catch (error) {
      throw toSecretError(
        error as { status?: number; message: string },
        `${actions[method] ?? method} the secret ${title}`,
        permission,
      );
    }
  }

  async #retry<T>(act: () => Promise<T>): Promise<T> {
    for (const delay of retryDelaysMs) {
      try {
        return await act();
      } catch (error) {
        if (!(error instanceof SecretError && error.isUnclear)) throw error;
        await this.#clock.sleep(delay);
      }
    }
    return act();
  }
}

/**
 * Requires that a response has the expected fields.
 *
 * @throws {SecretError} otherwise. Its outcome is clear, because nothing was written.
 */
function requireSecretShape(hasShape: boolean, what: string): void {
  try {
    requireShape(hasShape, what);
  } catch (error) {
    throw new SecretError((error as Error).message, false);
  }
}

function hasId(row: { id?: unknown } | null): boolean {
  return typeof row?.id === "number";
}

interface SecretFields {
  readonly updated_at: string;
  readonly visibility?: string;
}

interface GitHubResponse<T> {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly data: T;
}

/** GitHub rejected the request, so it had no effect. */
class RejectedError extends SecretError {
  readonly status: number;

  constructor(message: string, status: number) {
    super(message, false);
    this.status = status;
  }
}

/** Converts an error of GitHub's client, which also uses status 500 for a request without a response. */
function toSecretError(
  { status = 500, message }: { status?: number; message: string },
  what: string,
  permission: string,
): SecretError {
  if (status >= 500)
    return new SecretError(`Could not ${what}: GitHub did not return a valid response (${message}).`, true);
  const advice: Record<number, string> = {
    401: " Check that 'secrets-token' is valid and has not expired.",
    403: ` 'secrets-token' requires the permission ${permission}.`,
    404: " Check 'secret-name' and 'secret-scope', and that 'secrets-token' has access to them.",
  };
  return new RejectedError(
    `Could not ${what}: GitHub rejected the request (${status}: ${message}).${advice[status] ?? ""}`,
    status,
  );
}

/** Returns the date of a response by GitHub's clock, or the time of this machine if a proxy removed the date. */
function getResponseTime(headers: Readonly<Record<string, unknown>>): number {
  const time = Date.parse(String(headers["date"]));
  return Number.isNaN(time) ? Date.now() : time;
}
