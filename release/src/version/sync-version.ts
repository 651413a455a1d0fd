import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../npm/packages.js";

/** A constant that repeats the version, because reading a manifest at each start would take time. */
interface VersionConstant {
  /** The file, relative to the root of the repository. */
  readonly file: string;
  readonly name: string;
  /** The directory of the package whose version it is. */
  readonly directory: string;
}

const constants: readonly VersionConstant[] = [
  { file: "packages/core/src/http/headers.ts", name: "huntkitVersion", directory: "packages/core" },
  { file: "apps/cli/src/program/system.ts", name: "version", directory: "apps/cli" },
];

/** Files that show users a version constraint of the provider. Its generated page follows when it is built. */
const constraints = ["docs/terraform.md", "apps/provider/examples/provider/provider.tf"];

/**
 * Repeats the version of the manifests in the sources and docs that show it.
 *
 * @throws {Error} if one of them does not show a version
 */
export async function syncVersion(): Promise<void> {
  for (const { file, name, directory } of constants) {
    const { version } = JSON.parse(await readFile(join(root, directory, "package.json"), "utf8")) as {
      version: string;
    };
    const path = join(root, file);
    const source = await readFile(path, "utf8");
    const declaration = new RegExp(`^export const ${name} = ".*";$`, "m");
    if (!declaration.test(source)) throw new Error(`${file} does not declare ${name}.`);
    await writeFile(path, source.replace(declaration, `export const ${name} = "${version}";`));
  }

  const { version } = JSON.parse(await readFile(join(root, "apps/provider/package.json"), "utf8")) as {
    version: string;
  };
  const minor = version.split(".").slice(0, 2).join(".");
  for (const file of constraints) {
    const path = join(root, file);
    const text = await readFile(path, "utf8");
    const updated = text.replace(/(source *= "huntkit\/hunt"\n *version = )"~> [\d.]+"/g, `$1"~> ${minor}"`);
    if (!updated.includes(`"~> ${minor}"`))
      throw new Error(`${file} shows no version constraint of the provider.`);
    await writeFile(path, updated);
  }
}
