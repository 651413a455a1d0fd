import { createRequire } from "node:module";
import { readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { sbomFile } from "@huntkit/build-plugins";

/** A run of a program that is recorded when it is built. */
export interface WarmUp {
  readonly args: readonly string[];
  /** Whether it is started as Terraform starts a provider. */
  readonly isPlugin?: boolean;
}

/** A program that is shipped as a single executable. */
export interface Program {
  /** Name of the file, without `.exe`. */
  readonly name: string;
  /** The directory of its CommonJS modules. */
  readonly directory: string;
  /** Path of the module that starts it, in the directory. */
  readonly entry: string;
  /** Runs of the program whose compiled code it contains. */
  readonly warmUps: readonly WarmUp[];
  /** The licenses of what is in the bundle. */
  readonly licenses: string;
  /** The SBOM of the bundle. */
  readonly sbom: string;
  /** Embedded files, by the names under which the program reads them. */
  readonly assets: Readonly<Record<string, string>>;
}

const { resolve } = createRequire(import.meta.url);

/** The directory of the files of `hunt`, such as its man page. */
export const cliFiles = join(dirname(resolve("@huntkit/cli/package.json")), "dist");

const provider = join(dirname(resolve("@huntkit/provider/package.json")), "dist", "executable");
const sandboxConsole = join(
  dirname(createRequire(resolve("@huntkit/cli/package.json")).resolve("@huntkit/sandbox/package.json")),
  "dist",
  "console",
);

/** The programs that a release ships as single executables: `hunt`, and the provider, which is also `hunt-provider`. */
export const programs: readonly Program[] = [
  {
    name: "hunt",
    directory: join(cliFiles, "executable"),
    entry: "hunt.cjs",
    warmUps: [
      "--version",
      "--help",
      "token check --help",
      "token check",
      "token list",
      "alert list --limit 30",
      "agent list --json",
    ].map((line) => ({ args: line.split(" ") })),
    licenses: join(cliFiles, "executable", "LICENSES.txt"),
    sbom: join(cliFiles, "executable", sbomFile),
    assets: {
      ...listFiles(join(cliFiles, "completion"), "completion"),
      ...listFiles(sandboxConsole, "sandbox/dist/console"),
    },
  },
  {
    name: "terraform-provider-hunt",
    directory: provider,
    entry: "terraform-provider-hunt.cjs",
    warmUps: [{ args: [], isPlugin: true }, { args: ["--version"] }],
    licenses: join(provider, "LICENSES.txt"),
    sbom: join(provider, sbomFile),
    assets: {},
  },
];

/** Returns the paths of all files in a directory, by their relative path after a prefix. */
export function listFiles(directory: string, prefix: string): Record<string, string> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    files.map((file) => [`${prefix}/${relative(directory, file).replaceAll("\\", "/")}`, file]),
  );
}
