import { getDownloadUrl, hunt, requireArchive, type HuntRelease } from "./facts.js";

/** Creates the manifest for a Scoop bucket (Scoop's documentation, "App Manifests"). */
export function createScoopManifest(release: HuntRelease): string {
  const { url, checksum } = requireArchive(release, "windows_amd64");
  const manifest = {
    version: release.version,
    description: hunt.summary,
    homepage: hunt.homepage,
    license: hunt.license,
    architecture: { "64bit": { url, hash: checksum } },
    bin: "hunt.exe",
    checkver: { github: hunt.homepage },
    // The bucket's update raises the version by itself. Scoop replaces `$version`, and `$baseurl`, the URL without the file.
    autoupdate: {
      architecture: { "64bit": { url: getDownloadUrl("$version", "hunt_$version_windows_amd64.zip") } },
      hash: { url: "$baseurl/hunt_$version_SHA256SUMS" },
    },
  };
  return `${JSON.stringify(manifest, null, 4)}\n`;
}
