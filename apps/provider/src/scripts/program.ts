import { huntkitVersion } from "@huntkit/core";
import { Command, Option } from "commander";
import type { Shell } from "./shell.js";

/** The location of the built files. */
export interface Build {
  /** The executable that Terraform starts. */
  readonly provider: string;
}

/**
 * Creates the command line. Each command is loaded only when it runs.
 *
 * @param done receives the exit code of the command
 */
export function createProgram(shell: Shell, build: Build, done: (exitCode: number) => void): Command {
  const root = new Command("hunt-provider")
    .description(
      "Install terraform-provider-hunt, export HUNT as code, and detect drift, with or without Terraform or OpenTofu",
    )
    .version(huntkitVersion, "-V, --version", "Print the version")
    .helpOption("-h, --help", "Show help")
    .helpCommand("help [command]", "Show help for a command")
    .configureOutput({ outputError: (text) => shell.note(formatUsageError(text)) })
    .addHelpText(
      "after",
      "\nSet HUNT_INSTANCE to the HUNT instance, and HUNT_TOKEN to an API token. There is no option for the token.",
    );
  const json = () => new Option("--json", "Print one JSON document");
  const force = () => new Option("--force", "Replace existing files");

  root
    .command("install")
    .description("Install the provider for terraform init and tofu init")
    .option("--dir <directory>", "Directory of a mirror (default: ~/.terraform.d/plugins)")
    .option("--dev", "Print a CLI configuration that uses the built provider, and install nothing")
    .addOption(json())
    .action(async (options) =>
      done(await (await import("./install.js")).install(options, shell, build.provider)),
    );

  root
    .command("export")
    .description("Export the objects of a HUNT instance as configuration with import blocks")
    .option("--out <directory>", "Directory to write to (default: hunt)")
    .option("--only <types...>", "Resource types to export, for example hunt_flag hunt_rule (default: all)")
    .option(
      "--state <file>",
      "State file of hunt-provider apply to write import blocks for, instead of an instance",
    )
    .addOption(force())
    .action(async (options) => done(await (await import("./export/export.js")).exportAll(options, shell)));

  root
    .command("drift")
    .description(
      "Check with Terraform or OpenTofu whether HUNT matches the configuration, and exit with code 2 if it does not",
    )
    .option("--dir <directory>", "Directory of the configuration", ".")
    .addOption(
      new Option(
        "--engine <name>",
        "Engine to use (default: Terraform if it is on the PATH, otherwise OpenTofu)",
      ).choices(["terraform", "tofu"]),
    )
    .addOption(json())
    .action(async (options) => done(await (await import("./drift/drift.js")).checkDrift(options, shell)));

  const runner = (name: "plan" | "apply" | "destroy", description: string) =>
    root
      .command(name)
      .description(`${description}, without Terraform (only .tf.json)`)
      .option("--dir <directory>", "Directory of the configuration", ".")
      .option("--state <file>", "State file (default: hunt.state.json in that directory)")
      .action(async (options) => done(await (await import("./runner/run.js")).run(name, options, shell)));
  runner("plan", "Show the changes that apply would make");
  runner("apply", "Change HUNT to match the configuration").option(
    "--auto-approve",
    "Apply without confirmation",
  );
  runner("destroy", "Delete all objects in the state").option(
    "--auto-approve",
    "Delete without confirmation",
  );

  root
    .command("docs")
    .description("Write the documentation of the provider for the registries")
    .option("--examples <directory>", "Directory of the examples", "examples")
    .option("--out <directory>", "Directory to write to", "docs")
    .action(async (options) => done(await (await import("./docs/pages.js")).writeDocs(options, shell)));

  root
    .command("licenses")
    .description("Print the licenses of the software in this program")
    .action(async () => done(await (await import("./licenses.js")).printLicenses(shell)));
  return root;
}

/** Formats an error of commander, such as `error: unknown command 'exprot'\n(Did you mean export?)`, as sentences. */
function formatUsageError(text: string): string {
  const [problem = "", question = ""] = text.trim().split("\n");
  const sentence = problem
    .replace(/^error: ./, (start) => start.slice(-1).toUpperCase())
    .replace(/\.?$/, ".");
  const suggestion = question.replace(/^\((.*)\)$/, " $1");
  return `${sentence}${suggestion} See hunt-provider --help.`;
}
