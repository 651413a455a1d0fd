import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { isSea } from "node:sea";
import { huntkitVersion as version } from "@huntkit/core";
import { escapeLines, escapeToSingleLine, terminalText, toSafeJson } from "@huntkit/core/escape";
import { executable, hosts, formatRequirement, source, getPlatform } from "../address.js";
import { resolveOutputDirectory } from "./directories.js";
import { quote } from "./export/hcl.js";
import { ScriptError, type Shell } from "./shell.js";
import { replaceFile } from "./write-files.js";

/**
 * The package.json next to the script. Without it, Node.js uses that of a parent directory, and does not start a file
 * with an unknown extension (`terraform-provider-hunt_v0.1.0`) in a package of type `module`.
 */
const modulePackage = Buffer.from('{ "type": "commonjs" }\n');

export interface InstallOptions {
  /** The directory of a mirror. Default: the one that Terraform and OpenTofu search by default. */
  dir?: string;
  dev?: boolean;
  json?: boolean;
}

/**
 * Installs the provider into a directory in which `terraform init` and `tofu init` find it without a
 * registry, or prints a configuration that uses the built provider.
 *
 * @param provider the built executable
 * @throws {ScriptError} if the provider is not built, or is a script on Windows
 */
export async function install(
  { dir, dev, json }: InstallOptions,
  shell: Shell,
  provider: string,
): Promise<number> {
  const script = await readFile(provider).catch((cause: unknown) => {
    throw new ScriptError(
      `No provider found at ${escapeToSingleLine(provider)}. Build it first: run npm run build in apps/provider.`,
      { cause },
    );
  });
  const isWindows = getPlatform().startsWith("win");
  if (isWindows && !isSea())
    throw new ScriptError(
      "Windows cannot start the provider, because it is a script. Use the single executable, or WSL.",
    );
  if (dev) return showOverride(dirname(provider), json, shell);
  // Both engines search here by default (Terraform's "Implied Local Mirror Directories").
  const usual = isWindows
    ? join(shell.env["APPDATA"] ?? homedir(), "terraform.d", "plugins")
    : join(shell.env["HOME"] ?? homedir(), ".terraform.d", "plugins");
  const mirror = await resolveOutputDirectory(dir ?? usual, "--dir", shell);
  const files = hosts.map((host) =>
    join(mirror, host, source, version, getPlatform(), `${executable}_v${version}${isWindows ? ".exe" : ""}`),
  );
  const isRebuilt = await isAnyDifferent(files, script);
  for (const file of files) {
    // Before the script: Terraform can start the script as soon as it exists.
    if (!isSea()) await replaceFile(join(dirname(file), "package.json"), modulePackage, 0o644);
    await replaceFile(file, script, 0o755);
  }
  const result = { source, version, platform: getPlatform(), files };
  const shown = files.map((file) => `  ${escapeToSingleLine(file)}\n`);
  if (json) shell.print(terminalText`${toSafeJson(result, 2)}\n`);
  else
    shell.print(
      escapeLines(
        `Installed ${source} ${version}:\n${shown.join("")}\nAdd this to your configuration, and run terraform init or tofu init:\n\n${formatRequirement(version)}\nprovider "hunt" {}\n`,
      ),
    );
  if (dir !== undefined) shell.note(formatMirrorHint(mirror));
  if (isRebuilt)
    shell.note(
      `This replaced another build of version ${version}. ` +
        "If init reports a wrong checksum, run terraform init -upgrade or tofu init -upgrade.",
    );
  return 0;
}

/**
 * Returns whether any of the files exists with different content. Lock files then contain the checksum of
 * that content.
 */
async function isAnyDifferent(files: readonly string[], script: Buffer): Promise<boolean> {
  const earlier = await Promise.all(files.map((file) => readFile(file).catch(() => undefined)));
  return earlier.some((content) => content !== undefined && !content.equals(script));
}

function showOverride(directory: string, json: boolean | undefined, shell: Shell): number {
  const configuration = `provider_installation {
  dev_overrides {
    ${quote(source)} = ${quote(directory)}
  }
  direct {}
}
`;
  shell.print(
    json
      ? terminalText`${toSafeJson({ source, directory, configuration }, 2)}\n`
      : escapeLines(configuration),
  );
  shell.note(
    "Save this as hunt.tfrc, set TF_CLI_CONFIG_FILE to its path, and run plan or apply without init: " +
      "hunt-provider install --dev > hunt.tfrc; export TF_CLI_CONFIG_FILE=$PWD/hunt.tfrc",
  );
  return 0;
}

function formatMirrorHint(mirror: string): string {
  return `To use this directory, add this to the file in TF_CLI_CONFIG_FILE: provider_installation { filesystem_mirror { path = ${quote(mirror)} } direct {} }`;
}
