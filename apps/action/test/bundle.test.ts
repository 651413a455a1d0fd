import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const dist = new URL("../dist/", import.meta.url);

/** Returns the paths that differ from the last commit. */
const changed = (...paths: string[]) =>
  execFileSync("git", ["status", "--porcelain", "--", ...paths], { cwd: root, encoding: "utf8" });

const sources = [
  "apps/action/src",
  "apps/action/rolldown.config.ts",
  "packages/build-plugins",
  "packages/catalog/src",
  "packages/core/src",
  "packages/secret-stores/src",
  "packages/toolkit/src",
  "pnpm-lock.yaml",
];

describe("the action's bundle", () => {
  it("is committed together with its sources: a build of unchanged sources does not change it", () => {
    const stale = changed(...sources) === "" ? changed("apps/action/dist") : "";
    expect(stale, "run npm test once more and commit apps/action/dist").toBe("");
  });

  it("is at most 690 KB in total", () => {
    const sizes = readdirSync(dist).map((file) => statSync(new URL(file, dist)).size);
    const size = sizes.reduce((sum, each) => sum + each, 0);
    expect(size).toBeGreaterThan(0);
    expect(size).toBeLessThanOrEqual(690_000);
  });

  it("contains the license of each bundled package", () => {
    const licenses = readFileSync(new URL("LICENSES.txt", dist), "utf8");
    for (const name of ["@actions/core", "undici", "zod"])
      expect(licenses).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(MIT\\)$`, "m"));
  });
});
