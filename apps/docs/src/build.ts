import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Builds all generated pages: the reference of the packages from their docstrings, troubleshooting from the
 * catalog of errors, what is known of HUNT from the marks of the catalog, and the pages of `hunt` from its
 * commands, with their JSON output and pictures.
 *
 * @argument the output directory, which is emptied first. Default: `dist/pages`.
 * @throws {Error} if a generator fails or prints a warning
 */
const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? join(here, "pages"));
const cli = dirname(createRequire(import.meta.url).resolve("@huntkit/cli/package.json"));

const generators: readonly (readonly [title: string, script: string, ...args: string[]])[] = [
  ["the library", join(here, "reference.js"), join(out, "reference")],
  ["the other packages", join(here, "package-reference.js"), join(out, "reference")],
  ["the errors", join(here, "troubleshooting.js"), out],
  ["the catalog", join(here, "known-of-hunt.js"), out],
  ["hunt", join(cli, "dist/documents/documents.cjs"), "docs", join(out, "cli")],
  ["the schemas", join(here, "schemas.js"), join(out, "cli")],
  ["the pictures", join(here, "pictures/take-pictures.js"), join(out, "cli/images")],
];

rmSync(out, { recursive: true, force: true });
for (const [title, ...command] of generators) {
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: "utf8" });
  const printed = stdout + stderr;
  if (status !== 0) throw new Error(`The pages of ${title} could not be built:\n${printed}`);
  if (printed !== "") throw new Error(`The pages of ${title} have warnings:\n${printed}`);
}
process.stdout.write(`${out}\n`);
