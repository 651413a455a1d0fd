import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import type { Plugin } from "rolldown";

/**
 * Returns the build directory of a package in the workspace.
 *
 * @param directory of the package that depends on it. Default: the current directory.
 */
export function findDist(name: string, directory = "."): string {
  const manifest = resolve(directory, "package.json");
  return join(dirname(createRequire(manifest).resolve(`${name}/package.json`)), "dist");
}

/**
 * Embeds a private package into a published one, because users cannot install it: copies its build into a
 * subdirectory of `dist`, and rewrites the imports of the package.
 *
 * @param name of the private package, for example `@huntkit/catalog`
 * @param endings of the files to copy and to rewrite: `[".d.ts"]` if a bundle contains the code
 */
export function embedPackage(name: string, endings: readonly string[]): Plugin {
  const isWanted = (path: string) => endings.some((ending) => path.endsWith(ending));
  return {
    name: "embed-package",
    buildEnd() {
      const dist = resolve("dist");
      const copy = join(dist, basename(name));
      // The package itself, or one of its entries such as `@huntkit/catalog/models`, which is the index of
      // that directory.
      const imports = new RegExp(String.raw`(?<=\b(?:from|import)\b\s*\(?\s*)"${name}((?:/\w+)*)"`, "g");
      for (const path of readdirSync(dist, { recursive: true, encoding: "utf8" }).filter(isWanted)) {
        const file = join(dist, path);
        const code = readFileSync(file, "utf8");
        const rewritten = code.replace(imports, (_, entry: string) =>
          JSON.stringify(toSpecifier(dirname(file), join(copy, entry, "index.js"))),
        );
        if (rewritten !== code) writeFileSync(file, rewritten);
      }
      const source = findDist(name);
      const paths = readdirSync(source, { recursive: true, encoding: "utf8" }).filter(isWanted);
      for (const path of paths) cpSync(join(source, path), join(copy, path));
    },
  };
}

function toSpecifier(folder: string, file: string): string {
  const path = relative(folder, file).split(sep).join("/");
  return path.startsWith(".") ? path : `./${path}`;
}
