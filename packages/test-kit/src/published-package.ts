import { execFileSync } from "node:child_process";
import { publint } from "publint";
import { expect, it } from "vitest";

/**
 * Declares the tests of a built package as a release publishes it.
 *
 * @param directory absolute path of the package
 * @param entry paths that the package must contain
 */
export function describePublishedPackage(directory: string, entry: readonly string[]): void {
  it("is well-formed", async () => {
    const { messages } = await publint({ pkgDir: directory, strict: true, pack: "pnpm" });

    expect(messages.map(({ code, path }) => `${code} ${path.join(".")}`)).toEqual([]);
  });

  it("contains the required files, and no sources, tests, or maps", () => {
    const paths = listPackedFiles(directory);

    expect(paths).toEqual(expect.arrayContaining(["package.json", "LICENSE", "README.md", ...entry]));
    expect(paths.filter((path) => /^(src|test)\/|\.map$/.test(path))).toEqual([]);
  });
}

/** Returns the paths in the archive that a release publishes. */
function listPackedFiles(cwd: string): string[] {
  const printed = execFileSync("pnpm", ["pack", "--json", "--dry-run"], { cwd, encoding: "utf8" });
  return (JSON.parse(printed) as { files: { path: string }[] }).files.map(({ path }) => path);
}
