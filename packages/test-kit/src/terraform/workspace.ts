import { execFile, spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import type { Engine } from "./find-engine.js";
import { temporaryDirectory } from "../vitest/index.js";
import type { Plan, State } from "./json.js";

/** The result of a run of the engine. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface WorkspaceOptions {
  /** Files by path in the workspace, for example `main.tf`. */
  readonly files: Readonly<Record<string, string>>;
  /** Additional environment variables. They override the defaults. */
  readonly env?: Readonly<Record<string, string>>;
  /** The provider's source address, for example `huntkit/hunt`. */
  readonly source: string;
  /** The directory of the provider's executable. */
  readonly provider: string;
}

/**
 * A directory with a configuration, and an engine that runs in it with this provider, isolated from the
 * user's settings. It is removed when the test ends.
 */
export class Workspace {
  readonly folder = temporaryDirectory();
  readonly env: Readonly<Record<string, string>>;
  readonly #engine: Engine;

  constructor(engine: Engine, { files, source, provider, env = {} }: WorkspaceOptions) {
    this.#engine = engine;
    for (const [path, text] of Object.entries(files)) this.write(path, text);
    const settings = join(this.folder, "engine.tfrc");
    writeFileSync(
      settings,
      `provider_installation {\n  dev_overrides {\n    ${JSON.stringify(source)} = ${JSON.stringify(provider)}\n  }\n  direct {}\n}\n`,
    );
    this.env = {
      // An engine of the cache is not on the PATH.
      PATH: [dirname(engine.file), process.env["PATH"]].join(delimiter),
      HOME: this.folder,
      CHECKPOINT_DISABLE: "1",
      TF_IN_AUTOMATION: "1",
      TF_CLI_CONFIG_FILE: settings,
      ...env,
    };
  }

  /** Writes a file, such as a changed `main.tf`. */
  write(path: string, text: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** Reads a file, such as `terraform.tfstate`. */
  read(path: string): string {
    return readFileSync(join(this.folder, path), "utf8");
  }

  /** Runs the engine until it exits: `run("plan", "-no-color")`. */
  run(...args: string[]): Promise<Outcome> {
    const options = { cwd: this.folder, env: this.env, maxBuffer: 1 << 28 };
    return new Promise((resolve) => {
      const child = execFile(this.#engine.file, args, options, (_, stdout, stderr) =>
        resolve({ code: child.exitCode ?? -1, stdout, stderr }),
      );
    });
  }

  /** Starts the engine in its own process group, as a shell does, so tests can send signals. */
  start(...args: string[]): ChildProcess {
    return spawn(this.#engine.file, args, {
      cwd: this.folder,
      env: this.env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  /** Applies without confirmation. */
  apply(...args: string[]): Promise<Outcome> {
    return this.run("apply", "-auto-approve", "-no-color", "-input=false", ...args);
  }

  /** Destroys without confirmation. */
  destroy(...args: string[]): Promise<Outcome> {
    return this.run("destroy", "-auto-approve", "-no-color", "-input=false", ...args);
  }

  /** Returns a plan. Throws with the engine's output if planning fails. */
  async plan(...args: string[]): Promise<Plan> {
    await this.#expectSuccess("plan", "-out=plan.bin", "-no-color", "-input=false", ...args);
    return JSON.parse(await this.#expectSuccess("show", "-json", "plan.bin")) as Plan;
  }

  /** Returns the state. */
  async state(): Promise<State> {
    return JSON.parse(await this.#expectSuccess("show", "-json")) as State;
  }

  async #expectSuccess(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run(...args);
    if (code !== 0)
      throw new Error(
        `${this.#engine.command} ${args.join(" ")} exited with code ${code}:\n${stdout}${stderr}`,
      );
    return stdout;
  }
}

/** Returns whether a process with this ID exists. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
