import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { readTextFile } from "@huntkit/core/files";
import { listJsonLines } from "./json-lines.js";

/** The first line of a block of a configuration. */
export interface BlockPlace {
  /** The name of the file. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

const hclBlock = /^[ \t]*(?:resource[ \t]+"([\w-]+)"[ \t]+"([\w-]+)"|module[ \t]+"([\w-]+)")/gm;

/**
 * Finds the blocks of a configuration, in files of the engines' own syntax as well as in JSON files.
 *
 * @param directory the directory of the root module. Objects of other modules are at the `module` block.
 * @returns a function that returns the place of an object by its address, or undefined
 */
export async function locateBlocks(directory: string): Promise<(address: string) => BlockPlace | undefined> {
  const places = new Map<string, BlockPlace>();
  for (const file of (await readdir(directory)).sort()) {
    const isJson = /\.(tf|tofu)\.json$/.test(file);
    if (!isJson && !/\.(tf|tofu)$/.test(file)) continue;
    const text = await readTextFile(join(directory, file));
    for (const [block, line] of isJson ? listJsonBlocks(text) : listHclBlocks(text))
      places.set(block, { file, line });
  }
  return (address) => {
    const [block = ""] = /^[\w-]+\.[\w-]+/.exec(address) ?? [];
    return places.get(block);
  };
}

function* listHclBlocks(text: string): Generator<[block: string, line: number]> {
  for (const { 0: start, 1: type, 2: name, 3: module, index } of text.matchAll(hclBlock)) {
    const indent = start.length - start.trimStart().length;
    const line = text.slice(0, index + indent).split("\n").length;
    yield [module === undefined ? `${type}.${name}` : `module.${module}`, line];
  }
}

/** Blocks can be in lists at every level ("JSON Configuration Syntax"), so indices are ignored. */
function* listJsonBlocks(text: string): Generator<[block: string, line: number]> {
  for (const { path, line } of listJsonLines(text)) {
    const [kind, ...names] = path.filter((step) => typeof step === "string");
    const isNamed = typeof path.at(-1) === "string";
    if (kind === "resource" && names.length === 2 && isNamed) yield [names.join("."), line];
    if (kind === "module" && names.length === 1 && isNamed) yield [`module.${names[0]}`, line];
  }
}
