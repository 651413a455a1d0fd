import { execFileSync } from "node:child_process";
import { publint } from "publint";
import { expect, it } from "vitest";

/**
 * Declares the tests of a built package as npm would publish it.
 *
 * @param directory absolute path of the package
 * @param entry paths that the package must contain
 */
export function describePublishedPackage(directory: string, entry: readonly string[]): void {
  it("is well-formed", async () => {
    const { messages } = await publint({ pkgDir: directory, strict: true, pack: "npm" });

    expect(messages.map(({ code, path }) => `${code} ${path.join(".")}`)).toEqual([]);
  });

  it("contains the required files, and no sources, tests, or maps", () => {
    const paths = listPackedFiles(directory);

    expect(paths).toEqual(expect.arrayContaining(["package.json", "LICENSE", "README.md", ...entry]));
    expect(paths.filter((path) => /^(src|test)\/|\.map$/.test(path))).toEqual([]);
  });
}

/**
 * Returns the paths that `npm pack` would add to the archive. Depending on its version, npm prints an array
 * or an object.
 */
function listPackedFiles(cwd: string): string[] {
  const args = ["pack", "--json", "--dry-run", "--ignore-scripts"];
  const printed = JSON.parse(execFileSync("npm", args, { cwd, encoding: "utf8" })) as object;
  const [{ files }] = Object.values(printed) as [{ files: { path: string }[] }];
  return files.map(({ path }) => path);
}
