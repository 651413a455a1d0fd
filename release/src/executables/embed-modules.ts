import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { listFiles, type Program } from "./programs.js";
import { recordCodeCache } from "./record-code-cache.js";
import { moduleParameters, runModules } from "./run-modules.js";

/** What `node --build-sea` embeds to run a program. */
export interface EmbeddedModules {
  /** Path of the script that starts the program. */
  readonly main: string;
  /** Paths of embedded files, by name. */
  readonly assets: Readonly<Record<string, string>>;
}

/**
 * Prepares the modules of a program, with V8's caches of their code, which save most of the compilation at each start.
 *
 * @param node path of the Node that goes into the executable, because caches are valid only in the same version
 * @param directory an empty directory for the files
 */
export async function embedModules(
  program: Program,
  node: string,
  directory: string,
): Promise<EmbeddedModules> {
  const modules = Object.entries(listFiles(program.directory, "code")).filter(([key]) =>
    key.endsWith(".cjs"),
  );
  const assets: Record<string, string> = {};
  for (const [key, file] of modules) {
    const code = join(directory, key);
    const cache = join(directory, key.replace(/^code/, "cache"));
    const source = (await readFile(file, "utf8")).replace(/^#!.*/, "");
    for (const path of [code, cache]) await mkdir(dirname(path), { recursive: true });
    await writeFile(code, `(function (${moduleParameters}) {${source}\n})`, "utf16le");
    assets[key] = code;
    assets[key.replace(/^code/, "cache")] = cache;
  }
  const names = modules.map(([key]) => key.slice("code/".length));
  await recordCodeCache(program, names, { node, directory });
  const main = join(directory, "main.cjs");
  const source = `{ read: require("node:sea").getRawAsset, require }`;
  await writeFile(main, `(${runModules})(${JSON.stringify(program.entry)}, ${source});\n`);
  return { main, assets };
}
