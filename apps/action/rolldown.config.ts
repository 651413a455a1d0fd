import { defineConfig } from "rolldown";
import {
  coreSources,
  dropProperties,
  lateTierUp,
  leanChunks,
  licenses,
  sbom,
  slimOctokit,
  slimUndici,
  slimYaml,
  slimZod,
} from "@huntkit/build-plugins";

/** Modules that a check without other features needs. They are bundled in one file, because each file costs time. */
const everyRun =
  /packages[\\/]((catalog[\\/]dist|core[\\/]src)[\\/](?!rotation|network[\\/])|toolkit[\\/]dist[\\/](?!requests|cron|reports|summaries|write-file|part-error))|node_modules[\\/](zod|@actions[\\/]core)[\\/]|action[\\/]src[\\/]((report|inputs)[\\/]|(feature|find-by-name|clients)\.ts)/;

/** Those of them that only conditions, lists, tasks, and files need. They are loaded when one of them is first used. */
const laterModules =
  /core[\\/]src[\\/]((export|extensions|files|paging|rules|sources)[\\/]|query[\\/](?!json-text\.ts)|(collection|events|network-address|run-concurrently|escape[\\/]mermaid)\.ts|guard[\\/](?!(affected|condition|guard|guard-read|known-models|query-keys|require-record-path)\.ts)|models[\\/]([\w-]+-collection|models|name-conflict|related)\.ts|tasks[\\/](?!(tasks|scan-options)\.ts)|token[\\/](discover-token-routes|prove-ownership)\.ts)/;

/** Returns the name of the package that a lazily loaded module belongs to. */
const packageOf = (id: string | null) => {
  const pattern = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\/|\/packages\/([^/]+)\/dist\/index\.js$/;
  const [, library, own] = pattern.exec(id ?? "") ?? [];
  return (library ?? own)?.replace("/", "-");
};

/** Properties of input and output declarations that only action.yml, the docs, and the reusable workflow use. */
const onlyForDocs = ["feature", "workflow", "description"];

/**
 * The committed bundle: all code of the action in one directory, without node_modules. Code that few runs need is in
 * separate files, which are loaded on demand. To start fast, the bundle is CommonJS (an ES module import of `http`
 * would load Node's built-in fetch), omits the unused parts of @actions/core, and has undici without fetch.
 */
export default defineConfig({
  input: { main: "src/main.ts" },
  platform: "node",
  preserveEntrySignatures: "allow-extension",
  treeshake: { moduleSideEffects: [{ test: /node_modules[\\/]@actions[\\/]/, sideEffects: false }] },
  plugins: [
    coreSources(),
    lateTierUp(),
    slimOctokit(),
    slimUndici(),
    slimYaml({ isFailsafeOnly: true }),
    slimZod(),
    leanChunks(["later"]),
    licenses(),
    sbom(),
    dropProperties(/src[\\/]inputs[\\/]/, onlyForDocs),
  ],
  // On a slow machine, this check would fail the build.
  checks: { bundlerTimings: false },
  onLog(_, log) {
    throw new Error(log.message);
  },
  output: {
    dir: "dist",
    format: "cjs",
    minify: true,
    cleanDir: true,
    comments: false,
    entryFileNames: "[name].cjs",
    chunkFileNames: ({ facadeModuleId, name }) => `${packageOf(facadeModuleId) ?? name}.cjs`,
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        { name: "later", test: laterModules, priority: 1 },
        { name: "common", test: everyRun },
      ],
    },
  },
});
