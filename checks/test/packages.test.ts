import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { publint } from "publint";
import { afterAll, describe, expect, it } from "vitest";
import { read, root } from "./repository.js";

const temp = mkdtempSync(join(tmpdir(), "packages-"));
afterAll(() => rmSync(temp, { recursive: true }));

const published = [
  { folder: "packages/core", entry: ["dist/index.js", "dist/index.d.ts"] },
  { folder: "packages/sandbox", entry: ["dist/index.js", "dist/index.d.ts", "dist/bin.js"] },
  { folder: "packages/testing", entry: ["dist/index.js", "dist/index.d.ts"] },
  {
    folder: "packages/terraform-plugin",
    entry: ["dist/index.js", "dist/plugin/index.js", "dist/engine/index.js"],
  },
  { folder: "apps/cli", entry: ["dist/hunt.cjs", "dist/man/hunt.1", "dist/LICENSES.txt"] },
];

describe.each(published)("$folder, as it would be published", ({ folder, entry }) => {
  it("is a well-formed package", async () => {
    const { messages } = await publint({ pkgDir: join(root, folder), strict: true, pack: "npm" });
    expect(messages.map(({ code, path }) => `${code} ${path.join(".")}`)).toEqual([]);
  });

  it.runIf(entry.includes("dist/index.js"))(
    "is imported by its name, and tells its own version",
    async () => {
      const { name, version } = JSON.parse(read(`${folder}/package.json`)) as {
        name: string;
        version: string;
      };
      const script = `import * as all from ${JSON.stringify(name)}; console.log(Object.keys(all).length > 0)`;
      const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
        cwd: join(root, "checks"),
      });
      expect(stdout.trim()).toBe("true");
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    },
  );

  it("holds what it needs and no sources, tests or maps", () => {
    const pack = JSON.parse(
      execFileSync("npm", ["pack", "--json", "--dry-run", "--ignore-scripts"], {
        cwd: join(root, folder),
        encoding: "utf8",
      }),
    ) as unknown;
    const [{ files }] = (Array.isArray(pack) ? pack : Object.values(pack as object)) as [
      { files: { path: string }[] },
    ];
    const paths = files.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(["package.json", "LICENSE", "README.md", ...entry]));
    expect(paths.filter((path) => /^(src|test)\/|\.map$/.test(path))).toEqual([]);
  });
});
