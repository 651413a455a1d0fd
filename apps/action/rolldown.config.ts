import { fileURLToPath } from "node:url";
import { defineConfig } from "rolldown";
import { licenses } from "./bundle/licenses.ts";

/**
 * The committed bundle: everything the action runs, in one folder, without node_modules. Cold start decides its shape:
 * CommonJS, since importing `http` as a module loads a second HTTP client that Node brings along; the parts of
 * @actions/core that nobody calls left out; and undici without fetch.
 */
export default defineConfig({
  input: { main: "src/main.ts" },
  platform: "node",
  resolve: { alias: { undici$: fileURLToPath(new URL("bundle/undici.js", import.meta.url)) } },
  treeshake: { moduleSideEffects: (id) => !id.includes("/node_modules/@actions/") },
  plugins: [licenses()],
  onLog(_, log) {
    throw new Error(log.message);
  },
  output: { dir: "dist", format: "cjs", entryFileNames: "[name].cjs", minify: true, cleanDir: true, comments: { legal: false } },
});
