import type { ApiToken, Clock } from "@huntkit/core";
import type { StoreContent } from "@huntkit/core/rotation";
import { type Octokit, requireShape } from "../clients.js";
import { seal } from "./seal.js";
import type { SecretPlace } from "./secret-place.js";

/** What GitHub returns about a secret; never its value. Its times are GitHub's, and `updatedAt` is exact to the second. */
export type SecretContent = StoreContent & { readonly updatedAt: string };

/** What a write has done. */
export interface SecretWrite {
  /** Whether the secret did not exist before. */
  readonly isNew: boolean;
  /** Milliseconds since 1970, by GitHub's clock. */
  readonly at: number;
}

/** What went wrong with a secret. Its message holds text of GitHub's. */
export class SecretError extends Error {
  override readonly name: string = "SecretError";
  /** Whether the request may have been executed: the connection was lost, or GitHub failed. */
  readonly isUnclear: boolean;

  constructor(message: string, isUnclear: boolean) {
    super(message);
    this.isUnclear = isUnclear;
  }
}

interface PublicKey {
  readonly key: string;
  readonly key_id: string;
}

/** Delays before a request that is safe to repeat is sent again, in milliseconds. */
const retryDelaysMs = [300, 1_000];

/** A secret of GitHub Actions in GitHub's API. Every method throws a {@link SecretError} for a failure of GitHub or of the network. */
export class GitHubSecret {
  readonly #octokit: Octokit;
  readonly #place: SecretPlace;
  readonly #clock: Clock;
  #key: PublicKey | undefined;
  /** Who sees an organization's secret, as of the last read. A write without it would change it. */
  #sharing: Record<string, unknown> = {};

  constructor(octokit: Octokit, place: SecretPlace, clock: Clock) {
    this.#octokit = octokit;
    this.#place = place;
    this.#clock = clock;
  }

  /** The secret for people, such as `HUNT_TOKEN of acme/website`. */
  get title(): string {
    return this.#place.title;
  }

  /** Reads when it was last written. A secret that does not exist is an error, since its name must be wrong then. */
  async read(): Promise<SecretContent> {
    const { data, headers } = await this.#retry(() => this.#send<SecretFields>("GET", "/{secret_name}"));
    requireSecretShape(
      !Number.isNaN(Date.parse(data?.updated_at)) && typeof data.updated_at === "string",
      `the secret ${this.title}`,
    );
    if (this.#place.isOrganization)
      this.#sharing = await this.#retry(() => this.#readSharing(data.visibility));
    return { updatedAt: data.updated_at, readAt: timeOf(headers) };
  }

  /**
   * Makes sure that it can be written, by a write with the id of a key that GitHub does not have. GitHub
   * rejects it with 422 if the caller may write, otherwise with 403. A real write of the present value would
   * prove as much, but it would also make the secret look new, and could put back a token that another run
   * has just replaced. If a GitHub server accepts it anyway, the value is written properly and the secret is
   * read again: otherwise this run's own write would look like someone else's.
   *
   * @param before what was read last
   * @returns `before`, or what was read after a write
   */
  async proveWritable(current: ApiToken, before: SecretContent): Promise<SecretContent> {
    const { key_id: id } = await this.#publicKey();
    const wrongId = id.slice(0, -1) + (id.endsWith("0") ? "1" : "0");
    const status = await this.#retry(() => this.#tryWrite(current, wrongId));
    if (status >= 300) return before;
    await this.#retry(() => this.write(current));
    return this.read();
  }

  /** Writes it, once: a failure may be unclear. */
  async write(token: ApiToken): Promise<SecretWrite> {
    const { key_id } = await this.#publicKey();
    const { status, headers } = await this.#put(token, key_id);
    return { isNew: status === 201, at: timeOf(headers) };
  }

  async remove(): Promise<void> {
    await this.#retry(() => this.#send("DELETE", "/{secret_name}"));
  }

  async #tryWrite(token: ApiToken, keyId: string): Promise<number> {
    try {
      return (await this.#put(token, keyId)).status;
    } catch (error) {
      if (
        error instanceof GitHubRefusal &&
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
      throw explain(
        error as { status?: number; message: string },
        `${method} of the secret ${title}`,
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
 * @throws {SecretError} if a response does not have the expected shape. It is not unclear, because nothing
 * was written.
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

/** GitHub rejected the request, so nothing was done. */
class GitHubRefusal extends SecretError {
  readonly status: number;

  constructor(message: string, status: number) {
    super(message, false);
    this.status = status;
  }
}

/** GitHub's client also sets 500 for a request that got no response. */
function explain(
  { status = 500, message }: { status?: number; message: string },
  what: string,
  permission: string,
): SecretError {
  if (status >= 500) return new SecretError(`${what}: GitHub gave no usable answer (${message})`, true);
  const advice: Record<number, string> = {
    401: " Is the input secrets-token a living token?",
    403: ` The input secrets-token needs ${permission}.`,
    404: " Are secret-name and secret-scope right, and does secrets-token see that place?",
  };
  return new GitHubRefusal(
    `${what}: GitHub refused with ${status} (${message}).${advice[status] ?? ""}`,
    status,
  );
}

/** GitHub's own time of a response; this machine's if a proxy removed it. */
function timeOf(headers: Readonly<Record<string, unknown>>): number {
  const time = Date.parse(String(headers["date"]));
  return Number.isNaN(time) ? Date.now() : time;
}
