import { accessSync, constants } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

/** The version that `packages/test-kit/scripts/install-act` installs. */
export const actVersion = "0.2.89";

/**
 * Finds act, which runs workflows on this machine: on the PATH, or in the cache that `install-act` fills.
 *
 * @returns undefined if it is not installed
 */
export function findAct(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const cache = env["XDG_CACHE_HOME"] ?? join(env["HOME"] ?? homedir(), ".cache");
  const directories = [
    ...(env["PATH"] ?? "").split(delimiter),
    join(cache, "huntkit", `act-${actVersion}`, "bin"),
  ];
  return directories
    .filter((directory) => directory !== "")
    .map((directory) => join(directory, "act"))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
