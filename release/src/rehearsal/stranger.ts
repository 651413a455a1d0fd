import { execFile, spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";

/** The outcome of a program. */
export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Someone who has nothing of huntkit: an empty directory, an empty HOME with empty caches, and no environment variables
 * except for the PATH.
 */
export class Stranger {
  readonly #base: string;
  readonly #env: Readonly<Record<string, string>>;

  private constructor(base: string, env: Readonly<Record<string, string>>) {
    this.#base = base;
    this.#env = env;
  }

  /**
   * @param registry URL of the npm registry to install from
   * @param node path of the Node to use. Default: the one that runs this.
   */
  static async create(registry: string, node = process.execPath): Promise<Stranger> {
    const base = await mkdtemp(join(tmpdir(), "stranger-"));
    for (const directory of ["home", "work"]) await mkdir(join(base, directory));
    return new Stranger(base, {
      PATH: [dirname(node), process.env["PATH"]].join(delimiter),
      HOME: join(base, "home"),
      USERPROFILE: join(base, "home"),
      npm_config_registry: registry,
      npm_config_update_notifier: "false",
      npm_config_fund: "false",
      npm_config_audit: "false",
      npm_config_yes: "true",
    });
  }

  /** The directory to work in. */
  get directory(): string {
    return join(this.#base, "work");
  }

  async write(file: string, content: string): Promise<void> {
    const path = join(this.directory, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }

  /**
   * Runs a program to its end.
   *
   * @throws {Error} with the end of its output, if it exits with a code other than 0
   */
  run(file: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const options = { cwd: this.directory, env: { ...this.#env, ...env }, maxBuffer: 1e8 };
      execFile(file, args, options, (error, stdout, stderr) => {
        if (error === null) resolve({ stdout, stderr });
        else reject(new Error(`${[file, ...args].join(" ")} failed: ${getLastLines(stderr || stdout)}`));
      });
    });
  }

  /** Starts a program that keeps running. Its standard output can be read, and it has no input. */
  start(file: string, args: readonly string[]): ChildProcess {
    return spawn(file, args, {
      cwd: this.directory,
      env: this.#env,
      stdio: ["ignore", "pipe", "inherit"],
      // npx starts the program as a child of its own, so a signal has to reach the group.
      detached: true,
    });
  }

  async remove(): Promise<void> {
    await rm(this.#base, { recursive: true, force: true });
  }
}

function getLastLines(output: string): string {
  return output.trimEnd().split("\n").slice(-15).join("\n");
}
