import type { ApiToken, Clock, TokenRecord } from "@huntkit/core";
import type { SecretStore, WriteResult } from "@huntkit/core/rotation";
import { toListedDescription } from "./rotation-description.js";
import { SecretError, type GitHubSecret, type SecretContent } from "./github-secret.js";

/** Delays before a write whose outcome is unknown is sent again, in milliseconds. */
const writeDelaysMs = [500, 2_000, 5_000];

/** Delays before the secret is read again if it does not show the write yet, in milliseconds. */
const verifyDelaysMs = [1_000, 2_000, 4_000];

/** How far apart GitHub's date of a response and its date of the secret may be, in milliseconds. */
const sameWriteMs = 5_000;

/**
 * A secret of GitHub Actions as the store of a token. GitHub never shows a secret's value, only when it was last written. So
 * that date proves a write: nothing else may have changed it since.
 */
export class GitHubSecretStore implements SecretStore {
  readonly #secret: GitHubSecret;
  /** The token that the secret should hold now. */
  readonly #current: ApiToken;
  readonly #clock: Clock;
  #before: SecretContent | undefined;
  /** GitHub's time of the write, in milliseconds since 1970. */
  #writtenAt = Number.NaN;

  constructor(secret: GitHubSecret, current: ApiToken, clock: Clock) {
    this.#secret = secret;
    this.#current = current;
    this.#clock = clock;
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
        // A date of the secret that has moved proves nothing: someone else may have written it.
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
          return unknown(new Error("Another run, or a person, has written the secret since."));
      } catch (error) {
        return unknown(error as Error);
      }
      const delay = verifyDelaysMs[attempts];
      if (delay === undefined) return unknown(new Error("The secret does not show the write."));
      await this.#clock.sleep(delay);
    }
  }

  /** A secret that the write created has another name than the one that workflows read, or someone has deleted that one. */
  async #removeNewSecret(record: TokenRecord): Promise<WriteResult> {
    const reason = new Error(
      "The secret was gone, so that it was made anew: its name must be wrong, or somebody has deleted it meanwhile.",
    );
    try {
      await this.#secret.remove();
      return { result: "not delivered", reason };
    } catch (error) {
      const detail = `It now holds the new token "${toListedDescription(record)}", since taking it away failed: ${(error as Error).message}`;
      return { result: "unknown", reason, detail };
    }
  }
}

function unknown(reason: Error): WriteResult {
  return { result: "unknown", reason };
}
