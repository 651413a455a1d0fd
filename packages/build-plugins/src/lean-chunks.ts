import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import type { Plugin } from "rolldown";

/** A property of `exports`, as source text. */
interface Export {
  readonly name: string;
  /** The variable with its value. */
  readonly value: string;
}

/** One property of `exports`, as the bundler writes it at the end of a CommonJS chunk. */
const exported =
  /Object\.defineProperty\(exports, ("[^"]+"), \{\s*enumerable: true,\s*get: function \(\) \{\s*return ([\w$]+);\s*\}\s*\}\);/g;

/** Modules of Node that take a millisecond or more to load, and that most runs do not use. */
const rarelyUsed =
  /let (\w+) = require\("(node:(?:child_process|crypto|fs\/promises|tls))"\);(?:\n\1 = [\w$.]+\(\1(?:, 1)?\);)?/g;

/** Copies all properties of a module of Node, which is necessary only for a default import. */
const copied = /^(\w+) = [\w$.]+\(\1(?:, 1)?\);$/gm;

/**
 * Makes CommonJS chunks smaller and faster to load: declares all exports of a chunk in one table, with getters only for
 * variables, loads modules of Node that few runs use when a property is first read, and does not copy modules of Node
 * without need.
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
      const exports = Array.from(code.matchAll(exported), ([, name, value]) => ({
        name: name!,
        value: value!,
      }));
      return { code: `${lean.replace(exported, "")}\n${declareExports(exports, code)}\n`, map: null };
    },
    writeBundle({ dir = "." }, bundle) {
      if (later.length === 0) return;
      for (const chunk of Object.values(bundle))
        if (chunk.type === "chunk" && !chunk.isEntry) requireLoadable(join(dir, chunk.fileName));
    },
  };
}

/** Returns the statements that export the values. Only those that can change later have a getter. */
function declareExports(exports: readonly Export[], code: string): string {
  const constants = exports.filter(({ value }) => isConstant(value, code));
  const variables = exports.filter((each) => !constants.includes(each));
  const values = constants.map(({ name, value }) => `${name}: ${value}`).join(", ");
  const getters = variables.map(({ name, value }) => `${name}: () => ${value}`).join(", ");
  const define = "Object.defineProperty(exports, name, { enumerable: true, get })";
  const loop = `for (const [name, get] of Object.entries({ ${getters} })) ${define};`;
  return [
    ...(constants.length > 0 ? [`Object.assign(exports, { ${values} });`] : []),
    ...(variables.length > 0 ? [loop] : []),
  ].join("\n");
}

/** Returns whether the value of a variable never changes: a constant, a function, or a class. */
function isConstant(name: string, code: string): boolean {
  const starts = [`const ${name} = `, `function ${name}(`, `async function ${name}(`, `var ${name} = class `];
  return starts.some((start) => code.includes(`\n${start}`));
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
