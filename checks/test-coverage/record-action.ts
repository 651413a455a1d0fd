import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const directory = join(root, "coverage/action");

/** The files into which V8 writes its counts for each run of the Action. */
export const recordings = join(directory, "v8");

/**
 * Prepares the Action to be run from its sources instead of from its bundle. Node 24 replaces types with
 * spaces, so what
 * V8 counts has the positions of the sources. The bundle is minified, and positions in it would only be similar.
 *
 * @returns the environment of the tests: where the Action is, and where V8 writes its counts to
 */
export function recordAction(): Record<string, string> {
  rmSync(directory, { recursive: true, force: true });
  const main = join(directory, "apps/action/dist/main.cjs");
  mkdirSync(dirname(main), { recursive: true });
  copyFileSync(join(root, "action.yml"), join(directory, "action.yml"));
  writeFileSync(main, startSources);
  return { HUNTKIT_ACTION: directory, NODE_V8_COVERAGE: recordings };
}

const startSources = `
const { registerHooks } = require("node:module");
registerHooks({
  resolve(specifier, context, next) {
    const isSource = specifier.startsWith(".") && context.parentURL.endsWith(".ts");
    return next(isSource ? specifier.replace(/\\.js$/, ".ts") : specifier, context);
  },
});
void import(${JSON.stringify(join(root, "apps/action/src/main.ts"))});
`;
