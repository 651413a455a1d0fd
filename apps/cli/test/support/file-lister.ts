import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";

/**
 * Writes a module that prints the names of all loaded files to stderr when the process exits.
 *
 * @returns the option of Node that loads the module
 */
export function createFileLister(): string {
  const path = join(temporaryDirectory(), "list-files.cjs");
  writeFileSync(
    path,
    `process.on("exit", () => process.stderr.write(
       Object.keys(require.cache).filter((path) => path !== __filename)
         .map((path) => require("node:path").basename(path)).join(" ")))`,
  );
  return `--require=${path}`;
}

/** Returns the options of a Node process that prints the names of these modules of Node that it loaded when it exits. */
export function createModuleLister(...names: readonly string[]): string {
  const path = join(temporaryDirectory(), "list-modules.cjs");
  writeFileSync(
    path,
    `process.on("exit", () => process.stderr.write(${JSON.stringify(names)}
       .filter((name) => process.moduleLoadList.includes("NativeModule " + name)).join(" ")))`,
  );
  return `--require=${path}`;
}
