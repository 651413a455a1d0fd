import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const built = new URL("../dist/console/", import.meta.url);
const files = readdirSync(built, { recursive: true, encoding: "utf8" }).filter(
  (name) => extname(name) !== "",
);

const zipped = (end: string): number =>
  files
    .filter((name) => name.endsWith(end))
    .reduce((sum, name) => sum + gzipSync(readFileSync(new URL(name, built))).length, 0);

describe("the console", () => {
  test("the console has less than 25 KB of compressed JavaScript and 8 KB of CSS", () => {
    expect(zipped(".js")).toBeGreaterThan(1000);
    expect(zipped(".js")).toBeLessThan(25_000);
    expect(zipped(".css")).toBeLessThan(8000);
  });

  test("the published package contains the console and the licenses of its dependencies", () => {
    const printed = execFileSync("pnpm", ["pack", "--json", "--dry-run"], { cwd: root, encoding: "utf8" });
    const paths = (JSON.parse(printed) as { files: { path: string }[] }).files.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(files.map((name) => `dist/console/${name}`)));
    expect(readFileSync(new URL("LICENSES.txt", built), "utf8")).toMatch(
      /^preact [\d.]+ \(MIT\)\nThe MIT License \(MIT\)\nCopyright .*\n\nPermission is hereby granted/,
    );
  });
});
