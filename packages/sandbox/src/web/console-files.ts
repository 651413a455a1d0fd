import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { getRawAsset, isSea } from "node:sea";

/** The directory that the console's front end is built into, from the root of the package. */
const builtConsole = "dist/console/";

/** File names without directories, so a request cannot reach any other file. */
const fileName = /^[\w-]+(\.[\w-]+)+$/;

/** Reads the HTML page of the console. */
export async function readConsolePage(): Promise<string> {
  return new TextDecoder().decode(await readBuiltFile("index.html"));
}

/**
 * Reads a script, a style sheet, or an image of the console.
 *
 * @param name file name, for example `app-Clu7SDeZ.js`
 * @returns the content, or undefined if there is no such file
 */
export async function readConsoleAsset(name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (!fileName.test(name)) return undefined;
  return readBuiltFile(`assets/${name}`).catch(() => undefined);
}

/** A single executable embeds the files under their paths, because it has no directory of its own. */
async function readBuiltFile(path: string): Promise<Uint8Array<ArrayBuffer>> {
  if (isSea()) return new Uint8Array(getRawAsset(`sandbox/${builtConsole}${path}`) as ArrayBuffer);
  // The module can be part of a bundle in another directory.
  const manifest = createRequire(import.meta.url).resolve("@huntkit/sandbox/package.json");
  return new Uint8Array(await readFile(join(dirname(manifest), builtConsole, path)));
}
