import { defineConfig } from "rolldown";
import { dropProperties, licenses, slimUndici } from "@huntkit/build-plugins";

/** What a plain check needs, and the features as well: in one file, as each one costs time. */
const everyRun =
  /packages[\\/](core[\\/]dist[\\/](?!rotation|network)|toolkit[\\/]dist[\\/](?!requests|cron))|node_modules[\\/](zod|@actions[\\/]core)[\\/]|action[\\/]src[\\/]((report|inputs)[\\/]|(feature|find-by-name|clients)\.ts)/;

/** The package that a lazily loaded file is about. */
const packageOf = (id: string | null) =>
  /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id ?? "")?.[1]?.replace("/", "-");

/** What the declarations of inputs and outputs have only for action.yml, the docs, and the reusable workflow. */
const onlyForDocs = ["feature", "workflow", "description"];

/**
 * The committed bundle: everything the action runs, in one folder, without node_modules. What few runs need is in files
 * of its own, loaded when it is. Cold start decides its shape: CommonJS, since importing `http` as a module loads a second
 * HTTP client that Node brings along; the parts of @actions/core that nobody calls left out; and undici without fetch.
 */
export default defineConfig({
  input: { main: "src/main.ts" },
  platform: "node",
  treeshake: { moduleSideEffects: (id) => !id.includes("/node_modules/@actions/") },
  plugins: [slimUndici(), licenses(), dropProperties(/src[\\/]inputs[\\/]/, onlyForDocs)],
  // A slow machine is not a mistake.
  checks: { bundlerTimings: false },
  onLog(_, log) {
    throw new Error(log.message);
  },
  output: {
    dir: "dist",
    format: "cjs",
    minify: true,
    cleanDir: true,
    comments: { legal: false },
    entryFileNames: "[name].cjs",
    chunkFileNames: ({ facadeModuleId, name }) => `${packageOf(facadeModuleId) ?? name}.cjs`,
    codeSplitting: { groups: [{ name: "common", test: everyRun }] },
  },
});
