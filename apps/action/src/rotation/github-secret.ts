import type { ApiToken, Clock } from "@huntkit/core";
import type { Octokit } from "../github/client.js";
import { seal } from "./seal.js";
import type { SecretPlace } from "./secret-place.js";
import { SecretError, type SecretState, type SecretStore, type Written } from "./secret-store.js";

interface PublicKey {
  readonly key: string;
  readonly key_id: string;
}

/** Pauses before what is safe to repeat is asked again, in milliseconds. */
const pauses = [300, 1_000];

/** A secret of GitHub Actions. */
export class GitHubSecret implements SecretStore {
  readonly #octokit: Octokit;
  readonly #place: SecretPlace;
  readonly #clock: Clock;
  #key: PublicKey | undefined;
  /** Who sees an organisation's secret, as it was when it was last read: a write that leaves it out would change it. */
  #sharing: Record<string, unknown> = {};

  constructor(octokit: Octokit, place: SecretPlace, clock: Clock) {
    this.#octokit = octokit;
    this.#place = place;
    this.#clock = clock;
  }

  readonly read = async (): Promise<SecretState> => {
    const { data, headers } = await this.#repeat(() => this.#send<SecretFields>("GET", "/{secret_name}"));
    if (this.#place.isOrganization)
      this.#sharing = await this.#repeat(() => this.#readSharing(data.visibility));
    return { updatedAt: data.updated_at, askedAt: timeOf(headers) };
  };

  /**
   * A write under the id of a key that GitHub does not have: who may write is told that it is no good (422), who may not is
   * told that (403). A real write of the present value would prove as much, but it would also make the secret look new, and
   * could put back a token that another run has just replaced. Should a GitHub take it all the same, the value is written
   * properly, and the secret read anew: or this run's own write would pass for somebody else's.
   */
  readonly proveWritable = async (current: ApiToken, before: SecretState): Promise<SecretState> => {
    const { key_id: id } = await this.#publicKey();
    const wrongId = id.slice(0, -1) + (id.endsWith("0") ? "1" : "0");
    const status = await this.#repeat(() => this.#tryWrite(current, wrongId));
    if (status >= 300) return before;
    await this.#repeat(() => this.write(current));
    return this.read();
  };

  readonly write = async (token: ApiToken): Promise<Written> => {
    const { key_id } = await this.#publicKey();
    const { status, headers } = await this.#put(token, key_id);
    return { isNew: status === 201, at: timeOf(headers) };
  };

  readonly remove = async (): Promise<void> => {
    await this.#repeat(() => this.#send("DELETE", "/{secret_name}"));
  };

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
    this.#key ??= (await this.#repeat(() => this.#send<PublicKey>("GET", "/public-key"))).data;
    return this.#key;
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
      ids.push(...data.repositories.map(({ id }) => id));
      if (data.repositories.length < 100) return { visibility, selected_repository_ids: ids };
    }
  }

  async #send<T>(method: string, path: string, fields: Record<string, unknown> = {}): Promise<Answer<T>> {
    const { path: base, params, name, title, permission } = this.#place;
    try {
      return (await this.#octokit.request(`${method} ${base}${path}`, {
        ...params,
        secret_name: name,
        ...fields,
      })) as Answer<T>;
    } catch (error) {
      throw explain(
        error as { status?: number; message: string },
        `${method} of the secret ${title}`,
        permission,
      );
    }
  }

  async #repeat<T>(act: () => Promise<T>): Promise<T> {
    for (const pause of pauses) {
      try {
        return await act();
      } catch (error) {
        if (!(error instanceof SecretError && error.isUnclear)) throw error;
        await this.#clock.sleep(pause);
      }
    }
    return act();
  }
}

interface SecretFields {
  readonly updated_at: string;
  readonly visibility?: string;
}

interface Answer<T> {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly data: T;
}

/** GitHub's own no: nothing was done. */
class GitHubRefusal extends SecretError {
  readonly status: number;

  constructor(message: string, status: number) {
    super(message, false);
    this.status = status;
  }
}

/** GitHub's client gives 500 to what never got an answer as well. */
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

/** GitHub's own time of an answer; where something on the way took it out, this machine's. */
function timeOf(headers: Readonly<Record<string, unknown>>): number {
  const time = Date.parse(String(headers["date"]));
  return Number.isNaN(time) ? Date.now() : time;
}
