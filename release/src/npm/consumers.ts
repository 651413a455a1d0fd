import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { findEngine } from "@huntkit/test-kit/terraform/find-engine";
import type { Stranger } from "../rehearsal/stranger.js";
import { findExample, readExamples } from "./readme-examples.js";

/** What a stranger does with a published package. */
export interface Consumer {
  /** Name of the package. */
  readonly name: string;
  /** What the stranger does, for the table. */
  readonly title: string;
  /** Throws if the package does not work. */
  readonly use: (stranger: Stranger) => Promise<void>;
}

/** A consumer for each published package. Each does what the package's README shows first. */
export const consumers: readonly Consumer[] = [
  {
    name: "@huntkit/cli",
    title: "npx @huntkit/cli sandbox, and token check",
    use: (stranger) =>
      withSandbox(stranger, async (connection) => {
        const { stdout } = await stranger.run("npx", ["@huntkit/cli", "token", "check"], connection);
        requireText(stdout, "healthy");
      }),
  },
  {
    name: "@huntkit/core",
    title: "npm install, and the README's example",
    use: (stranger) =>
      withSandbox(stranger, async (connection) => {
        requireText(await runExample(stranger, "@huntkit/core", [], connection), "healthy 20");
      }),
  },
  {
    name: "@huntkit/sandbox",
    title: "npm install, and the README's example",
    use: async (stranger) => {
      requireText(await runExample(stranger, "@huntkit/sandbox"), "http://127.0.0.1:");
    },
  },
  {
    name: "@huntkit/testing",
    title: "npm install, and the README's example",
    use: async (stranger) => {
      requireText(await runExample(stranger, "@huntkit/testing", ["@huntkit/core"]), "2500");
    },
  },
  {
    name: "@huntkit/opentelemetry",
    title: "npm install, and the README's example",
    use: (stranger) =>
      withSandbox(stranger, async (connection) => {
        const others = ["@huntkit/core", "@opentelemetry/api", "@opentelemetry/sdk-trace-base@2"];
        const output = await runExample(stranger, "@huntkit/opentelemetry", others, connection);
        requireText(output, "GET Alerts/count");
      }),
  },
  {
    name: "@huntkit/terraform-plugin",
    title: "npm install, and the README's provider applied",
    use: applyFirstProvider,
  },
];

/** Installs a package and runs the first TypeScript example of its README, in Node, which strips the types. */
async function runExample(
  stranger: Stranger,
  name: string,
  others: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  await stranger.run("npm", ["install", name, ...others]);
  const code = findExample(await readReadme(stranger, name), "ts");
  await stranger.write("example.mts", code);
  const { stdout } = await stranger.run("node", ["example.mts"], env);
  return stdout;
}

/** Follows the README of @huntkit/terraform-plugin from its first example to `terraform apply`. */
async function applyFirstProvider(stranger: Stranger): Promise<void> {
  const name = "@huntkit/terraform-plugin";
  await stranger.run("npm", ["install", name, "rolldown", "typescript"]);
  const examples = readExamples(await readReadme(stranger, name));
  for (const { file, code } of examples) if (file?.endsWith(".ts")) await stranger.write(file, code);
  const build = examples.find(({ language, code }) => language === "sh" && code.includes("rolldown -c"));
  await stranger.run("sh", ["-ec", build!.code]);
  const [settings, configuration] = examples.filter(({ language }) => language === "hcl");
  const { directory } = stranger;
  await stranger.write("dev.tfrc", settings!.code.replace("/path/to/dist", join(directory, "dist")));
  await stranger.write("main.tf", configuration!.code.replace("/tmp/notes", join(directory, "notes")));
  const engine = findEngine("terraform", process.env) ?? findEngine("tofu", process.env);
  if (engine === undefined) throw new Error("Neither Terraform nor OpenTofu is installed.");
  const env = { TF_CLI_CONFIG_FILE: join(directory, "dev.tfrc"), CHECKPOINT_DISABLE: "1" };
  const { stdout } = await stranger.run(engine.file, ["apply", "-auto-approve", "-no-color"], env);
  requireText(stdout, "1 added");
}

/** Starts the sandbox of the published command line, and passes the variables that connect to it. */
async function withSandbox(
  stranger: Stranger,
  use: (connection: Readonly<Record<string, string>>) => Promise<void>,
): Promise<void> {
  const child = stranger.start("npx", ["@huntkit/cli", "sandbox", "--port", "0", "--json"]);
  const closed = once(child, "close");
  try {
    const line = await Promise.race([once(createInterface(child.stdout!), "line"), closed]);
    if (typeof line[0] !== "string") throw new Error("npx @huntkit/cli sandbox did not start.");
    const { url, tokens } = JSON.parse(line[0]) as { url: string; tokens: { admin: string } };
    await use({ HUNT_INSTANCE: url, HUNT_TOKEN: tokens.admin });
  } finally {
    if (child.exitCode === null) process.kill(-child.pid!, "SIGTERM");
    await closed;
  }
}

function readReadme({ directory }: Stranger, name: string): Promise<string> {
  return readFile(join(directory, "node_modules", name, "README.md"), "utf8");
}

function requireText(output: string, text: string): void {
  if (!output.includes(text)) throw new Error(`Expected "${text}" in the output:\n${output}`);
}
