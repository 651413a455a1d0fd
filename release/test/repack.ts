import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Unpacks an archive of npm, lets a function change its files, and packs it again. */
export function repack(archive: string, change: (directory: string) => void): void {
  const temporary = mkdtempSync(join(tmpdir(), "repack-"));
  execFileSync("tar", ["-xzf", archive, "-C", temporary]);
  change(join(temporary, "package"));
  execFileSync("tar", ["-czf", archive, "-C", temporary, "package"]);
  rmSync(temporary, { recursive: true });
}

/** Replaces properties of the package.json in a directory. */
export function changeManifest(directory: string, changes: object): void {
  const path = join(directory, "package.json");
  const manifest = JSON.parse(readFileSync(path, "utf8")) as object;
  writeFileSync(path, JSON.stringify({ ...manifest, ...changes }));
}
