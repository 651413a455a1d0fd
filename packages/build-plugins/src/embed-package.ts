import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import type { Plugin } from "rolldown";

/** Returns the folder that a package of the workspace is built into. */
export function distOf(name: string): string {
  return join(dirname(createRequire(resolve("package.json")).resolve(`${name}/package.json`)), "dist");
}

/**
 * Embeds a private package into a published one, because users cannot install it: copies the built files into a folder in
 * `dist`, and rewrites the imports of the package there.
 *
 * @param name of the private package, such as `@huntkit/catalog`
 * @param endings of the files to copy and to rewrite: `[".d.ts"]` if a bundle holds the code
 */
export function embedPackage(name: string, endings: readonly string[]): Plugin {
  const isWanted = (path: string) => endings.some((ending) => path.endsWith(ending));
  return {
    name: "embed-package",
    buildEnd() {
      const dist = resolve("dist");
      const copy = join(dist, basename(name));
      // The package itself, or an entry of it such as `@huntkit/catalog/models`, which is the index of that folder.
      const imports = new RegExp(String.raw`(?<=\b(?:from|import)\b\s*\(?\s*)"${name}((?:/\w+)*)"`, "g");
      for (const path of readdirSync(dist, { recursive: true, encoding: "utf8" }).filter(isWanted)) {
        const file = join(dist, path);
        const code = readFileSync(file, "utf8");
        const rewritten = code.replace(imports, (_, entry: string) =>
          JSON.stringify(toSpecifier(dirname(file), join(copy, entry, "index.js"))),
        );
        if (rewritten !== code) writeFileSync(file, rewritten);
      }
      const source = distOf(name);
      const paths = readdirSync(source, { recursive: true, encoding: "utf8" }).filter(isWanted);
      for (const path of paths) cpSync(join(source, path), join(copy, path));
    },
  };
}

function toSpecifier(folder: string, file: string): string {
  const path = relative(folder, file).split(sep).join("/");
  return path.startsWith(".") ? path : `./${path}`;
}
