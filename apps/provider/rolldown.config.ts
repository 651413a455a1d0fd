import { providerBundle } from "@huntkit/build-plugins";
import { defineConfig } from "rolldown";
import { executableBundle, scriptsBundle } from "./bundle/bundles.ts";

/** The order matters: the first bundle cleans the directory. */
export default defineConfig([
  providerBundle({ input: "src/main.ts", dir: "dist", name: "hunt" }),
  scriptsBundle("dist"),
  executableBundle("dist/executable"),
]);
