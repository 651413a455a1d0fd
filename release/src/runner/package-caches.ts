import { execFileSync } from "node:child_process";
import { dirname } from "node:path";

/**
 * Returns environment variables that make npm and pnpm in a workflow use the registry and the caches of this machine.
 * Otherwise, they would download all packages again, because a workflow has its own home directory.
 */
export function listPackageCaches(): Record<string, string> {
  const run = (program: string, ...args: string[]) =>
    execFileSync(program, args, { encoding: "utf8" }).trim();
  return {
    npm_config_registry: run("npm", "config", "get", "registry"),
    npm_config_cache: run("npm", "config", "get", "cache"),
    // The directory of the store's version is in it.
    pnpm_config_store_dir: dirname(run("pnpm", "store", "path")),
  };
}
