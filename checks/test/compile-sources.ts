import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const compilerOptions = {
  noEmit: false,
  rootDir: ".",
  outDir: "dist",
  types: ["node"],
  declaration: false,
  sourceMap: false,
};

/**
 * Compiles TypeScript under the strict rules of the repository. The result is in `dist` in the folder.
 *
 * @param folder directory for the sources, which is emptied. It must be below checks, so packages are found.
 * @param sources contents of the files, by their names without `.ts`
 */
export function compileSources(folder: string, sources: Readonly<Record<string, string>>): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ extends: "../../tsconfig.base.json", compilerOptions, include: ["*.ts"] }),
  );
  for (const [name, text] of Object.entries(sources)) writeFileSync(join(folder, `${name}.ts`), text);
  const typescript = createRequire(import.meta.url).resolve("typescript/package.json");
  execFileSync(process.execPath, [join(dirname(typescript), "bin/tsc"), "-p", folder], { stdio: "inherit" });
}
