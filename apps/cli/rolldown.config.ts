import { defineConfig, type RolldownOptions } from "rolldown";
import { licenses, slimUndici } from "@huntkit/build-plugins";

/** `commands/token-check.cjs` for a command's definition, `commands/export-run.cjs` for what it loads; for a library, its package. */
function nameOf({ facadeModuleId: id, name }: { facadeModuleId: string | null; name: string }): string {
  const [, inner] = /src[\\/]commands[\\/](.+)\.ts$/.exec(id ?? "") ?? [];
  if (inner !== undefined)
    return `commands/${inner.replace(/[\\/]command$/, "").replaceAll(/[\\/]/g, "-")}.cjs`;
  const [, library] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id ?? "") ?? [];
  return `${library?.replace(/^@/, "").replace("/", "-") ?? name}.cjs`;
}

const common = {
  platform: "node",
  // Some packages have a main file that no bundler can follow, and a module that it can.
  resolve: { mainFields: ["module", "main"] },
  // A slow machine is not a mistake.
  checks: { bundlerTimings: false },
  onLog(_, log) {
    throw new Error(log.message);
  },
} satisfies RolldownOptions;

/**
 * Everything that `hunt` runs but the sandbox, in few files. CommonJS, since Node starts it quicker; a
 * command's own file, and what a request needs, are loaded when they are used. Two more
 * bundles are not published: all of it in one file, for the single executable, and what writes the docs from
 * the definitions.
 */
export default defineConfig([
  {
    ...common,
    input: { hunt: "src/hunt.ts" },
    plugins: [slimUndici(), licenses()],
    output: {
      dir: "dist",
      format: "cjs",
      minify: true,
      comments: { legal: false },
      entryFileNames: "[name].cjs",
      chunkFileNames: nameOf,
      codeSplitting: {
        groups: [
          // What every command line needs is one file.
          {
            name: "run",
            test: /cli[\\/]src[\\/]program[\\/](run|command-line|definition|flags|explain|create-context)\.ts$/,
          },
          // Help, and what else sends no request, does not wait for the code that sends one.
          { name: "values", test: /packages[\\/]core[\\/]dist[\\/](catalog|values)\.js$/ },
          { name: "core", test: /packages[\\/]core[\\/]dist[\\/](?!rotation)|node_modules[\\/]zod[\\/]/ },
          { name: "undici", test: /node_modules[\\/]undici[\\/]|packages[\\/]build-plugins[\\/]/ },
        ],
      },
    },
  },
  {
    ...common,
    // One file: a single executable cannot load others. The sandbox is in it as well.
    input: { hunt: "src/executable.ts" },
    plugins: [slimUndici(), licenses()],
    output: {
      dir: "dist/executable",
      format: "cjs",
      minify: true,
      comments: { legal: false },
      codeSplitting: false,
      entryFileNames: "[name].cjs",
    },
  },
  {
    ...common,
    input: { documents: "src/docs/main.ts" },
    output: { dir: "dist/documents", format: "cjs", entryFileNames: "[name].cjs", chunkFileNames: nameOf },
  },
]);
