import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { access, lstat, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { ApiToken } from "@huntkit/core";

/**
 * Makes sure that a file can be written, before there is a token that would need it.
 *
 * @throws {Error} that says what stands in the way
 */
export async function requireWritable(path: string): Promise<void> {
  const present = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw new Error(`${path} cannot be looked at (${error.code}).`);
  });
  // A link would show the token at a place that the configuration does not name.
  if (present?.isSymbolicLink())
    throw new Error(`${path} is a symbolic link. Name the file that it points to, or another.`);
  if (present && !present.isFile())
    throw new Error(`${path} is no ordinary file. Name one that is, or that does not exist.`);
  const folder = dirname(path);
  await access(folder, constants.W_OK).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      error.code === "ENOENT"
        ? `the folder ${folder} does not exist. Make it first.`
        : `the folder ${folder} cannot be written (${error.code}).`,
    );
  });
}

/**
 * Writes a token's value, and nothing else, into a file that its owner alone can read. Whoever reads the file finds the whole
 * value at any time: the old one, or the new one.
 *
 * @throws {Error} that says what stood in the way; what was there before is as it was
 */
export async function deliverToFile(path: string, token: ApiToken): Promise<void> {
  await requireWritable(path);
  const draft = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}`);
  try {
    const file = await open(draft, "wx", 0o600);
    try {
      await file.writeFile(token.reveal());
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw new Error(`${path} could not be written (${(error as NodeJS.ErrnoException).code}).`, {
      cause: error,
    });
  }
}
