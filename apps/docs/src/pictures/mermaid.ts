import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * The version of Mermaid, and the hash of its package in npm's form. It is not a dependency: it has 70 MB with its
 * own dependencies, and only these pictures need it.
 */
const release = {
  version: "11.14.0",
  integrity:
    "sha512-GSGloRsBs+JINmmhl0JDwjpuezCsHB4WGI4NASHxL3fHo3o/BRXTxhDLKnln8/Q0lRFRyDdEjmk1/d5Sn1Xz8g==",
};

/**
 * Downloads Mermaid with npm, and returns its script for browsers.
 *
 * @throws {Error} if the package does not have the expected hash
 */
export function fetchMermaid(): string {
  const directory = mkdtempSync(join(tmpdir(), "mermaid-"));
  try {
    execFileSync("npm", ["pack", `mermaid@${release.version}`, "--silent", "--pack-destination", directory]);
    const archive = join(directory, `mermaid-${release.version}.tgz`);
    const hash = createHash("sha512").update(readFileSync(archive)).digest("base64");
    if (`sha512-${hash}` !== release.integrity)
      throw new Error(`mermaid ${release.version} has another hash.`);
    execFileSync("tar", ["-xzf", archive, "-C", directory, "package/dist/mermaid.min.js"]);
    return readFileSync(join(directory, "package/dist/mermaid.min.js"), "utf8");
  } finally {
    rmSync(directory, { recursive: true });
  }
}
