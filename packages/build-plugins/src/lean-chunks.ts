import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import type { Plugin } from "rolldown";

/** One property of `exports`, as the bundler writes it at the end of a CommonJS chunk. */
const exported =
  /Object\.defineProperty\(exports, ("[^"]+"), \{\s*enumerable: true,\s*get: function \(\) \{\s*return ([\w$]+);\s*\}\s*\}\);/g;

/** Modules of Node that take a millisecond or more to load, and that most runs do not use. */
const rarelyUsed =
  /let (\w+) = require\("(node:(?:child_process|crypto|fs\/promises|tls))"\);(?:\n\1 = [\w$.]+\(\1(?:, 1)?\);)?/g;

/** Copies all properties of a module of Node, which is necessary only for a default import. */
const copied = /^(\w+) = [\w$.]+\(\1(?:, 1)?\);$/gm;

/**
 * Makes CommonJS chunks smaller and faster to load: declares all exports of a chunk in one table, loads modules of Node
 * that few runs use when a property is first read, and does not copy modules of Node without need.
 *
 * @param later names of chunks that are also loaded when a property is first read. The build fails if another chunk
 *   reads one while it is loaded.
 */
export function leanChunks(later: readonly string[] = []): Plugin {
  const laterChunk = new RegExp(
    String.raw`^const (\w+) = require\("(\./(?:${later.join("|")})\.cjs)"\);`,
    "gm",
  );
  return {
    name: "lean-chunks",
    renderChunk(code) {
      const lean = code
        .replace(rarelyUsed, loadLater)
        .replace(laterChunk, loadLater)
        .replace(copied, (line, name: string) => (code.includes(`${name}.default`) ? line : ""));
      const getters = Array.from(code.matchAll(exported), ([, name, value]) => `${name}: () => ${value}`);
      const table = `Object.entries({ ${getters.join(", ")} })`;
      const loop = `for (const [name, get] of ${table}) Object.defineProperty(exports, name, { enumerable: true, get });`;
      return { code: `${lean.replace(exported, "")}\n${getters.length === 0 ? "" : loop}\n`, map: null };
    },
    writeBundle({ dir = "." }, bundle) {
      if (later.length === 0) return;
      for (const chunk of Object.values(bundle))
        if (chunk.type === "chunk" && !chunk.isEntry) requireLoadable(join(dir, chunk.fileName));
    },
  };
}

/** Loads a chunk. It fails if it reads a chunk that is loaded later, because the other one reads this one. */
function requireLoadable(path: string): void {
  try {
    createRequire(import.meta.url)(resolve(path));
  } catch (cause) {
    const advice =
      "If it reads a chunk that is loaded later, move the module that it reads to another chunk.";
    throw new Error(`${path} cannot be loaded: ${(cause as Error).message}. ${advice}`, { cause });
  }
}

/** Declares a variable with an object that stands for a module, and loads it when a property is read. */
function loadLater(_: string, name: string, module: string): string {
  const load = `${name}$ ??= require(${JSON.stringify(module)})`;
  const get = `(_, name) => (${load}, name === "default" ? ${name}$ : ${name}$[name])`;
  return `let ${name}$;\nconst ${name} = new Proxy({}, { get: ${get} });`;
}
