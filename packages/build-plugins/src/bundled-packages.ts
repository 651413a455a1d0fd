import { existsSync, readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import type { OutputBundle } from "rolldown";
import { listBundledComponents, sbomFile, type PackageManifest, type Sbom } from "./cyclonedx.js";

/** A package, and the directory of its package.json. */
export interface BundledPackage {
  readonly directory: string;
  readonly manifest: PackageManifest;
}

/**
 * Returns the packages whose code is in a bundle, by name and version: those of its modules, and those that packages of
 * this repository contain. The package that is built is not one of them.
 */
export function listBundledPackages(bundle: OutputBundle): BundledPackage[] {
  const modules = Object.values(bundle).flatMap((chunk) => (chunk.type === "chunk" ? chunk.moduleIds : []));
  const direct = new Set(modules.map(findPackageDirectory).filter((each) => each !== undefined));
  direct.delete(resolve("."));
  const directories = new Set([...direct, ...[...direct].flatMap(listEmbeddedDirectories)]);
  return [...directories]
    .map((directory) => ({ directory, manifest: readManifest(directory) }))
    .sort((one, other) => (getTitle(one) < getTitle(other) ? -1 : 1));
}

/** Returns whether a package comes from a registry, and not from this repository. */
export function isInstalled({ directory }: BundledPackage): boolean {
  return directory.includes("node_modules");
}

export function readManifest(directory: string): PackageManifest {
  return JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as PackageManifest;
}

/** Returns the directories of the packages that the build of another package contains. */
function listEmbeddedDirectories(directory: string): string[] {
  const file = join(directory, "dist", sbomFile);
  if (!existsSync(file)) return [];
  const names = listBundledComponents(JSON.parse(readFileSync(file, "utf8")) as Sbom);
  const found = [directory];
  // The list grows in the loop, because an installed package can depend on others.
  for (const each of found) {
    const { dependencies, devDependencies } = readManifest(each);
    const declared = Object.keys({ ...dependencies, ...(each === directory && devDependencies) });
    const embedded = declared.filter((name) => names.includes(name)).map((name) => resolveLink(each, name));
    found.push(...embedded.filter((other) => !found.includes(other)));
  }
  return found.slice(1);
}

/** Returns the directory of a package that another package depends on. */
function resolveLink(directory: string, name: string): string {
  const parents = createRequire(join(directory, "package.json")).resolve.paths(name)!;
  return realpathSync(parents.map((parent) => join(parent, name)).find((link) => existsSync(link))!);
}

function getTitle({ manifest: { name, version } }: BundledPackage): string {
  return `${name} ${version}`;
}

/** Returns undefined for a module that the bundler generated. */
function findPackageDirectory(module: string): string | undefined {
  if (module.startsWith("\0")) return undefined;
  let directory = dirname(module);
  while (!isPackage(directory)) {
    const parent = dirname(directory);
    if (parent === directory) return undefined;
    directory = parent;
  }
  return directory;
}

/** Some packages contain more package.json files, which set the module type or name a part of them. */
function isPackage(directory: string): boolean {
  if (!existsSync(join(directory, "package.json"))) return false;
  const manifest = readManifest(directory);
  return "name" in manifest && "version" in manifest;
}
