import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "rolldown";
import { compactCatalog } from "./compact-catalog.js";
import { distOf } from "./embed-package.js";

/** Collections with methods for files of rules and extensions, which no feature of the Action has. */
const unused = /[\\/]models[\\/](rule|extension)-collection\.ts$/;

const classes: Readonly<Record<string, string>> = {
  rule: "RuleCollection",
  extension: "ExtensionCollection",
};

/** The part of the client that lists the names of models. With the names in it, it does not load the models. */
const namesOfModels = "Object.keys(models)";

/**
 * Bundles `@huntkit/core` from its sources. Its build has few files, of which a bundler can neither omit what the bundle
 * does not use nor load a part later. The rows of rules and extensions have only LoopBack's methods.
 */
export function coreSources(): Plugin[] {
  const directory = join(distOf("@huntkit/core"), "..");
  const sources = join(directory, "src");
  return [
    compactCatalog(directory),
    {
      name: "core-sources",
      resolveId(source, importer) {
        const [, entry] = /^@huntkit\/core(?:\/(\w+))?$/.exec(source) ? source.split("@huntkit/core") : [];
        if (entry !== undefined) return join(sources, entry, "index.ts");
        if (!importer?.startsWith(sources) || !source.startsWith(".")) return undefined;
        return resolve(dirname(importer), source).replace(/\.js$/, ".ts");
      },
      load(id) {
        const kind = id.startsWith(sources) ? unused.exec(id)?.[1] : undefined;
        return kind && `export { Collection as ${classes[kind]} } from "../collection.js";`;
      },
      async transform(code, id) {
        if (id !== join(sources, "collections.ts")) return null;
        if (!code.includes(namesOfModels)) throw new Error("The client lists its models in another way now.");
        return { code: code.replace(namesOfModels, JSON.stringify(await listModels(directory))), map: null };
      },
    },
  ];
}

/** Returns the names of the models with a collection. Tokens have none. */
async function listModels(directory: string): Promise<string[]> {
  const file = join(distOf("@huntkit/catalog", directory), "index.js");
  const { models } = (await import(pathToFileURL(file).href)) as { models: object };
  return Object.keys(models).filter((name) => name !== "accessTokens");
}
