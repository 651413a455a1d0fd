import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "rolldown";
import { isInstalled, listBundledPackages, type BundledPackage } from "./bundled-packages.js";

/** The license of a package. */
interface License {
  /** Name, version, and identifier of the license. */
  readonly title: string;
  /** The lines before the terms: name of the license, and copyright notices. */
  readonly notices: readonly string[];
  readonly terms: string;
}

/**
 * Writes the licenses of all packages in a bundle next to it, as the licenses require. Terms that several
 * packages share are written once, below the names and copyright notices of all of them.
 *
 * @param fileName name of the file in the directory of the bundle. Default: `LICENSES.txt`.
 */
export function licenses(fileName = "LICENSES.txt"): Plugin {
  return {
    name: "licenses",
    generateBundle(_, bundle) {
      const source = formatLicenses(listBundledPackages(bundle).filter(isInstalled).map(readLicense));
      this.emitFile({ type: "asset", fileName, source });
    },
  };
}

function readLicense({ directory, manifest: { name, version, license } }: BundledPackage): License {
  const file = readdirSync(directory).find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
  const title = `${name} ${version} (${license})`;
  const text = file ? readFileSync(join(directory, file), "utf8").trim() : "";
  // Only the short licenses are shared by many packages, and have only notices before their terms.
  const start = text.search(/^Permission (is hereby granted|to use)/m);
  if (start === -1) return { title, notices: [], terms: text };
  const head = text
    .slice(0, start)
    .split(/\r?\n/)
    .map((line) => line.trim());
  return { title, notices: head.filter((line) => line !== ""), terms: text.slice(start) };
}

function formatLicenses(all: readonly License[]): string {
  const groups = new Map<string, License[]>();
  for (const license of all) {
    const key = license.terms
      .replaceAll(/[^a-z0-9]+/gi, " ")
      .trim()
      .toLowerCase();
    groups.set(key, [...(groups.get(key) ?? []), license]);
  }
  const formatHead = ({ title, notices }: License): string => [title, ...notices].join("\n");
  return [...groups.values()]
    .map((group) => [...group.map(formatHead), group[0]!.terms].join("\n\n"))
    .join(`\n\n${"-".repeat(80)}\n\n`);
}
