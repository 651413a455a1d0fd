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

const manifests = new Map<string, ActionManifest>();

/** Reads the `action.yml` of a directory, once in each process. */
export function readManifest(directory: string): ActionManifest {
  const manifest = manifests.get(directory) ?? parseManifest(directory);
  manifests.set(directory, manifest);
  return manifest;
}

function parseManifest(directory: string): ActionManifest {
  const manifest = parse(readFileSync(join(directory, "action.yml"), "utf8")) as Partial<ActionManifest> &
    Pick<ActionManifest, "name" | "runs">;
  return { inputs: {}, outputs: {}, ...manifest };
}

const resolve = createRequire(import.meta.url).resolve;

/**
 * Returns the path of the Node 24 for `using: node24`: this process's own Node if it is version 24, otherwise
 * the one that npm installed for this platform as an optional dependency of this package.
 *
 * @throws {Error} if neither exists
 */
export function findActionsNode(): string {
  if (process.versions.node.startsWith("24.")) return process.execPath;
  const name = `node-${process.platform}-${process.arch}`;
  try {
    return join(resolve(`${name}/package.json`), "../bin/node");
  } catch {
    throw new Error(
      `GitHub runs actions with Node 24, and no dependency provides it for ${process.platform} ${process.arch} among the dependencies. Run this with Node 24 itself.`,
    );
  }
}
