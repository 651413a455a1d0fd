import { execFile, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { findExecutable } from "../executables.js";
import { compare } from "../pairs.js";
import { startSandbox } from "../processes.js";
import { providerFolder } from "./provider-start.js";
import type { Row } from "./row.js";

/** Number of target groups in the small plan. */
const few = 10;

/** The cost of a plan of many existing target groups, compared with ten. Neither plan has changes. */
export const plans: readonly Row[] = [
  plan(100, "requests", { pairs: 1, maxRatio: 3 }),
  // A plan of 1,000 sends at most 20 requests. A plan of ten sends four.
  plan(1_000, "requests", { pairs: 1, maxRatio: 5 }),
  plan(100, "ms", { pairs: 5, maxRatio: 1.5 }),
  plan(1_000, "ms", { pairs: 3, maxRatio: 4 }),
];

/** The time of a plan with the single executable, compared with the script. */
export const executablePlan: Row = {
  name: "plan-executable",
  title: `terraform plan of ${few} target groups, single executable, vs. the script: wall`,
  unit: "ms",
  maxRatio: 1,
  others: "-",
  async *measure(chosen, quick) {
    if (!chosen.includes("huntkit") || !hasTerraform(this.name)) return;
    const executable = findExecutable("terraform-provider-hunt", this.name);
    if (executable === undefined) return;
    const world = await startWorld();
    try {
      const planFew = await world.apply("few", quick ? 1 : few);
      const folder = world.linkProvider(executable);
      const comparison = await compare(
        async () => (await planFew(folder)).ms,
        async () => (await planFew()).ms,
        quick ? 1 : 11,
        quick ? 0 : 1,
      );
      yield ["huntkit", comparison];
    } finally {
      world.stop();
    }
  },
};

function hasTerraform(row: string): boolean {
  const exists = spawnSync("terraform", ["version"]).error === undefined;
  if (!exists) process.stderr.write(`${row} SKIPPED: terraform is not on the PATH.\n`);
  return exists;
}

function plan(
  many: number,
  unit: "requests" | "ms",
  { pairs, maxRatio }: { pairs: number; maxRatio: number },
): Row {
  const name = `plan-${many}${unit === "requests" ? "-requests" : ""}`;
  return {
    name,
    title: `terraform plan of ${many.toLocaleString("en")} target groups, vs. ${few}: ${unit === "requests" ? "requests" : "wall"}`,
    unit,
    maxRatio,
    others: "-",
    async *measure(chosen, quick) {
      if (!chosen.includes("huntkit") || !hasTerraform(name)) return;
      const world = await startWorld();
      try {
        const planFew = await world.apply("few", quick ? 1 : few);
        const planMany = await world.apply("many", quick ? 2 : many);
        yield [
          "huntkit",
          await compare(
            async () => (await planMany())[unit],
            async () => (await planFew())[unit],
            quick ? 1 : pairs,
            0,
          ),
        ];
      } finally {
        world.stop();
      }
    },
  };
}

/** Starts a sandbox, and creates a directory for Terraform with a state for each set of target groups. */
async function startWorld() {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const sandbox = await startSandbox();
  writeFileSync(join(folder, "main.tf"), configuration);
  const env = {
    PATH: process.env["PATH"],
    HOME: folder,
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
    TF_CLI_CONFIG_FILE: writeSettings(folder, providerFolder),
    HUNT_INSTANCE: sandbox.url,
    HUNT_TOKEN: sandbox.tokens.admin,
  };
  const terraform = (command: string, set: string, size: number, ...more: string[]) => {
    const args = [
      command,
      "-no-color",
      "-input=false",
      `-state=${set}.tfstate`,
      `-var=names=${set}`,
      `-var=number=${size}`,
      ...more,
    ];
    return promisify(execFile)("terraform", args, { cwd: folder, env, maxBuffer: 1 << 28 });
  };
  return {
    /**
     * Creates a set, and returns a function that plans it, with the provider in a directory. The function throws if the
     * plan has changes.
     */
    async apply(set: string, size: number) {
      await terraform("apply", set, size, "-auto-approve", "-parallelism=50");
      return async (directory = providerFolder) => {
        await fetch(`${sandbox.url}/sandbox/requests`, { method: "DELETE" });
        writeSettings(folder, directory);
        const began = performance.now();
        await terraform("plan", set, size, "-detailed-exitcode");
        const ms = performance.now() - began;
        const requests = (await (await fetch(`${sandbox.url}/sandbox/requests`)).json()) as unknown[];
        return { ms, requests: requests.length };
      };
    },
    /** Returns a directory that contains only this provider. Terraform runs the first file with the provider's name. */
    linkProvider(file: string) {
      const directory = join(folder, "provider");
      mkdirSync(directory);
      symlinkSync(file, join(directory, basename(file)));
      return directory;
    },
    stop() {
      sandbox.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Writes the settings of Terraform for the provider in a directory, and returns their path. */
function writeSettings(folder: string, directory: string): string {
  const path = join(folder, "terraform.tfrc");
  const override = `"huntkit/hunt" = ${JSON.stringify(directory)}`;
  writeFileSync(path, `provider_installation {\n  dev_overrides {\n    ${override}\n  }\n  direct {}\n}\n`);
  return path;
}

const configuration = `
terraform {
  required_providers {
    hunt = { source = "huntkit/hunt" }
  }
}

variable "number" {
  type = number
}

variable "names" {
  type = string
}

resource "hunt_target_group" "many" {
  count = var.number
  name  = "\${var.names} \${count.index}"
}
`;
