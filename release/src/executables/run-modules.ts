import type { Script } from "node:vm";

/** How {@link runModules} reads and loads modules. */
export interface ModuleSource {
  /** Reads `code/NAME`, the module as a function expression in UTF-16, and `cache/NAME`, V8's cache of its code. */
  readonly read: (key: string) => ArrayBuffer | Uint8Array;
  /** Loads modules of Node. */
  readonly require: (name: string) => unknown;
  /** Called before a module is executed. */
  readonly onLoad?: (name: string, script: Script) => void;
}

/** The parameters of the function that is a module. Its file is the executable. */
export const moduleParameters = "exports, require, module, __filename";

/**
 * Loads a CommonJS module and those that it requires. A single executable contains many modules, of which a command
 * needs only some. UTF-16 is the only encoding of all characters that needs no decoding.
 *
 * Executables contain the source of this function, so it must not refer to anything outside of it.
 */
export function runModules(entry: string, { read, require, onLoad }: ModuleSource): void {
  const { Script, constants } = process.getBuiltinModule("node:vm");
  const { posix } = process.getBuiltinModule("node:path");
  const loaded = new Map<string, { exports: object }>();
  const load = (name: string): object => {
    const known = loaded.get(name);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    loaded.set(name, module);
    const script = new Script(Buffer.from(read(`code/${name}`) as ArrayBuffer).toString("utf16le"), {
      filename: name,
      cachedData: Buffer.from(read(`cache/${name}`) as ArrayBuffer),
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    onLoad?.(name, script);
    const run = script.runInThisContext() as (...values: readonly unknown[]) => void;
    const requireFrom = (id: string): unknown =>
      id.startsWith(".") ? load(posix.join(posix.dirname(name), id)) : require(id);
    run(module.exports, requireFrom, module, process.execPath);
    return module.exports;
  };
  load(entry);
}
