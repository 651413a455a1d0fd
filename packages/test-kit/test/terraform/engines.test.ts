import { chmodSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { describeSkippedTests } from "../../src/terraform/engines.js";
import { findEngine } from "../../src/terraform/find-engine.js";
import { temporaryDirectory } from "../../src/vitest/index.js";

/** Creates a directory with programs that print a version, by path. */
function createPrograms(versions: Record<string, string>, warning = ""): string {
  const scripts = Object.entries(versions).map(([path, version]) => [
    path,
    `#!/bin/sh\nprintf '%s' '${warning}'\nprintf '{\\n  "terraform_version": "%s"\\n}\\n' '${version}'\n`,
  ]);
  const directory = temporaryDirectory(Object.fromEntries(scripts) as Record<string, string>);
  for (const path of Object.keys(versions)) chmodSync(join(directory, path), 0o755);
  return directory;
}

it("finds an engine on the PATH, with its version and its file", () => {
  const path = createPrograms({ terraform: "1.11.4" });

  const engine = findEngine("terraform", { PATH: `/nowhere:${path}`, HOME: "/nowhere" });

  expect(engine).toEqual({ command: "terraform", version: "1.11.4", file: join(path, "terraform") });
});

it("reads the version of an engine that prints a warning before it", () => {
  const path = createPrograms({ tofu: "1.12.6" }, "\nWarning: Unable to open CLI configuration {file}\n\n");

  expect(findEngine("tofu", { PATH: path, HOME: "/nowhere" })?.version).toBe("1.12.6");
});

it("finds the newest engine in the user's cache if there is none on the PATH", () => {
  const home = createPrograms({
    ".cache/huntkit/opentofu-1.9.1/tofu": "1.9.1",
    ".cache/huntkit/opentofu-1.12.6/tofu": "1.12.6",
  });

  const engine = findEngine("tofu", { PATH: "/nowhere", HOME: home });

  expect(engine?.file).toBe(join(home, ".cache/huntkit/opentofu-1.12.6/tofu"));
});

it("finds an engine in XDG_CACHE_HOME", () => {
  const cache = createPrograms({ "huntkit/opentofu-1.12.6/tofu": "1.12.6" });

  const engine = findEngine("tofu", { PATH: "/nowhere", HOME: "/nowhere", XDG_CACHE_HOME: cache });

  expect(engine?.version).toBe("1.12.6");
});

it("prefers an engine on the PATH to one in the cache", () => {
  const home = createPrograms({ "bin/tofu": "1.11.0", ".cache/huntkit/opentofu-1.12.6/tofu": "1.12.6" });

  expect(findEngine("tofu", { PATH: join(home, "bin"), HOME: home })?.version).toBe("1.11.0");
});

it("returns undefined if no engine is installed", () => {
  expect(findEngine("tofu", { PATH: "/nowhere", HOME: "/nowhere" })).toBeUndefined();
});

it("reports how many tests were skipped, and which engine they need", () => {
  const names = ["on tofu, which is not installed > one", "on tofu, which is not installed > two", "other"];

  expect(describeSkippedTests(names)).toBe(
    "!! 2 TESTS SKIPPED, because tofu is not installed. " +
      "packages/test-kit/scripts/install-opentofu builds OpenTofu.",
  );
});

it("reports nothing if no test was skipped for an engine", () => {
  expect(describeSkippedTests(["a test that is skipped on this system"])).toBe("");
});
