import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Plugin } from "rolldown";
import { listBundledPackages, readManifest } from "./bundled-packages.js";
import {
  createSbom,
  formatSbom,
  sbomFile,
  toComponent,
  toInstalledDependency,
  type PackageManifest,
} from "./cyclonedx.js";
import { findDist } from "./embed-package.js";

/** Options of `sbom`. */
export interface SbomOptions {
  /** Directory for the file. Default: that of the bundle. */
  readonly directory?: string;
  /** Names of packages that the build copies, and the bundle does not contain. */
  readonly copied?: readonly string[];
}

/**
 * Writes a software bill of materials next to a bundle: the packages that are in it, and for a published package, those
 * that npm installs with it. If several bundles use the same plugin, it lists the packages in all of them.
 */
export function sbom({ directory, copied = [] }: SbomOptions = {}): Plugin {
  const bundled = new Map<string, PackageManifest>();
  return {
    name: "sbom",
    writeBundle({ dir = "dist" }, bundle) {
      for (const each of listBundledPackages(bundle)) bundled.set(each.directory, each.manifest);
      const manifests = [...bundled.values()];
      const names = new Set(manifests.map(({ name }) => name));
      const others = copied.filter((name) => !names.has(name));
      writeSbom(directory ?? dir, [
        ...manifests,
        ...others.map((name) => readManifest(join(findDist(name), ".."))),
      ]);
    },
  };
}

/**
 * Writes the software bill of materials of the package in the current directory.
 *
 * @param directory for the file
 * @param bundled the packages whose code it contains
 */
export function writeSbom(directory: string, bundled: readonly PackageManifest[]): void {
  const manifest = readManifest(resolve("."));
  // A private package is never installed. Only its bundle is used.
  const declared = manifest.private ? [] : Object.keys(manifest.dependencies ?? {});
  const type = manifest.bin !== undefined || manifest.private ? "application" : "library";
  const content = createSbom(toComponent(manifest, { type }), [
    ...bundled.map((each) => toComponent(each, { isBundled: true })),
    // A program of the package can contain the code of one that its modules import.
    ...declared.map(toInstalledDependency),
  ]);
  writeFileSync(join(directory, sbomFile), formatSbom(content));
}
