import { readFileSync } from "node:fs";
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
 * undici's search tree of usual header names. Building it takes 2 ms, and without it, undici converts the names of headers
 * to lower case itself.
 */
const noTree = "module.exports = { tree: { lookup: () => null } };";

/** undici's HTTP parser, and the one for processors without SSE4.1, such as the default one of QEMU. */
const simdParser = requireModule("undici/lib/llhttp/llhttp_simd-wasm.js") as Buffer;
const plainParser = requireModule("undici/lib/llhttp/llhttp-wasm.js") as Buffer;

/** The module with both parsers, which are so similar that the second one adds only a few bytes. */
const bothParsers = "\0undici-parsers";

/**
 * Modules of Node that undici loads for very little, and what replaces them. Together they take 5 ms to load. From
 * `http`, undici reads only the limit of headers, which is 16 KiB unless an option of Node sets it.
 */
const builtins: Readonly<Record<string, string>> = {
  "node:assert": `module.exports = (value, message = "undici: an assertion failed") => {
    if (!value) throw message instanceof Error ? message : new Error(message);
  };`,
  "node:http": `const options = [...process.execArgv, process.env.NODE_OPTIONS].join(" ");
    module.exports = options.includes("max-http-header-size") ? require("node:http") : { maxHeaderSize: 16_384 };`,
};

/**
 * Replaces `undici` with the parts that core uses. Most of its size and load time is fetch. The HTTP parsers are
 * compressed, and their constants are reduced to those that undici reads.
 */
export function slimUndici(): Plugin {
  return {
    name: "slim-undici",
    resolveId(source, importer) {
      if (source === "undici") return replacement;
      if (source in builtins && importer && /[\\/]undici[\\/]lib[\\/]/.test(importer))
        return `\0undici-${source}`;
      if (source === bothParsers) return source;
      return undefined;
    },
    load(id) {
      if (unused.test(id)) return "module.exports = undefined;";
      if (/[\\/]undici[\\/]lib[\\/]core[\\/]tree\.js$/.test(id)) return noTree;
      const builtin = id.startsWith("\0undici-node:") ? builtins[id.slice("\0undici-".length)] : undefined;
      if (builtin !== undefined) return builtin;
      if (/[\\/]undici[\\/]lib[\\/]core[\\/]errors\.js$/.test(id))
        return simplifyErrors(readFileSync(id, "utf8"));
      if (id === bothParsers) return compress(Buffer.concat([simdParser, plainParser]));
      if (/[\\/]llhttp[\\/]llhttp_simd-wasm\.js$/.test(id)) return takeParser(0, simdParser.length);
      if (/[\\/]llhttp[\\/]llhttp-wasm\.js$/.test(id)) return takeParser(simdParser.length);
      if (/[\\/]llhttp[\\/]constants\.js$/.test(id)) {
        const { ERROR, TYPE } = requireModule(id) as Record<string, unknown>;
        return `module.exports = ${JSON.stringify({ ERROR, TYPE })};`;
      }
      return undefined;
    },
  };
}

/** Removes the code that recognizes errors of other copies of undici. A bundle has only one. */
function simplifyErrors(code: string): string {
  return code
    .replaceAll(/  static \[Symbol\.hasInstance\] \(instance\) \{[^}]*\}\n/g, "")
    .replaceAll(/  get \[k\w+\] \(\) \{[^}]*\}\n/g, "")
    .replaceAll(/^const k\w+ = Symbol\.for\('undici\.error\.[^)]*\)\n/gm, "");
}

/** Returns a module that exports one of both parsers. */
function takeParser(...range: number[]): string {
  return `module.exports = require(${JSON.stringify(bothParsers)}).subarray(${range.join()});`;
}

/** Returns a module that exports the bytes. */
function compress(bytes: Buffer): string {
  const text = brotliCompressSync(bytes).toString("base64");
  return `module.exports = require("node:zlib").brotliDecompressSync(Buffer.from("${text}", "base64"));`;
}
