import { createRequire } from "node:module";
import { readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { sbomFile } from "@huntkit/build-plugins";

/** A program that is shipped as a single executable. */
export interface Program {
  /** Name of the file, without `.exe`. */
  readonly name: string;
  /** The CommonJS bundle that it runs. */
  readonly bundle: string;
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
    bundle: join(cliFiles, "executable", "hunt.cjs"),
    licenses: join(cliFiles, "executable", "LICENSES.txt"),
    sbom: join(cliFiles, "executable", sbomFile),
    assets: {
      ...listFiles(join(cliFiles, "completion"), "completion"),
      ...listFiles(sandboxConsole, "sandbox/dist/console"),
    },
  },
  {
    name: "terraform-provider-hunt",
    bundle: join(provider, "terraform-provider-hunt.cjs"),
    licenses: join(provider, "LICENSES.txt"),
    sbom: join(provider, sbomFile),
    assets: {},
  },
];

function listFiles(directory: string, prefix: string): Record<string, string> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    files.map((file) => [`${prefix}/${relative(directory, file).replaceAll("\\", "/")}`, file]),
  );
}
