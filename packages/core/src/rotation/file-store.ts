import { rm } from "node:fs/promises";
import { join } from "node:path";
import { FileTargetError, proveReplaceable, readTextFile, writePrivateFile } from "../files/index.js";
import { ApiToken, isTokenFormat } from "../token/api-token.js";
import { findWriteOutcome, verifyByReading } from "./read-back.js";
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
  /** The text before the write. Null if the file did not exist, undefined if it could not be read. */
  #before: string | null | undefined;
  #written: ApiToken | undefined;

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
    const text = await this.#readFile();
    if (this.#written === undefined) this.#before = text;
    const value = text?.trim();
    return { readAt: Date.now(), ...(isTokenFormat(value) && { token: new ApiToken(value) }) };
  }

  readText(): Promise<string | null | undefined> {
    return this.#readFile();
  }

  /** Returns null if the file does not exist, and undefined if this user cannot read it. */
  async #readFile(): Promise<string | null | undefined> {
    try {
      return await readTextFile(this.#path);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "ENOENT") return null;
      if (code === "EACCES") return undefined;
      if (code === "EISDIR")
        throw new FileTargetError(
          `${this.#path} is a directory. Use the path of a file, such as ${join(this.#path, "token.txt")}.`,
          code,
        );
      throw new Error(`${this.#path} could not be read (${code}).`, { cause: error });
    }
  }

  async write(token: ApiToken): Promise<WriteResult> {
    const { followLinks = false, lineBreak = false } = this.#options;
    this.#written = token;
    try {
      await writePrivateFile(this.#path, `${token.reveal()}${lineBreak ? "\n" : ""}`, { followLinks });
      return { result: "delivered" };
    } catch (error) {
      return findWriteOutcome(() => this.read(), token, this.#explain(error));
    }
  }

  #explain(error: unknown): Error {
    if (error instanceof FileTargetError) return error;
    const { code } = error as NodeJS.ErrnoException;
    return new Error(`${this.#path} could not be written (${code}).`, { cause: error });
  }

  async verify(token: ApiToken): Promise<WriteResult> {
    const otherContent = new Error(
      `${this.#path} contains a different token than the one that was just written. Check whether another program writes to it.`,
    );
    return verifyByReading(() => this.read(), token, otherContent);
  }

  async restore(): Promise<WriteResult> {
    const { followLinks = false } = this.#options;
    try {
      if (this.#before === undefined) throw new Error(`The previous content of ${this.#path} is unknown.`);
      if (!(await this.read()).token?.equals(this.#written!))
        throw new Error(`Another program has written ${this.#path} in the meantime.`);
      if (this.#before === null) await rm(this.#path);
      else await writePrivateFile(this.#path, this.#before, { followLinks });
      return { result: "delivered" };
    } catch (error) {
      return {
        result: "unknown",
        reason: "code" in (error as Error) ? this.#explain(error) : (error as Error),
      };
    }
  }
}
