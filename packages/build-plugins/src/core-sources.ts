import { dirname, join, resolve } from "node:path";
import type { Plugin } from "rolldown";
import { compactCatalog } from "./compact-catalog.js";
import { distOf } from "./embed-package.js";

/** Modules for what no feature of the Action has, and what replaces them: files of rules and extensions. */
const unused: readonly (readonly [module: RegExp, code: string])[] = [
  [/[\\/]rule-collection\.ts$/, `export { Collection as RuleCollection } from "../collection.js";`],
  [/[\\/]extension-collection\.ts$/, `export { Collection as ExtensionCollection } from "../collection.js";`],
];

/**
 * Bundles `@huntkit/core` from its sources. Its build has few files, of which a bundler can neither omit what the bundle
 * does not use nor load a part later.
 */
export function coreSources(): Plugin[] {
  const directory = join(distOf("@huntkit/core"), "..");
  const sources = join(directory, "src");
  return [
    compactCatalog(directory),
    {
      name: "core-sources",
      resolveId(source, importer) {
        const id = resolveSource(sources, source, importer);
        return id && { id, moduleSideEffects: false };
      },
      load: (id) => (id.startsWith(sources) ? unused.find(([module]) => module.test(id))?.[1] : undefined),
    },
  ];
}

/** Returns the path of a module; undefined if it is not one of the sources. */
function resolveSource(sources: string, source: string, importer: string | undefined): string | undefined {
  if (/^@huntkit\/core(\/\w+)?$/.test(source)) return join(sources, source.split("/")[2] ?? "", "index.ts");
  if (!importer?.startsWith(sources) || !source.startsWith(".")) return undefined;
  return resolve(dirname(importer), source).replace(/\.js$/, ".ts");
}
