import { FileTargetError, proveReplaceable, readTextFile, writePrivateFile } from "../files/index.js";
import { ApiToken, isTokenFormat } from "../token/api-token.js";
import type { SecretStore, StoreContent, WriteResult } from "./secret-store.js";
import { requireKnownKeys } from "../errors/require-known-keys.js";

/** Options for a file that contains a token. */
export interface FileStoreOptions {
  /** Whether to replace the file that a symbolic link points to. Otherwise, a link is an error. Default: false. */
  readonly followLinks?: boolean;
  /** Whether to end the file with a line break, as text editors do. Default: false. */
  readonly lineBreak?: boolean;
}

/**
 * A file that contains only the value of a token. Only its owner can read it, unless it existed with other
 * permissions.
 */
export class FileStore implements SecretStore {
  readonly #path: string;
  readonly #options: FileStoreOptions;

  constructor(path: string, options: FileStoreOptions = {}) {
    this.#path = path;
    this.#options = requireKnownKeys(options, { followLinks: true, lineBreak: true });
  }

  describe(): string {
    return `the file ${this.#path}`;
  }

  /** @throws {Error} if the file is not a regular file, or cannot be replaced */
  async prove(): Promise<StoreContent> {
    const { followLinks = false } = this.#options;
    try {
      await proveReplaceable(this.#path, { followLinks, isPrivate: true });
    } catch (error) {
      throw this.#explain(error);
    }
    return this.read();
  }

  /** Returns no token if the file does not exist, contains no token, or cannot be read by this user. */
  async read(): Promise<StoreContent> {
    const text = await readTextFile(this.#path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "EACCES") return "";
      throw new Error(`${this.#path} could not be read (${error.code}).`, { cause: error });
    });
    const value = text.trim();
    return { readAt: Date.now(), ...(isTokenFormat(value) && { token: new ApiToken(value) }) };
  }

  async write(token: ApiToken): Promise<WriteResult> {
    const { followLinks = false, lineBreak = false } = this.#options;
    try {
      await writePrivateFile(this.#path, `${token.reveal()}${lineBreak ? "\n" : ""}`, { followLinks });
      return { result: "delivered" };
    } catch (error) {
      return this.#findOutcome(token, this.#explain(error));
    }
  }

  #explain(error: unknown): Error {
    if (error instanceof FileTargetError) return error;
    const { code } = error as NodeJS.ErrnoException;
    return new Error(`${this.#path} could not be written (${code}).`, { cause: error });
  }

  /** The file is written completely or not at all, so its content shows the outcome. */
  async #findOutcome(token: ApiToken, reason: Error): Promise<WriteResult> {
    const content = await this.read().catch(() => null);
    if (content === null) return { result: "unknown", reason };
    return content.token?.equals(token) ? { result: "delivered" } : { result: "not delivered", reason };
  }

  async verify(token: ApiToken): Promise<WriteResult> {
    try {
      if ((await this.read()).token?.equals(token)) return { result: "delivered" };
    } catch (error) {
      return { result: "unknown", reason: error as Error };
    }
    return {
      result: "unknown",
      reason: new Error(
        `${this.#path} contains a different token than the one that was just written. Check whether another program writes to it.`,
      ),
    };
  }
}
