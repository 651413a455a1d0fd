import { stringify } from "yaml";
import { hunt, requireArchive, type HuntRelease } from "./facts.js";

const schemaVersion = "1.12.0";
const locale = "en-US";

/**
 * Creates the three manifests for winget's repository (winget's documentation, "Create your package manifest").
 *
 * @returns their contents by name of the file
 */
export function createWingetManifests(release: HuntRelease): ReadonlyMap<string, string> {
  const identifier = `${hunt.publisher}.${hunt.name}`;
  const archive = requireArchive(release, "windows_amd64");
  const format = (type: string, properties: object): string => {
    const schema = `https://aka.ms/winget-manifest.${type}.${schemaVersion}.schema.json`;
    const manifest = {
      PackageIdentifier: identifier,
      PackageVersion: release.version,
      ...properties,
      ManifestType: type,
      ManifestVersion: schemaVersion,
    };
    return `# yaml-language-server: $schema=${schema}\n\n${stringify(manifest, { lineWidth: 0 })}`;
  };
  return new Map([
    [`${identifier}.yaml`, format("version", { DefaultLocale: locale })],
    [
      `${identifier}.installer.yaml`,
      format("installer", {
        InstallerType: "zip",
        NestedInstallerType: "portable",
        NestedInstallerFiles: [{ RelativeFilePath: "hunt.exe", PortableCommandAlias: hunt.name }],
        Installers: [
          {
            Architecture: "x64",
            InstallerUrl: archive.url,
            InstallerSha256: archive.checksum.toUpperCase(),
          },
        ],
      }),
    ],
    [
      `${identifier}.locale.${locale}.yaml`,
      format("defaultLocale", {
        PackageLocale: locale,
        Publisher: hunt.publisher,
        PublisherUrl: `https://github.com/${hunt.publisher}`,
        PublisherSupportUrl: `${hunt.homepage}/issues`,
        PackageName: hunt.name,
        PackageUrl: hunt.homepage,
        License: hunt.license,
        LicenseUrl: `${hunt.homepage}/blob/v${release.version}/LICENSE`,
        ShortDescription: hunt.summary,
        Description: hunt.description,
        Moniker: hunt.name,
        Tags: ["cli", "datto", "edr", "hunt", "infocyte"],
        ReleaseNotesUrl: `${hunt.homepage}/releases/tag/v${release.version}`,
      }),
    ],
  ]);
}
