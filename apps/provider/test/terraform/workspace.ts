import { execFile, spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Sandbox } from "@huntkit/sandbox";
import type { Engine } from "./engines.js";
import { temporaryFolder } from "../temporary-folder.js";
import type { Plan, State } from "./json.js";

/** Where the build puts the provider. */
export const builtProvider = fileURLToPath(new URL("../../dist", import.meta.url));

/** What a run of the engine came to. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface WorkspaceOptions {
  /** Files by their path in the workspace: `main.tf`. */
  readonly files: Readonly<Record<string, string>>;
  /** The HUNT that the provider uses, with its administrator's token. */
  readonly sandbox?: Sandbox;
  /** Further variables of the environment; these go first. */
  readonly env?: Readonly<Record<string, string>>;
  /** The folder of `terraform-provider-hunt`; what the build made when omitted. */
  readonly provider?: string;
}

/** What every configuration begins with. */
export const requireHunt = `terraform {\n  required_providers {\n    hunt = { source = "huntkit/hunt" }\n  }\n}\n`;

/** A folder with a configuration, and an engine that runs in it with this provider and nothing of the user's own. Gone when the test ends. */
export class Workspace {
  readonly folder = temporaryFolder();
  readonly env: Readonly<Record<string, string>>;
  readonly #engine: Engine;

  constructor(engine: Engine, { files, sandbox, env = {}, provider = builtProvider }: WorkspaceOptions) {
    this.#engine = engine;
    for (const [path, text] of Object.entries(files)) this.write(path, text);
    const settings = join(this.folder, "engine.tfrc");
    writeFileSync(
      settings,
      `provider_installation {\n  dev_overrides {\n    "huntkit/hunt" = ${JSON.stringify(provider)}\n  }\n  direct {}\n}\n`,
    );
    this.env = {
      PATH: process.env["PATH"] ?? "",
      HOME: this.folder,
      CHECKPOINT_DISABLE: "1",
      TF_IN_AUTOMATION: "1",
      TF_CLI_CONFIG_FILE: settings,
      ...(sandbox && { HUNT_INSTANCE: sandbox.url, HUNT_TOKEN: sandbox.tokens.admin }),
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

  /** Runs the engine to its end, whatever that is: `run("plan", "-no-color")`. */
  run(...args: string[]): Promise<Outcome> {
    const options = { cwd: this.folder, env: this.env, maxBuffer: 1 << 28 };
    return new Promise((resolve) => {
      const child = execFile(this.#engine.command, args, options, (_, stdout, stderr) =>
        resolve({ code: child.exitCode ?? -1, stdout, stderr }),
      );
    });
  }

  /** Starts the engine in a group of processes of its own, as a shell does, for signals. */
  start(...args: string[]): ChildProcess {
    return spawn(this.#engine.command, args, {
      cwd: this.folder,
      env: this.env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  /** Applies without asking. */
  apply(...args: string[]): Promise<Outcome> {
    return this.run("apply", "-auto-approve", "-no-color", "-input=false", ...args);
  }

  /** Destroys without asking. */
  destroy(...args: string[]): Promise<Outcome> {
    return this.run("destroy", "-auto-approve", "-no-color", "-input=false", ...args);
  }

  /** Plans, and gives the plan. @throws with the engine's output when it cannot */
  async plan(...args: string[]): Promise<Plan> {
    await this.#expectSuccess("plan", "-out=plan.bin", "-no-color", "-input=false", ...args);
    return JSON.parse(await this.#expectSuccess("show", "-json", "plan.bin")) as Plan;
  }

  /** What the engine keeps of what it made. */
  async state(): Promise<State> {
    return JSON.parse(await this.#expectSuccess("show", "-json")) as State;
  }

  async #expectSuccess(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run(...args);
    if (code !== 0)
      throw new Error(`${this.#engine.command} ${args.join(" ")} ended with ${code}:\n${stdout}${stderr}`);
    return stdout;
  }
}
