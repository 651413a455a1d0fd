import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { findEngine } from "@huntkit/test-kit/terraform/find-engine";
import { startSandboxProcess } from "./processes.js";
import { providerFolder } from "./rows/provider-start.js";

/** A type of objects, ours or the one that is built into the engines. */
export type ObjectType = "hunt_target_group" | "terraform_data";

/** Returns the path of Terraform or OpenTofu. Undefined if neither is installed. */
export function findAnyEngine(): string | undefined {
  return (findEngine("terraform", process.env) ?? findEngine("tofu", process.env))?.file;
}

export type EngineWorld = Awaited<ReturnType<typeof startEngineWorld>>;

/** The arguments of each command. With `-detailed-exitcode`, a plan fails if it has changes. */
const commands = {
  apply: ["apply", "-auto-approve", "-parallelism=50"],
  plan: ["plan", "-detailed-exitcode"],
};

/**
 * Starts a sandbox, and creates a directory for an engine with a state for each set of objects.
 *
 * @param engine path of the engine
 */
export async function startEngineWorld(engine: string) {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const sandbox = await startSandboxProcess();
  for (const type of ["hunt_target_group", "terraform_data"] as const) {
    mkdirSync(join(folder, type));
    writeFileSync(join(folder, type, "main.tf"), configurations[type]);
  }
  const env = {
    PATH: process.env["PATH"],
    HOME: folder,
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
    TF_CLI_CONFIG_FILE: writeSettings(folder),
    HUNT_INSTANCE: sandbox.url,
    HUNT_TOKEN: sandbox.tokens.admin,
  };
  // Only the built-in provider needs it: an override cannot be initialized.
  await promisify(execFile)(engine, ["init"], { cwd: join(folder, "terraform_data"), env });
  const requests = `${sandbox.url}/sandbox/requests`;
  return {
    /** Returns a command about a number of objects, and the directory and the environment to run it in. */
    command(name: keyof typeof commands, type: ObjectType, size: number) {
      const flags = ["-no-color", "-input=false", `-state=${size}.tfstate`, `-var=number=${size}`];
      const command = [engine, ...commands[name], ...flags] as [string, ...string[]];
      return { command, cwd: join(folder, type), env };
    },
    /**
     * Creates target groups with the API, and writes a state with them. An engine would write its whole local state after
     * each object, so the time of its apply grows with the square of their number.
     */
    async createTargetGroups(size: number): Promise<void> {
      const { command, cwd } = this.command("apply", "hunt_target_group", 1);
      const [file, ...args] = command;
      await promisify(execFile)(file, args, { cwd, env });
      const names = Array.from({ length: size }, (_, index) => formatName(size, index));
      const ids = await createGroups(sandbox, names);
      const state = JSON.parse(readFileSync(join(cwd, "1.tfstate"), "utf8")) as EngineState;
      const sample = state.resources[0].instances[0]!;
      const text = JSON.stringify(sample);
      state.resources[0].instances = ids.map((id, index) => {
        const renamed = text.replaceAll(sample.attributes.id, id).replaceAll(formatName(1, 0), names[index]!);
        return { ...(JSON.parse(renamed) as EngineInstance), index_key: index };
      });
      writeFileSync(join(cwd, `${size}.tfstate`), JSON.stringify(state));
    },
    async clearRequests(): Promise<void> {
      await fetch(requests, { method: "DELETE" });
    },
    async countRequests(): Promise<number> {
      return ((await (await fetch(requests)).json()) as unknown[]).length;
    },
    stop(): void {
      sandbox.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface EngineInstance {
  index_key: number;
  attributes: { id: string };
}

interface EngineState {
  resources: [{ instances: EngineInstance[] }];
}

/** Returns the name of a target group in the configuration. */
function formatName(size: number, index: number): string {
  return `group ${size} ${index}`;
}

/** Creates target groups, and returns their IDs. The body of a request is limited to 100 kB (LoopBack 3). */
async function createGroups(
  { url, tokens }: { url: string; tokens: { admin: string } },
  names: readonly string[],
): Promise<string[]> {
  const headers = { authorization: tokens.admin, "content-type": "application/json" };
  const ids: string[] = [];
  for (let from = 0; from < names.length; from += 1_000) {
    const body = JSON.stringify(names.slice(from, from + 1_000).map((name) => ({ name })));
    const response = await fetch(`${url}/api/targets`, { method: "POST", headers, body });
    if (!response.ok) throw new Error(`POST targets: ${response.status} ${await response.text()}`);
    ids.push(...((await response.json()) as { id: string }[]).map(({ id }) => id));
  }
  return ids;
}

/** Writes the settings for the provider in its build directory, and returns their path. */
function writeSettings(folder: string): string {
  const path = join(folder, "terraform.tfrc");
  const override = `"huntkit/hunt" = ${JSON.stringify(providerFolder)}`;
  writeFileSync(path, `provider_installation {\n  dev_overrides {\n    ${override}\n  }\n  direct {}\n}\n`);
  return path;
}

const variable = `
variable "number" {
  type = number
}
`;

const configurations: Record<ObjectType, string> = {
  hunt_target_group: `${variable}
terraform {
  required_providers {
    hunt = { source = "huntkit/hunt" }
  }
}

resource "hunt_target_group" "many" {
  count = var.number
  name  = "group \${var.number} \${count.index}"
}
`,
  terraform_data: `${variable}
resource "terraform_data" "many" {
  count = var.number
  input = "group \${var.number} \${count.index}"
}
`,
};
