import { fileURLToPath } from "node:url";
import type { Plugin } from "rolldown";

const dispatchers = fileURLToPath(new URL("../undici/undici.js", import.meta.url));
const fetchAlone = fileURLToPath(new URL("../undici/fetch.js", import.meta.url));

/** Gives each that imports `undici` no more of it than it uses; most of its size, and of the time that it takes to load, is fetch. */
export function slimUndici(): Plugin {
  return {
    name: "slim-undici",
    resolveId(source, importer) {
      // Its parser for machines without SIMD, which none has had for a decade.
      if (source.endsWith("/llhttp/llhttp-wasm.js"))
        return this.resolve(source.replace("llhttp-wasm", "llhttp_simd-wasm"), importer);
      if (source !== "undici") return undefined;
      const needsFetch = /node_modules[\\/]@actions[\\/]github[\\/]|core[\\/]dist[\\/]network\.js$/.test(
        importer ?? "",
      );
      return needsFetch ? fetchAlone : dispatchers;
    },
  };
}
