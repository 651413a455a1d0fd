import { dirname, join, relative, resolve } from "node:path";
import type { Plugin } from "rolldown";
import { compactCatalog } from "./compact-catalog.js";
import { findDist } from "./embed-package.js";

/** Collections whose own methods no feature of the Action calls. */
const unused =
  /[\\/](address|agent|application-instance|assigned|credential|extension|quarantined-file|report|rule|scan-host|signed)-collection\.ts$/;

/**
 * Code of modules that no feature of the Action needs: `client.events`, and the check of arguments of extensions, which
 * the Action never passes. The check would need the code that parses scripts.
 */
const replaced = new Map([
  ["events.ts", "export const Events = undefined, fileEventTypes = [];"],
  [join("extensions", "extension-arguments.ts"), "export async function requireDeclaredArguments() {}"],
]);

/** Returns a module that has the class without its own methods. */
function createPlainCollection(name: string): string {
  const className = name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
  return `export { Collection as ${className}Collection } from "../collection.js";`;
}

/**
 * Bundles `@huntkit/core` from its sources. Its build has few files, of which a bundler can neither omit what the bundle
 * does not use nor load a part later.
 */
export function coreSources(): Plugin[] {
  const directory = join(findDist("@huntkit/core"), "..");
  const sources = join(directory, "src");
  return [
    compactCatalog(directory),
    {
      name: "core-sources",
      resolveId(source, importer) {
        const id = resolveSource(sources, source, importer);
        return id && { id, moduleSideEffects: false };
      },
      load(id) {
        if (!id.startsWith(sources)) return undefined;
        const [, name] = unused.exec(id) ?? [];
        return name ? createPlainCollection(name) : replaced.get(relative(sources, id));
      },
    },
  ];
}

/** Returns the path of a module; undefined if it is not one of the sources. */
function resolveSource(sources: string, source: string, importer: string | undefined): string | undefined {
  if (/^@huntkit\/core(\/\w+)?$/.test(source)) return join(sources, source.split("/")[2] ?? "", "index.ts");
  if (!importer?.startsWith(sources) || !source.startsWith(".")) return undefined;
  return resolve(dirname(importer), source).replace(/\.js$/, ".ts");
}
