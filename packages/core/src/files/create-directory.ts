import { mkdir, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { requireKnownKeys } from "../errors/require-known-keys.js";

/**
 * Creates a directory and its missing parents. Node's own `recursive` never returns below `/proc`, where the
 * system reports that an existing directory does not exist.
 *
 * @param options `mode` sets the permissions of new directories. Default: those of the process.
 * @throws Node's own error if the directory cannot be created, or if a file has its name
 */
export async function createDirectory(path: string, options: { readonly mode?: number } = {}): Promise<void> {
  requireKnownKeys(options, { mode: true });
  const target = resolve(path);
  const parent = dirname(target);
  try {
    await mkdir(target, options);
  } catch (error) {
    if (await isDirectory(target)) return;
    if ((error as NodeJS.ErrnoException).code !== "ENOENT" || parent === target) throw error;
    // Not only if the parent is still missing: another process may have created it since.
    await createDirectory(parent, options);
    await mkdir(target, options).catch(async (again: unknown) => {
      // Another process may have created it in the meantime.
      if (!(await isDirectory(target))) throw again;
    });
  }
}

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
