import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { findProgram } from "../src/find-program.js";
import { temporaryDirectory } from "../src/vitest/index.js";

/** Writes a program into a directory, and returns its path. */
function writeProgram(directory: string, mode = 0o755): string {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, "tool");
  writeFileSync(path, "");
  chmodSync(path, mode);
  return path;
}

it("findProgram prefers the PATH to the cache", () => {
  const home = temporaryDirectory();
  const onPath = writeProgram(join(home, "bin"));
  writeProgram(join(home, ".cache/huntkit/tool-1.2"));

  expect(findProgram("tool", "tool-1.2", { HOME: home, PATH: `:${join(home, "bin")}` })).toBe(onPath);
});

it("findProgram returns a program in the cache", () => {
  const home = temporaryDirectory();
  const cached = writeProgram(join(home, ".cache/huntkit/tool-1.2"));

  expect(findProgram("tool", "tool-1.2", { HOME: home })).toBe(cached);
});

it("findProgram returns undefined for a file that cannot be run", () => {
  const home = temporaryDirectory();
  writeProgram(join(home, "bin"), 0o644);

  expect(findProgram("tool", "tool-1.2", { HOME: home, PATH: join(home, "bin") })).toBeUndefined();
});
