import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { isExecutable } from "../find-program.js";

/** The command of an engine. */
export type Command = "terraform" | "tofu";

/** Terraform or OpenTofu. */
export interface Engine {
  readonly command: Command;
  /** Such as `1.11.4`. */
  readonly version: string;
  /** The absolute path of the program. */
  readonly file: string;
}

/**
 * Finds an engine on the PATH, or in the cache that `scripts/install-opentofu` fills.
 *
 * @param env `PATH`, and `XDG_CACHE_HOME` or `HOME`
 * @returns undefined if there is none, or it does not run
 */
export function findEngine(command: Command, env: NodeJS.ProcessEnv): Engine | undefined {
  const directories = [...(env["PATH"] ?? "").split(delimiter), ...listCachedDirectories(env)];
  const file = directories
    .filter((directory) => directory !== "")
    .map((directory) => join(directory, command))
    .find(isExecutable);
  const version = file && readVersion(file, env);
  return file && version ? { command, version, file } : undefined;
}

/** Returns the directories of the built engines, the newest version first. */
function listCachedDirectories({ XDG_CACHE_HOME: cache, HOME: home = "" }: NodeJS.ProcessEnv): string[] {
  const root = join(cache || join(home, ".cache"), "huntkit");
  try {
    const names = readdirSync(root).filter((name) => name.startsWith("opentofu-"));
    const newestFirst = names.sort((a, b) => b.localeCompare(a, "en", { numeric: true }));
    return newestFirst.map((name) => join(root, name));
  } catch {
    return [];
  }
}

/** Returns the version. If TF_CLI_CONFIG_FILE names no file, both engines print a warning before the JSON. */
function readVersion(file: string, env: NodeJS.ProcessEnv): string | undefined {
  const { stdout } = spawnSync(file, ["version", "-json"], {
    encoding: "utf8",
    env: { ...env, CHECKPOINT_DISABLE: "1" },
  });
  return /"terraform_version": *"([^"]+)"/.exec(stdout)?.[1];
}
