import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { readManifest } from "./consumer-project.js";
import { root } from "./repository.js";

type Exports = Record<string, string | { readonly types?: string }>;

/**
 * Returns the packages whose types a declaration file needs, including those of the modules that it imports.
 */
function listTypePackages(path: string, visited = new Set<string>()): string[] {
  if (visited.has(path)) return [];
  visited.add(path);
  const code = readFileSync(path, "utf8").replaceAll(/\/\*[^]*?\*\//g, "");
  return [...code.matchAll(/\b(?:from|import\()\s*"([^"]+)"/g)].flatMap(([, specifier = ""]) => {
    if (specifier.startsWith("."))
      return listTypePackages(join(dirname(path), specifier.replace(/\.js$/, ".d.ts")), visited);
    if (specifier.startsWith("node:")) return ["@types/node"];
    return [/^(?:@[^/]+\/)?[^/]+/.exec(specifier)![0]];
  });
}

it.each(["core", "sandbox", "testing", "terraform-plugin"])(
  "exported types need only the types of dependencies and peers: %s",
  (name) => {
    const folder = join(root, "packages", name);
    const { dependencies, peerDependencies } = readManifest(folder);
    const { exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
      exports: Exports;
    };
    const entries = Object.values(exports).flatMap((entry) =>
      typeof entry === "string" ? [] : (entry.types ?? []),
    );

    const needed = entries.flatMap((entry) => listTypePackages(join(folder, entry)));

    expect(Object.keys({ ...dependencies, ...peerDependencies })).toEqual(
      expect.arrayContaining([...new Set(needed)]),
    );
  },
);

/**
 * Types of other libraries are checked in each program that uses ours, and can fail with another version of
 * the library.
 */
it.each([
  ["core", ["@types/node"]],
  ["sandbox", ["@types/node"]],
  ["testing", ["@types/node", "@huntkit/sandbox"]],
  ["terraform-plugin", ["@types/node"]],
])("types of the main entry need no types of other libraries: %s", (name, expected) => {
  const entry = join(root, "packages", name, "dist/index.d.ts");

  expect(expected).toEqual(expect.arrayContaining([...new Set(listTypePackages(entry))]));
});
