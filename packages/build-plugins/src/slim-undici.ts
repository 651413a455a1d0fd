import { fileURLToPath } from "node:url";
import type { Plugin } from "rolldown";

const dispatchers = fileURLToPath(new URL("../undici/undici.js", import.meta.url));
const fetchAlone = fileURLToPath(new URL("../undici/fetch.js", import.meta.url));

/** Replaces `undici` with the parts that each importer uses. Most of its size and load time is fetch. */
export function slimUndici(): Plugin {
  return {
    name: "slim-undici",
    resolveId(source, importer) {
      // undici's parser for processors without SIMD, which are more than a decade old.
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
