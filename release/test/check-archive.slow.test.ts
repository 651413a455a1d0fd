import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { describe, expect, it } from "vitest";
import { checkArchive } from "../src/npm/check-archive.js";
import { packPublishedPackages } from "../src/npm/pack-published.js";
import { listPublishedPackages, packPackage } from "../src/npm/packages.js";
import { changeManifest, repack } from "./repack.js";

/** Milliseconds. The types of all entry points are resolved in each way that users can choose. */
const time = 120_000;

/** Packs @huntkit/testing, which is the smallest package, and changes the files in the archive. */
async function packChanged(change: (directory: string) => void): Promise<string> {
  const packages = await listPublishedPackages();
  const testing = packages.find(({ name }) => name === "@huntkit/testing")!;
  const archive = await packPackage(testing, temporaryDirectory());
  repack(archive, change);
  return archive;
}

describe("packPublishedPackages", () => {
  it(
    "packs each published package without a problem",
    async () => {
      const archives = await packPublishedPackages(temporaryDirectory());

      expect(archives).toHaveLength((await listPublishedPackages()).length);
    },
    time,
  );
});

describe("checkArchive", () => {
  it(
    "reports an entry point without a file",
    async () => {
      const archive = await packChanged((directory) => rmSync(join(directory, "dist/index.js")));

      expect(await checkArchive(archive)).toContainEqual(
        expect.stringContaining('pkg.exports["."].default is ./dist/index.js but the file does not exist'),
      );
    },
    time,
  );

  it(
    "reports types that describe CommonJS, although the code is an ES module",
    async () => {
      const archive = await packChanged((directory) => {
        writeFileSync(join(directory, "dist/index.d.cts"), "export {};\n");
        const types = { types: "./dist/index.d.cts", default: "./dist/index.js" };
        changeManifest(directory, { exports: { ".": types } });
      });

      expect(await checkArchive(archive)).toContainEqual(
        expect.stringMatching(/^FalseCJS of types: .*\.d\.cts$/),
      );
    },
    time,
  );

  it(
    "reports a repository that npm would not accept",
    async () => {
      const archive = await packChanged((directory) => changeManifest(directory, { repository: undefined }));

      expect(await checkArchive(archive)).toEqual([
        "pkg.repository.url is not git+https://github.com/huntkit/huntkit.git, so npm rejects the provenance.",
      ]);
    },
    time,
  );

  it(
    "reports a missing SBOM",
    async () => {
      const archive = await packChanged((directory) => rmSync(join(directory, "dist/sbom.cdx.json")));

      expect(await checkArchive(archive)).toEqual(["dist/sbom.cdx.json is missing."]);
    },
    time,
  );
});
