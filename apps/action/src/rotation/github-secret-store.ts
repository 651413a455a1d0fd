import type { ApiToken, Clock, TokenRecord } from "@huntkit/core";
import type { SecretStore, WriteResult } from "@huntkit/core/rotation";
import { toListedDescription } from "./rotation-description.js";
import { SecretError, type GitHubSecret, type SecretContent } from "./github-secret.js";

/** Delays between attempts of a write with an unknown outcome, in milliseconds. */
const writeDelaysMs = [500, 2_000, 5_000];

/** Delays before the secret is read again if its date does not show the write yet, in milliseconds. */
const verifyDelaysMs = [1_000, 2_000, 4_000];

/** Maximum difference between GitHub's date of the response and the date of the secret, in milliseconds. */
const sameWriteMs = 5_000;

/**
 * A secret of GitHub Actions as the store of a token. GitHub does not return the value of a secret, only the date of
 * its last write. So a write is proven if the secret has the date of that write.
 */
export class GitHubSecretStore implements SecretStore {
  readonly #secret: GitHubSecret;
  /** The token that the secret should hold now. */
  readonly #current: ApiToken;
  readonly #clock: Clock;
  #before: SecretContent | undefined;
  /** GitHub's time of the write, in milliseconds since 1970. */
  #writtenAt = Number.NaN;

  /** @param before the content of the secret, if this run has already read it */
  constructor(secret: GitHubSecret, current: ApiToken, clock: Clock, before?: SecretContent) {
    this.#secret = secret;
    this.#current = current;
    this.#clock = clock;
    this.#before = before;
  }

  describe(): string {
    return `the secret ${this.#secret.title}`;
  }

  async prove(): Promise<SecretContent> {
    const before = this.#before ?? (await this.#secret.read());
    this.#before = await this.#secret.proveWritable(this.#current, before);
    return this.#before;
  }

  async read(): Promise<SecretContent> {
    const content = await this.#secret.read();
    this.#before ??= content;
    return content;
  }

  async write(token: ApiToken, record: TokenRecord): Promise<WriteResult> {
    let isUnknown = false;
    for (let attempts = 0; ; attempts++) {
      const delay = writeDelaysMs[attempts];
      try {
        const { isNew, at } = await this.#secret.write(token);
        this.#writtenAt = at;
        return isNew ? await this.#removeNewSecret(record) : { result: "delivered" };
      } catch (error) {
        const reason = error as Error;
        const isUnclear = error instanceof SecretError && error.isUnclear;
        isUnknown ||= isUnclear;
        if (!isUnknown) return { result: "not delivered", reason };
        // A newer date of the secret proves nothing, because someone else may have written it.
        if (!isUnclear || delay === undefined) return unknown(reason);
        await this.#clock.sleep(delay);
      }
    }
  }

  async verify(): Promise<WriteResult> {
    for (let attempts = 0; ; attempts++) {
      try {
        const { updatedAt } = await this.#secret.read();
        if (Math.abs(Date.parse(updatedAt) - this.#writtenAt) <= sameWriteMs) return { result: "delivered" };
        if (updatedAt !== this.#before?.updatedAt)
          return unknown(new Error("Another run or a person has changed the secret in the meantime."));
      } catch (error) {
        return unknown(error as Error);
      }
      const delay = verifyDelaysMs[attempts];
      if (delay === undefined) return unknown(new Error("The date of the secret did not change."));
      await this.#clock.sleep(delay);
    }
  }

  /** Removes a secret that the write created: its name is not the one that workflows read, or someone deleted that one. */
  async #removeNewSecret(record: TokenRecord): Promise<WriteResult> {
    const reason = new Error(
      "The write created a new secret, because the old one did not exist anymore. Check if someone " +
        "renamed or deleted it.",
    );
    try {
      await this.#secret.remove();
      return { result: "not delivered", reason };
    } catch (error) {
      const detail = `The new secret could not be deleted, and holds the new token "${toListedDescription(record)}": ${(error as Error).message}`;
      return { result: "unknown", reason, detail };
    }
  }
}

function unknown(reason: Error): WriteResult {
  return { result: "unknown", reason };
}
