import { accessSync, constants } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

/**
 * Finds a program of others on the PATH, or in the cache that a script in `scripts` fills.
 *
 * @param cached its directory in the cache, for example `promtool`
 * @param env `PATH`, and `XDG_CACHE_HOME` or `HOME`
 * @returns its path; undefined if it is not installed
 */
export function findProgram(
  name: string,
  cached: string,
  env: NodeJS.ProcessEnv = process.env,
): string | undefined {
  const cache = env["XDG_CACHE_HOME"] || join(env["HOME"] || homedir(), ".cache");
  const directories = [...(env["PATH"] ?? "").split(delimiter), join(cache, "huntkit", cached)];
  return directories
    .filter((directory) => directory !== "")
    .map((directory) => join(directory, name))
    .find(isExecutable);
}

/** Returns whether a file exists and can be run. */
export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
