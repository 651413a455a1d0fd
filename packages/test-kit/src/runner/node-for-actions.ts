import { createRequire } from "node:module";
import { join } from "node:path";

const resolve = createRequire(import.meta.url).resolve;

/**
 * Path of the Node 24 that `using: node24` means: this process's own where it is one, else the one that npm carries for this
 * platform, an optional dependency of this package.
 *
 * @throws {Error} where neither is there
 */
export function nodeForActions(): string {
  if (process.versions.node.startsWith("24.")) return process.execPath;
  const name = `node-${process.platform}-${process.arch}`;
  try {
    return join(resolve(`${name}/package.json`), "../bin/node");
  } catch {
    throw new Error(
      `GitHub runs actions with Node 24, and there is none for ${process.platform} ${process.arch} among the dependencies. Run this with Node 24 itself.`,
    );
  }
}
