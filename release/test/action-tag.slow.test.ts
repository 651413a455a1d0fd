import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { createActionTree } from "../src/action/create-tree.js";

const checksums = `${"0".repeat(64)}  hunt_1.2.3_linux_amd64.zip\n`;

/** Creates the tree of version 1.2.3. */
async function createTree() {
  const base = temporaryDirectory({ SHA256SUMS: checksums });
  const out = join(base, "tree");
  await createActionTree({ out, version: "1.2.3", checksums: join(base, "SHA256SUMS") });
  return { base, out };
}

describe("createActionTree", () => {
  it("contains what the manifests of both actions name", async () => {
    const { out } = await createTree();
    const { runs } = parse(readFileSync(join(out, "action.yml"), "utf8")) as { runs: { main: string } };

    expect(existsSync(join(out, runs.main))).toBe(true);
    expect(statSync(join(out, "setup/install.sh")).mode & 0o111).not.toBe(0);
    expect(readFileSync(join(out, "setup/SHA256SUMS"), "utf8")).toBe(checksums);
  });

  it("makes the reusable workflow use the action of the same version", async () => {
    const { out } = await createTree();

    const workflow = readFileSync(join(out, ".github/workflows/hunt-token.yml"), "utf8");

    expect(workflow.match(/uses: huntkit\S+/g)).toEqual(["uses: huntkit/huntkit@v1.2.3"]);
  });

  it("is at most 500 KB when packed, which is what a runner downloads", async () => {
    const { base, out } = await createTree();

    execFileSync("tar", ["-czf", join(base, "tree.tar.gz"), "-C", out, "."]);

    expect(statSync(join(base, "tree.tar.gz")).size).toBeLessThan(500_000);
  });
});
