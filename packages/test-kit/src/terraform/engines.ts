import { spawnSync } from "node:child_process";
import { accessSync, constants, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe } from "vitest";
import type { Reporter, TestModule } from "vitest/node";

type Command = "terraform" | "tofu";

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

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
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

const commands = ["terraform", "tofu"] as const;

const installed = new Map(commands.map((command) => [command, findEngine(command, process.env)]));

/** Ends the title of tests whose engine is not installed. */
const missing = "which is not installed";

/**
 * Registers tests once for each engine. Tests of an engine that is not installed are skipped, and the last
 * line of the run says so.
 *
 * @param suite registers the tests
 */
export function onEachEngine(suite: (engine: Engine) => void): void {
  for (const [command, engine] of installed) {
    const title = engine ? `on ${command} ${engine.version}` : `on ${command}, ${missing}`;
    describe.skipIf(!engine).each([title])("%s", () => {
      suite(engine ?? { command, version: "", file: command });
    });
  }
}

/**
 * Describes how many tests were skipped because an engine is not installed.
 *
 * @param names the full names of all skipped tests
 * @returns an empty string if there are none
 */
export function describeSkippedTests(names: readonly string[]): string {
  const lines = commands.flatMap((command) => {
    const { length } = names.filter((name) => name.includes(`on ${command}, ${missing}`));
    const tests = length === 1 ? "1 TEST" : `${length} TESTS`;
    return length === 0 ? [] : [`!! ${tests} SKIPPED, because ${command} is not installed.${hints[command]}`];
  });
  return lines.join("\n");
}

const hints = {
  terraform: "",
  tofu: " packages/test-kit/scripts/install-opentofu builds OpenTofu.",
};

/** Prints at the end of a run how many tests were skipped because an engine is not installed. */
export class ReportSkippedEngineTests implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const skipped = modules.flatMap(({ children }) => [...children.allTests("skipped")]);
    const text = describeSkippedTests(skipped.map(({ fullName }) => fullName));
    if (text !== "") process.stdout.write(`\n${text}\n`);
  }
}
