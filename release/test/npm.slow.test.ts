import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { rehearseNpm } from "../src/npm/rehearse.js";

/** Milliseconds. A rehearsal installs packages from the network. */
const time = 300_000;

/** Unpacks an archive, lets a function change its files, and packs it again. */
function repack(archive: string, change: (directory: string) => void): void {
  const temporary = mkdtempSync(join(tmpdir(), "repack-"));
  execFileSync("tar", ["-xzf", archive, "-C", temporary]);
  change(join(temporary, "package"));
  execFileSync("tar", ["-czf", archive, "-C", temporary, "package"]);
  rmSync(temporary, { recursive: true });
}

describe("rehearseNpm", () => {
  it(
    "installs a package as a stranger, and runs its README's example",
    async () => {
      const [result] = await rehearseNpm({ only: ["@huntkit/sandbox"] });

      expect(result).toMatchObject({ artifact: expect.stringMatching(/^@huntkit\/sandbox \d/) as string });
      expect(result!.failure).toBeUndefined();
    },
    time,
  );

  it(
    "reports a file that is missing in an archive",
    async () => {
      const [result] = await rehearseNpm({
        only: ["@huntkit/sandbox"],
        changeArchive: async (name, archive) => {
          if (name === "@huntkit/sandbox")
            repack(archive, (directory) => rmSync(join(directory, "dist/index.js")));
        },
      });

      expect(result!.failure).toContain("ERR_MODULE_NOT_FOUND");
    },
    time,
  );

  it(
    "reports a dependency that the package does not declare",
    async () => {
      const [result] = await rehearseNpm({
        only: ["@huntkit/sandbox"],
        changeArchive: async (name, archive) => {
          if (name === "@huntkit/sandbox") repack(archive, removeDependencies);
        },
      });

      expect(result!.failure).toContain("Cannot find package");
    },
    time,
  );
});

function removeDependencies(directory: string): void {
  const path = join(directory, "package.json");
  const manifest = JSON.parse(readFileSync(path, "utf8")) as object;
  writeFileSync(path, JSON.stringify({ ...manifest, dependencies: {} }));
}
