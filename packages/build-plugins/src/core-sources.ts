import { dirname, join, resolve } from "node:path";
import type { Plugin } from "rolldown";
import { compactCatalog } from "./compact-catalog.js";
import { distOf } from "./embed-package.js";

/** Collections with methods for files of rules and extensions, which no feature of the Action has. */
const unused = /[\\/]models[\\/](rule|extension)-collection\.ts$/;

const classes: Readonly<Record<string, string>> = {
  rule: "RuleCollection",
  extension: "ExtensionCollection",
};

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
    },
  ];
}
