import { readFileSync } from "node:fs";
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
