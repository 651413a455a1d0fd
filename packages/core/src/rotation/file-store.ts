import { constants } from "node:fs";
import { access, lstat, readFile, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { ApiToken, isTokenFormat } from "../token/api-token.js";
import type { SecretStore, StoreContent, WriteResult } from "./secret-store.js";
import { writePrivateFile } from "./write-private-file.js";

/** How a file holds a token. */
export interface FileStoreOptions {
  /** Whether to replace the file that a symbolic link points to. Otherwise, a link is an error. Default: false. */
  readonly followLinks?: boolean;
  /** Whether to end the value with a line break, as text editors do. Default: false. */
  readonly lineBreak?: boolean;
}

/** A file that holds a token's value, and nothing else. Only its owner can read it. */
export class FileStore implements SecretStore {
  readonly #path: string;
  readonly #options: FileStoreOptions;

  constructor(path: string, options: FileStoreOptions = {}) {
    this.#path = path;
    this.#options = options;
  }

  describe(): string {
    return `the file ${this.#path}`;
  }

  /** @throws {Error} if it is not an ordinary file, or its directory cannot be written */
  async prove(): Promise<StoreContent> {
    await requireWritableFile(this.#path, this.#options);
    return this.read();
  }

  /** A file that does not exist or holds no token has no content, and neither has one that only others can read. */
  async read(): Promise<StoreContent> {
    const text = await readFile(this.#path, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "EACCES") return "";
      throw new Error(`${this.#path} could not be read (${error.code}).`, { cause: error });
    });
    const value = text.trim();
    return { readAt: Date.now(), ...(isTokenFormat(value) && { token: new ApiToken(value) }) };
  }

  async write(token: ApiToken): Promise<WriteResult> {
    try {
      await requireWritableFile(this.#path, this.#options);
    } catch (error) {
      return { result: "not delivered", reason: error as Error };
    }
    const { followLinks = false, lineBreak = false } = this.#options;
    try {
      await writePrivateFile(this.#path, `${token.reveal()}${lineBreak ? "\n" : ""}`, { followLinks });
      return { result: "delivered" };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const reason = new Error(`${this.#path} could not be written (${code}).`, { cause: error });
      return this.#findOutcome(token, reason);
    }
  }

  /** The file is written whole or not at all, so it shows whether it was. */
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
        `${this.#path} holds another token than the one that was just written. Is something else writing to it?`,
      ),
    };
  }
}

/** @throws {Error} that says why a file cannot be written */
async function requireWritableFile(path: string, { followLinks = false }: FileStoreOptions): Promise<void> {
  const present = await (followLinks ? stat : lstat)(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw new Error(`${path} cannot be looked at (${error.code}).`);
  });
  // A link would show the token at a place that the user does not name.
  if (present?.isSymbolicLink())
    throw new Error(`${path} is a symbolic link. Name the file that it points to, or another.`);
  if (present && !present.isFile())
    throw new Error(`${path} is no ordinary file. Name one that is, or that does not exist.`);
  const directory = dirname(path);
  await access(directory, constants.W_OK).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      error.code === "ENOENT"
        ? `the folder ${directory} does not exist. Make it first.`
        : `the folder ${directory} cannot be written (${error.code}).`,
    );
  });
}
