import { copyFile, cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { root } from "../npm/packages.js";

/** Everything that a tag of the action contains, and that a runner therefore downloads for each job. */
const files = [
  "LICENSE",
  "action.yml",
  "apps/action/README.md",
  "apps/action/dist",
  "setup/action.yml",
  "setup/install.sh",
] as const;

const workflow = ".github/workflows/hunt-token.yml";

/** How to create the tree of a tag. */
export interface ActionTreeOptions {
  /** Directory for the tree. */
  readonly out: string;
  /** Version of the release. */
  readonly version: string;
  /** Path of the checksums of the archives of `hunt`. */
  readonly checksums: string;
}

/**
 * Creates the tree of a release tag: the action, the setup action with its checksums, and the reusable workflow, which
 * uses the action of the same version.
 */
export async function createActionTree({ out, version, checksums }: ActionTreeOptions): Promise<void> {
  for (const file of files) {
    const target = join(out, file);
    await mkdir(dirname(target), { recursive: true });
    await cp(join(root, file), target, { recursive: true });
  }
  await copyFile(checksums, join(out, "setup", "SHA256SUMS"));
  const text = await readFile(join(root, workflow), "utf8");
  const pinned = text.replaceAll(/huntkit\/huntkit@v\d+\b/g, `huntkit/huntkit@v${version}`);
  if (pinned === text) throw new Error(`${workflow} does not use huntkit/huntkit at a major version.`);
  await mkdir(dirname(join(out, workflow)), { recursive: true });
  await writeFile(join(out, workflow), pinned);
}
