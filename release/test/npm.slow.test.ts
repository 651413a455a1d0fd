import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { rehearseNpm } from "../src/npm/rehearse.js";
import { changeManifest, repack } from "./repack.js";

/** Milliseconds. A rehearsal installs packages from the network. */
const time = 300_000;

/** Returns the attempt to use the package. The other one checks its archive. */
async function rehearseSandbox(change?: (directory: string) => void) {
  const results = await rehearseNpm({
    only: ["@huntkit/sandbox"],
    changeArchive: async (name, archive) => {
      if (change && name === "@huntkit/sandbox") repack(archive, change);
    },
  });
  return results.find(({ consumer }) => consumer.startsWith("npm install"))!;
}

describe("rehearseNpm", () => {
  it(
    "installs a package as a stranger, and runs its README's example",
    async () => {
      const result = await rehearseSandbox();

      expect(result.artifact).toMatch(/^@huntkit\/sandbox \d/);
      expect(result.failure).toBeUndefined();
    },
    time,
  );

  it(
    "reports a file that is missing in an archive",
    async () => {
      const result = await rehearseSandbox((directory) => rmSync(join(directory, "dist/index.js")));

      expect(result.failure).toContain("ERR_MODULE_NOT_FOUND");
    },
    time,
  );

  it(
    "reports a dependency that the package does not declare",
    async () => {
      const result = await rehearseSandbox((directory) => changeManifest(directory, { dependencies: {} }));

      expect(result.failure).toContain("Cannot find package");
    },
    time,
  );
});
