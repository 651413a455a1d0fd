import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { describe, expect, it } from "vitest";
import { createCiRepositories } from "../src/ci/create-repositories.js";
import { getDownloadUrl } from "../src/package-managers/facts.js";

const archive = `${"1".repeat(64)}  hunt_1.2.3_linux_amd64.zip`;
const checksums = `${"0".repeat(64)}  hunt_1.2.3_linux_amd64.cdx.json\n${archive}\n${"2".repeat(64)}  hunt_1.2.3_linux_amd64.deb\n`;

/** Creates the repositories of version 1.2.3, and returns their directory. */
async function createRepositories(): Promise<string> {
  const base = temporaryDirectory({ SHA256SUMS: checksums });
  const out = join(base, "ci");
  await createCiRepositories({ out, version: "1.2.3", checksums: join(base, "SHA256SUMS") });
  return out;
}

const list = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((path) =>
    statSync(join(directory, path)).isFile(),
  );

describe("createCiRepositories", () => {
  it("creates a repository for each system, with its files where the system looks for them", async () => {
    const out = await createRepositories();

    expect(readdirSync(out).sort()).toEqual(["azure-pipelines", "gh-hunt", "gitlab", "jenkins-library"]);
    expect(list(out)).toEqual(
      expect.arrayContaining([
        "gitlab/templates/check-token/template.yml",
        "azure-pipelines/check-token.yml",
        "jenkins-library/vars/huntCheckToken.groovy",
        "jenkins-library/vars/huntJob.groovy",
        "jenkins-library/resources/huntkit/check-token.sh",
        "gh-hunt/gh-hunt",
      ]),
    );
  });

  it("puts the license and a README into each repository", async () => {
    const out = await createRepositories();

    for (const name of readdirSync(out))
      for (const file of ["LICENSE", "README.md"])
        expect(existsSync(join(out, name, file)), `${name}/${file}`).toBe(true);
  });

  it.each([
    "gitlab/templates/scan/template.yml",
    "azure-pipelines/scan.yml",
    "jenkins-library/resources/huntkit/scan.sh",
    "gh-hunt/gh-hunt",
  ])("puts the version, and only the checksums of archives, into %s", async (file) => {
    const text = readFileSync(join(await createRepositories(), file), "utf8");

    expect(text).toContain("hunt_version='1.2.3'");
    expect(text).toContain(`hunt_checksums='${archive}'`);
  });

  it("makes the extension of gh executable, and lets it download from the release", async () => {
    const file = join(await createRepositories(), "gh-hunt/gh-hunt");

    expect(statSync(file).mode & 0o111).not.toBe(0);
    const [releases] = /(?<=hunt_releases=').*(?=')/.exec(readFileSync(file, "utf8"))!;
    expect(`${releases}/v1.2.3/hunt.zip`).toBe(getDownloadUrl("1.2.3", "hunt.zip"));
  });
});
