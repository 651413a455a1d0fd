import { resolve } from "node:path";
import { defineConfig, type RolldownOptions } from "rolldown";
import {
  lateTierUp,
  lazyStringWidth,
  leanChunks,
  licenses,
  sbom,
  slimCommander,
  slimMcp,
  slimUndici,
  slimYaml,
} from "@huntkit/build-plugins";

/**
 * Returns the file name of a chunk: `commands/token-check.cjs` for the definition of a command,
 * `commands/export-run.cjs` for a file that it loads, and the name of the package for a library.
 */
function getChunkName({ facadeModuleId: id, name }: { facadeModuleId: string | null; name: string }): string {
  const [, inner] = /src[\\/]commands[\\/](.+)\.ts$/.exec(id ?? "") ?? [];
  if (inner !== undefined)
    return `commands/${inner.replace(/[\\/]command$/, "").replaceAll(/[\\/]/g, "-")}.cjs`;
  const [, library] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id ?? "") ?? [];
  return `${library?.replace(/^@/, "").replace("/", "-") ?? name}.cjs`;
}

/** The files that are loaded together. */
const groups = [
  // Help and other commands that send no request do not load the code that sends one.
  { name: "values", test: /packages[\\/]core[\\/]dist[\\/](catalog|values)\.js$/ },
  // One file with what the help of groups needs, one with the definitions of commands, and one with what
  // runs them.
  {
    name: "run",
    test: /cli[\\/]src[\\/]program[\\/](run|errors|help|help-layout|help-page|help-topics)\.ts$|output[\\/]terminal\.ts$/,
  },
  {
    name: "definition",
    test: /cli[\\/]src[\\/]program[\\/](definition|flags|command-help)\.ts$/,
  },
  {
    name: "run-command-line",
    test: /cli[\\/]src[\\/](program[\\/](?!system|files|json-text|packaged-files)|output[\\/]output\.ts)|node_modules[\\/](commander|picocolors)[\\/]/,
  },
  { name: "core", test: /packages[\\/]core[\\/]dist[\\/](?!rotation)/ },
  // A file for each module that most commands need would take longer to load.
  {
    name: "lists",
    test: /cli[\\/]src[\\/](lists[\\/]|commands[\\/](alert[\\/](alert-table|group-filter)|target[\\/]find-target)\.ts)/,
  },
  { name: "profiles", test: /cli[\\/]src[\\/](credentials[\\/]profiles|program[\\/]files)\.ts/ },
  {
    name: "session",
    test: /cli[\\/]src[\\/](credentials[\\/]find-credentials|output[\\/]table)\.ts|toolkit[\\/]dist[\\/]condition-names\.js/,
  },
  { name: "undici", test: /node_modules[\\/]undici[\\/]|packages[\\/]build-plugins[\\/]/ },
];

const createPlugins = (): RolldownOptions["plugins"] => [
  lateTierUp(),
  lazyStringWidth(),
  slimCommander(),
  slimMcp(),
  slimUndici(),
  slimYaml(),
  leanChunks(),
  licenses(),
  sbom(),
];

const common = {
  platform: "node",
  // Some packages have a main file that cannot be bundled, and a module that can.
  resolve: {
    mainFields: ["module", "main"],
    // In its sources, each model has its own file, so a command loads only its own models.
    alias: { "@huntkit/catalog": resolve("../../packages/catalog/src/index.ts") },
  },
  // A slow machine must not fail the build.
  checks: { bundlerTimings: false },
  onLog(_, log) {
    throw new Error(log.message);
  },
} satisfies RolldownOptions;

/**
 * Bundles `hunt`, except for the sandbox, into a few files. The format is CommonJS, because Node starts it
 * faster. The files of a command, and the code that sends requests, are loaded when they are used. Two more
 * bundles are not published: the one of the single executable, which contains the sandbox, and the generator of the
 * docs.
 */
export default defineConfig([
  {
    ...common,
    input: { hunt: "src/hunt.ts" },
    plugins: createPlugins(),
    output: {
      dir: "dist",
      format: "cjs",
      minify: true,
      comments: { legal: false },
      entryFileNames: "[name].cjs",
      chunkFileNames: getChunkName,
      codeSplitting: { groups },
    },
  },
  {
    ...common,
    // A single executable embeds these files. The sandbox is in them as well.
    input: { hunt: "src/executable.ts" },
    plugins: createPlugins(),
    output: {
      dir: "dist/executable",
      format: "cjs",
      minify: true,
      comments: { legal: false },
      entryFileNames: "[name].cjs",
      chunkFileNames: getChunkName,
      codeSplitting: { groups },
    },
  },
  {
    ...common,
    input: { documents: "src/docs/main.ts" },
    output: {
      dir: "dist/documents",
      format: "cjs",
      entryFileNames: "[name].cjs",
      chunkFileNames: getChunkName,
    },
  },
]);
