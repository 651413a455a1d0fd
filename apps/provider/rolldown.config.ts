import { defineConfig } from "rolldown";
import { providerBundle } from "./bundle/options.ts";
import { scriptsBundle } from "./bundle/scripts.ts";

/** One after the other: the first begins with an empty folder. */
export default defineConfig([providerBundle("src/main.ts", "dist"), scriptsBundle("dist")]);
