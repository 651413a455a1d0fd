/**
 * What the published schemas of Scoop and winget require of the properties that huntkit's manifests use. No package
 * contains these schemas. A property that is not listed here fails the test, and has to be looked up first.
 */

const text = (minLength: number, maxLength: number) => ({ type: "string", minLength, maxLength }) as const;
const url = { type: "string", pattern: "^https?://.+$", maxLength: 2048 } as const;
const sha256 = { type: "string", pattern: "^[a-fA-F0-9]{64}$" } as const;

/** An object with only these properties, all of them required. */
function exactly(properties: Readonly<Record<string, object>>): object {
  return { type: "object", additionalProperties: false, required: Object.keys(properties), properties };
}

/** Scoop's schema.json. URLs of `autoupdate` contain variables. */
export const scoopSchema = exactly({
  version: { type: "string", pattern: "^[\\w\\-.+_]+$" },
  description: { type: "string" },
  homepage: url,
  license: { type: "string" },
  architecture: exactly({ "64bit": exactly({ url: { ...url, not: { pattern: "\\$" } }, hash: sha256 }) }),
  bin: { type: "string" },
  checkver: exactly({ github: url }),
  autoupdate: exactly({
    architecture: exactly({ "64bit": exactly({ url }) }),
    hash: exactly({ url: { type: "string", pattern: "^.*(\\$url|\\$baseurl).*$" } }),
  }),
});

const locale = { type: "string", pattern: "^[a-zA-Z]{2,3}(-[a-zA-Z]{1,8})*$", maxLength: 20 } as const;
const common = (type: string) => ({
  PackageIdentifier: {
    type: "string",
    pattern: '^[^\\.\\s\\\\/:\\*\\?"<>\\|]{1,32}(\\.[^\\.\\s\\\\/:\\*\\?"<>\\|]{1,32}){1,7}$',
    maxLength: 128,
  },
  PackageVersion: { type: "string", pattern: '^[^\\\\/:\\*\\?"<>\\|]+$', maxLength: 128 },
  ManifestType: { const: type },
  ManifestVersion: { const: "1.12.0" },
});

/** winget's manifest schemas 1.12.0. */
export const wingetSchemas = {
  version: exactly({ ...common("version"), DefaultLocale: locale }),
  installer: exactly({
    ...common("installer"),
    InstallerType: {
      enum: [
        "msix",
        "msi",
        "appx",
        "exe",
        "zip",
        "inno",
        "nullsoft",
        "wix",
        "burn",
        "pwa",
        "portable",
        "font",
      ],
    },
    NestedInstallerType: {
      enum: ["msix", "msi", "appx", "exe", "inno", "nullsoft", "wix", "burn", "portable", "font"],
    },
    NestedInstallerFiles: {
      type: "array",
      maxItems: 1024,
      items: exactly({ RelativeFilePath: text(1, 512), PortableCommandAlias: text(1, 40) }),
    },
    Installers: {
      type: "array",
      minItems: 1,
      items: exactly({
        Architecture: { enum: ["x86", "x64", "arm", "arm64", "neutral"] },
        InstallerUrl: url,
        InstallerSha256: sha256,
      }),
    },
  }),
  defaultLocale: exactly({
    ...common("defaultLocale"),
    PackageLocale: locale,
    Publisher: text(2, 256),
    PublisherUrl: url,
    PublisherSupportUrl: url,
    PackageName: text(2, 256),
    PackageUrl: url,
    License: text(3, 512),
    LicenseUrl: url,
    ShortDescription: text(3, 256),
    Description: text(3, 10_000),
    Moniker: text(1, 40),
    Tags: { type: "array", maxItems: 16, uniqueItems: true, items: text(1, 40) },
    ReleaseNotesUrl: url,
  }),
} as const;
