import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plugin } from "rolldown";

/**
 * Puts the licences of all packages in a bundle beside it, as their licences ask.
 *
 * @param fileName where to, in the bundle's folder; `LICENSES.txt` unless told
 */
export function licenses(fileName = "LICENSES.txt"): Plugin {
  return {
    name: "licenses",
    generateBundle(_, bundle) {
      const modules = Object.values(bundle).flatMap((chunk) =>
        chunk.type === "chunk" ? chunk.moduleIds : [],
      );
      const folders = new Set(modules.map(packageFolder).filter((folder) => folder.includes("node_modules")));
      const texts = [...folders].map(licenseOf).sort();
      this.emitFile({ type: "asset", fileName, source: texts.join("\n\n") });
    },
  };
}

function packageFolder(module: string): string {
  let folder = dirname(module.replace(/^\0/, ""));
  while (folder !== dirname(folder) && !isPackage(join(folder, "package.json"))) folder = dirname(folder);
  return folder;
}

/** Some packages hold further package.json files, which set the module type or name a part of them. */
function isPackage(file: string): boolean {
  if (!existsSync(file)) return false;
  const manifest = JSON.parse(readFileSync(file, "utf8")) as object;
  return "name" in manifest && "version" in manifest;
}

function licenseOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<
    string,
    string
  >;
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
  return `${name} ${version} (${license})\n\n${file ? readFileSync(join(folder, file), "utf8").trim() : ""}`;
}
