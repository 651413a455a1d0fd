import { readFileSync } from "node:fs";

/** Where `hunt` comes from. Every file for a CI system, and everything that a release publishes, uses these. */
export const source = {
  homepage: "https://github.com/huntkit/huntkit",
  package: "@huntkit/cli",
} as const;

/** Returns the address of a file of a release. */
export function getDownloadUrl(version: string, file: string): string {
  return `${releases}/v${version}/${file}`;
}

const releases = `${source.homepage}/releases/download`;

/** A release of `hunt`. */
export interface HuntSource {
  readonly version: string;
  /** The lines of SHA256SUMS for the archives, or an empty string in a commit that is not a release. */
  readonly checksums: string;
}

const scripts = new URL("../scripts/", import.meta.url);

/** Returns the text of a file in `scripts`. */
export const readScript = (name: string): string => readFileSync(new URL(`${name}.sh`, scripts), "utf8");

/** Returns shell lines that put a release of `hunt` on the PATH. They call the function `fail`. */
export function formatInstall({ version, checksums }: HuntSource): string {
  return `hunt_version='${version}'
hunt_package='${source.package}'
hunt_releases='${releases}'
hunt_checksums='${checksums.trim()}'

${readScript("install")}`;
}
