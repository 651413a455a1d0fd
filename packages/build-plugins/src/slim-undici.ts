import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import type { Plugin } from "rolldown";

const replacement = fileURLToPath(new URL("../undici/undici.js", import.meta.url));
const requireModule = createRequire(import.meta.url);

/**
 * Modules that undici's dispatchers load for requests that are never sent here: bodies of type FormData, HTTP/2, and
 * SOCKS proxies.
 */
const unused =
  /[\\/]undici[\\/]lib[\\/](web[\\/]fetch[\\/]body|dispatcher[\\/](client-h2|socks5-proxy-agent))\.js$/;

/**
 * Replaces `undici` with the parts that core uses. Most of its size and load time is fetch. The HTTP parser is
 * compressed, and its constants are reduced to those that undici reads.
 */
export function slimUndici(): Plugin {
  return {
    name: "slim-undici",
    resolveId(source, importer) {
      if (source === "undici") return replacement;
      // undici's parser for processors without SIMD, which are more than a decade old.
      if (source.endsWith("/llhttp/llhttp-wasm.js"))
        return this.resolve(source.replace("llhttp-wasm", "llhttp_simd-wasm"), importer);
      return undefined;
    },
    load(id) {
      if (unused.test(id)) return "module.exports = undefined;";
      if (/[\\/]llhttp[\\/]llhttp_simd-wasm\.js$/.test(id)) return compress(requireModule(id) as Buffer);
      if (/[\\/]llhttp[\\/]constants\.js$/.test(id)) {
        const { ERROR, TYPE } = requireModule(id) as Record<string, unknown>;
        return `module.exports = ${JSON.stringify({ ERROR, TYPE })};`;
      }
      return undefined;
    },
  };
}

/** Returns a module that exports the bytes. */
function compress(bytes: Buffer): string {
  const text = brotliCompressSync(bytes).toString("base64");
  return `module.exports = require("node:zlib").brotliDecompressSync(Buffer.from("${text}", "base64"));`;
}
