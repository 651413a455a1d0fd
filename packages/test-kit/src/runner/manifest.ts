import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { parse } from "yaml";

/** The parts of an `action.yml` that a runner needs. */
export interface ActionManifest {
  name: string;
  inputs: Record<string, { description: string; required?: boolean; default?: string }>;
  outputs: Record<string, { description: string }>;
  runs: { using: string; main: string };
}

/** Reads the `action.yml` of a directory. */
export function readManifest(directory: string): ActionManifest {
  const manifest = parse(readFileSync(join(directory, "action.yml"), "utf8")) as Partial<ActionManifest> &
    Pick<ActionManifest, "name" | "runs">;
  return { inputs: {}, outputs: {}, ...manifest };
}

const resolve = createRequire(import.meta.url).resolve;

/**
 * Path of the Node 24 that `using: node24` means: this process's own where it is one, else the one that npm carries for this
 * platform, an optional dependency of this package.
 *
 * @throws {Error} where neither is there
 */
export function findActionsNode(): string {
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
