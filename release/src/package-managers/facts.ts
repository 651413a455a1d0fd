import { source } from "@huntkit/ci";

export { getDownloadUrl } from "@huntkit/ci";

/** The archive of `hunt` for a platform. */
export interface PublishedArchive {
  readonly url: string;
  /** SHA-256, as lower-case hexadecimal digits. */
  readonly checksum: string;
}

/** What each package manager must know of a release of `hunt`. */
export interface HuntRelease {
  readonly version: string;
  /** By platform, such as `linux_amd64`. */
  readonly archives: ReadonlyMap<string, PublishedArchive>;
}

/** What does not change from release to release. */
export const hunt = {
  name: "hunt",
  publisher: "huntkit",
  maintainer: "The huntkit authors <huntkit@users.noreply.github.com>",
  // Homebrew rejects a summary that starts with the name or an article, ends with a period, or is longer than 80 characters.
  summary: "Check and rotate HUNT API tokens, list alerts, and start scans",
  description:
    "hunt works with Infocyte HUNT, now Datto EDR, in a terminal and in every CI. It checks when API tokens expire and " +
    "rotates them, lists and exports alerts and agents, starts scans, and runs an embedded HUNT instance for tests.",
  license: "MIT",
  homepage: source.homepage,
} as const;

/**
 * Returns the archive for a platform.
 *
 * @throws {Error} if the release has none
 */
export function requireArchive({ archives }: HuntRelease, platform: string): PublishedArchive {
  const archive = archives.get(platform);
  if (archive === undefined) throw new Error(`The release has no archive for ${platform}.`);
  return archive;
}
