import type { Plugin } from "rolldown";

/**
 * Compiles WebAssembly that V8 optimizes only after hundreds of responses, and restores V8's default for other modules.
 * Code in V8's caches is valid only with the same flags. The budget is approximately the number of executed bytes.
 */
const compile = `
function compileForFewCalls(bytes) {
  const { setFlagsFromString } = require("node:v8");
  setFlagsFromString("--wasm-tiering-budget=1000000000");
  const compiled = new WebAssembly.Module(bytes);
  const isOld = Number.parseInt(process.versions.node, 10) < 22;
  setFlagsFromString("--wasm-tiering-budget=" + (isOld ? 1800000 : 13000000));
  return compiled;
}`;

/**
 * Keeps V8 from optimizing undici's HTTP parser in the background when the first response arrives. A process cannot
 * exit before that ends, and it takes longer than all requests of most commands.
 */
export function lateTierUp(): Plugin {
  return {
    name: "late-tier-up",
    transform: {
      filter: { id: /[\\/]undici[\\/]lib[\\/]dispatcher[\\/]client-h1\.js$/ },
      handler(code) {
        if (!code.includes("new WebAssembly.Module("))
          throw new Error("undici compiles its parser in another way now.");
        return {
          code: code.replaceAll("new WebAssembly.Module(", "compileForFewCalls(") + compile,
          map: null,
        };
      },
    },
  };
}
