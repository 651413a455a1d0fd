import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { findEngine } from "@huntkit/test-kit/terraform/find-engine";
import { compare, type Result } from "../pairs.js";
import { startSandboxProcess } from "../processes.js";
import { providerFolder } from "./provider-start.js";
import { createOwnRow, type MeasureOptions, type Row, skip } from "./row.js";

/** Number of objects in the two plans. Their difference is the cost of the objects, without that of starting. */
const [few, many] = [10, 1_000];

/** The cost of a plan of existing objects without changes. */
export const plans: readonly Row[] = [
  createOwnRow({
    name: "plan-requests",
    title: "terraform plan of 1,000 target groups, vs. 10: requests",
    unit: "requests",
    target: 5,
    measure: (options) =>
      measureInWorld("plan-requests", options, async (world, [low, high]) => {
        const planFew = await world.apply("hunt_target_group", low);
        const planMany = await world.apply("hunt_target_group", high);
        return compare(
          async () => (await planMany()).requests,
          async () => (await planFew()).requests,
          1,
          0,
        );
      }),
  }),
  createOwnRow({
    name: "plan",
    title: "terraform plan of 1,000 target groups minus 10, vs. terraform_data: wall",
    unit: "ms",
    target: 2,
    measure: (options) =>
      measureInWorld("plan", options, async (world, [low, high]) => {
        const difference = async (type: ObjectType) => {
          const planFew = await world.apply(type, low);
          const planMany = await world.apply(type, high);
          return async () => (await planMany()).ms - (await planFew()).ms;
        };
        const { quick } = options;
        return compare(
          await difference("hunt_target_group"),
          await difference("terraform_data"),
          quick ? 1 : 5,
          quick ? 0 : 1,
        );
      }),
  }),
];

type ObjectType = "hunt_target_group" | "terraform_data";

/** Measures with an engine. Returns undefined if none is installed. */
async function measureInWorld(
  row: string,
  { quick }: MeasureOptions,
  measure: (world: World, counts: readonly [number, number]) => Promise<Result>,
): Promise<Result | undefined> {
  const engine = findEngine("terraform", process.env) ?? findEngine("tofu", process.env);
  if (engine === undefined) return skip(row, "neither Terraform nor OpenTofu is installed.");
  const world = await startWorld(engine.file);
  try {
    return await measure(world, quick ? [1, 40] : [few, many]);
  } finally {
    world.stop();
  }
}

type World = Awaited<ReturnType<typeof startWorld>>;

/**
 * Starts a sandbox, and creates a directory for an engine with a state for each set of objects.
 *
 * @param engine path of the engine
 */
async function startWorld(engine: string) {
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
  const run = (command: string, type: ObjectType, size: number, ...more: string[]) => {
    const args = [
      command,
      "-no-color",
      "-input=false",
      `-state=${size}.tfstate`,
      `-var=number=${size}`,
      ...more,
    ];
    return promisify(execFile)(engine, args, { cwd: join(folder, type), env, maxBuffer: 1 << 28 });
  };
  // Only the built-in provider needs it: an override cannot be initialized.
  await promisify(execFile)(engine, ["init"], { cwd: join(folder, "terraform_data"), env });
  return {
    /** Creates objects, and returns a function that plans them. It throws if the plan has changes. */
    async apply(type: ObjectType, size: number) {
      await run("apply", type, size, "-auto-approve", "-parallelism=50");
      return async () => {
        await fetch(`${sandbox.url}/sandbox/requests`, { method: "DELETE" });
        const began = performance.now();
        await run("plan", type, size, "-detailed-exitcode");
        const ms = performance.now() - began;
        const requests = (await (await fetch(`${sandbox.url}/sandbox/requests`)).json()) as unknown[];
        return { ms, requests: requests.length };
      };
    },
    stop() {
      sandbox.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
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
