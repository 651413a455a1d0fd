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
      "Scripts around terraform-provider-hunt: HUNT as code for Terraform and OpenTofu, and without them.",
    )
    .version(huntkitVersion)
    .addHelpText(
      "after",
      "\nHUNT_INSTANCE and HUNT_TOKEN say which HUNT, and by which token. No option takes a token.",
    );
  const json = () => new Option("--json", "one JSON document for other programs");

  root
    .command("install")
    .description("put the provider where terraform init and tofu init find it")
    .option("--dir <folder>", "a mirror's folder instead of the user's own")
    .option("--dev", "print a configuration that uses the provider where it was built")
    .addOption(json())
    .action(async (options) =>
      done(await (await import("./install.js")).install(options, shell, build.provider)),
    );

  root
    .command("export")
    .description("write configuration with import blocks for everything that HUNT has")
    .option("--out <folder>", "where to write it")
    .option("--only <types...>", "only these types of resources, such as hunt_flag hunt_rule")
    .option("--state <file>", "import blocks for what the state of apply has, instead of asking HUNT")
    .option("--force", "replace files that are there")
    .action(async (options) => done(await (await import("./export/export.js")).exportAll(options, shell)));

  root
    .command("drift")
    .description(
      "check with Terraform or OpenTofu whether HUNT matches the configuration; exit code 2 if it does not",
    )
    .option("--dir <folder>", "the configuration's folder", ".")
    .addOption(
      new Option("--engine <name>", "engine to use (default: the first on the PATH)").choices([
        "terraform",
        "tofu",
      ]),
    )
    .addOption(json())
    .action(async (options) => done(await (await import("./drift/drift.js")).checkDrift(options, shell)));

  const runner = (name: "plan" | "apply" | "destroy", description: string) =>
    root
      .command(name)
      .description(`${description}, without Terraform: .tf.json alone`)
      .option("--dir <folder>", "the configuration's folder", ".")
      .option("--state <file>", "state file (default: hunt.state.json in that directory)")
      .action(async (options) => done(await (await import("./runner/run.js")).run(name, options, shell)));
  runner("plan", "show what apply would do");
  runner("apply", "bring HUNT up to the configuration").option("--auto-approve", "do not ask");
  runner("destroy", "delete everything that is in the state").option("--auto-approve", "do not ask");

  root
    .command("package")
    .description("make the files of a release: archives, manifest, checksums")
    .option("--out <folder>", "where to write them", "release")
    .option("--force", "replace files that are there")
    .action(async (options) =>
      done(await (await import("./package.js")).makeRelease(options, shell, build.provider)),
    );

  root
    .command("docs")
    .description("write the registry's pages about the provider")
    .option("--examples <folder>", "the examples to show in them", "examples")
    .option("--out <folder>", "where to write them", "docs")
    .action(async (options) => done(await (await import("./docs/pages.js")).writeDocs(options, shell)));
  return root;
}
