import { readFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { describeForPackageManagers } from "../src/package-managers/describe.js";
import type { HuntRelease } from "../src/package-managers/facts.js";
import { scoopSchema, wingetSchemas } from "./package-manager-schemas.js";

const platforms = ["darwin_amd64", "darwin_arm64", "linux_amd64", "linux_arm64", "windows_amd64"];

/** Version 1.2.3, whose checksums consist of one digit each. */
const release: HuntRelease = {
  version: "1.2.3",
  archives: new Map(
    platforms.map((platform, index) => [
      platform,
      { url: `https://example.com/hunt_1.2.3_${platform}.zip`, checksum: String(index).repeat(64) },
    ]),
  ),
};

/** Describes the release, and returns the text of a file. */
async function describeRelease(file: string): Promise<string> {
  const directory = temporaryDirectory();
  await describeForPackageManagers(release, directory);
  return readFileSync(join(directory, file), "utf8");
}

/** Returns what does not match the schema. */
function validate(schema: object, value: unknown): unknown {
  const ajv = new Ajv({ allErrors: true });
  return ajv.validate(schema, value) ? [] : ajv.errors;
}

describe("the formula for Homebrew", () => {
  it("has an archive for each processor on macOS and Linux", async () => {
    expect(await describeRelease("homebrew/Formula/hunt.rb")).toMatchInlineSnapshot(`
      "class Hunt < Formula
        desc "Check and rotate HUNT API tokens, list alerts, and start scans"
        homepage "https://github.com/huntkit/huntkit"
        version "1.2.3"
        license "MIT"

        on_macos do
          on_arm do
            url "https://example.com/hunt_1.2.3_darwin_arm64.zip"
            sha256 "1111111111111111111111111111111111111111111111111111111111111111"
          end
          on_intel do
            url "https://example.com/hunt_1.2.3_darwin_amd64.zip"
            sha256 "0000000000000000000000000000000000000000000000000000000000000000"
          end
        end

        on_linux do
          on_arm do
            url "https://example.com/hunt_1.2.3_linux_arm64.zip"
            sha256 "3333333333333333333333333333333333333333333333333333333333333333"
          end
          on_intel do
            url "https://example.com/hunt_1.2.3_linux_amd64.zip"
            sha256 "2222222222222222222222222222222222222222222222222222222222222222"
          end
        end

        def install
          bin.install "hunt"
          man1.install "hunt.1"
          doc.install "LICENSES.txt", "sbom.cdx.json"
          generate_completions_from_executable(bin/"hunt", "completion")
        end

        test do
          assert_match version.to_s, shell_output("#{bin}/hunt --version")
        end
      end
      "
    `);
  });

  it("has a summary that Homebrew accepts", async () => {
    const [, summary] = /desc "(.*)"/.exec(await describeRelease("homebrew/Formula/hunt.rb"))!;

    expect(summary!.length).toBeLessThanOrEqual(80);
    expect(summary).not.toMatch(/^(an?|the|hunt) |\.$/i);
  });
});

describe("the manifest for Scoop", () => {
  const file = "scoop/bucket/hunt.json";

  it("is valid according to Scoop's schema", async () => {
    expect(validate(scoopSchema, JSON.parse(await describeRelease(file)))).toEqual([]);
  });

  it("has the archive for Windows, and how to find the next one", async () => {
    expect(JSON.parse(await describeRelease(file))).toMatchObject({
      version: "1.2.3",
      architecture: {
        "64bit": { url: "https://example.com/hunt_1.2.3_windows_amd64.zip", hash: "4".repeat(64) },
      },
      bin: "hunt.exe",
      autoupdate: {
        architecture: {
          "64bit": {
            url: "https://github.com/huntkit/huntkit/releases/download/v$version/hunt_$version_windows_amd64.zip",
          },
        },
        hash: { url: "$baseurl/hunt_$version_SHA256SUMS" },
      },
    });
  });
});

describe("the manifests for winget", () => {
  const directory = "winget/manifests/h/huntkit/hunt/1.2.3";

  it.each([
    ["huntkit.hunt.yaml", "version"],
    ["huntkit.hunt.installer.yaml", "installer"],
    ["huntkit.hunt.locale.en-US.yaml", "defaultLocale"],
  ] as const)("are valid according to winget's schemas: %s", async (file, type) => {
    const text = await describeRelease(`${directory}/${file}`);

    expect(validate(wingetSchemas[type], parse(text))).toEqual([]);
    expect(text).toContain(
      `# yaml-language-server: $schema=https://aka.ms/winget-manifest.${type}.1.12.0.schema.json`,
    );
  });

  it("install hunt.exe from the archive for Windows as hunt", async () => {
    expect(parse(await describeRelease(`${directory}/huntkit.hunt.installer.yaml`))).toMatchObject({
      InstallerType: "zip",
      NestedInstallerType: "portable",
      NestedInstallerFiles: [{ RelativeFilePath: "hunt.exe", PortableCommandAlias: "hunt" }],
      Installers: [
        {
          Architecture: "x64",
          InstallerUrl: "https://example.com/hunt_1.2.3_windows_amd64.zip",
          InstallerSha256: "4".repeat(64),
        },
      ],
    });
  });
});

it("throws if the release has no archive for a platform", async () => {
  const incomplete = { ...release, archives: new Map() };

  await expect(describeForPackageManagers(incomplete, temporaryDirectory())).rejects.toThrow(
    "The release has no archive for darwin_arm64.",
  );
});
