import { describe, expect, it } from "vitest";
import { readReport, root, selectPackages } from "../repeat/run-tests.js";

describe("selectPackages", () => {
  it("returns every package with tests if no name is given", () => {
    const names = selectPackages([]).map(({ name }) => name);

    expect(names).toEqual(expect.arrayContaining(["core", "sandbox", "action", "cli", "provider", "checks"]));
    expect(names).not.toContain("demo");
  });

  it("finds a package by its name with or without its scope", () => {
    expect(selectPackages(["core"])).toEqual([{ name: "core", directory: "packages/core" }]);
    expect(selectPackages(["@huntkit/core"])).toEqual([{ name: "core", directory: "packages/core" }]);
  });

  it("rejects a name that is not that of a package with tests", () => {
    expect(() => selectPackages(["croe"])).toThrow(/^Invalid value "croe" for --package\. Use one of .*core/);
  });
});

describe("readReport", () => {
  const passed = { status: "passed", fullName: "a clock runs", failureMessages: [] };
  const failed = { status: "failed", fullName: " a clock stops", failureMessages: ["late", "wrong"] };
  const read = (status: string, message: string, ...assertionResults: object[]) =>
    readReport({
      numTotalTests: 2,
      testResults: [{ name: `${root}packages/core/test/clock.test.ts`, status, message, assertionResults }],
    });

  it("returns the failed tests with their files and messages", () => {
    expect(read("failed", "", passed, failed)).toEqual({
      tests: 2,
      failures: [{ file: "packages/core/test/clock.test.ts", test: "a clock stops", message: "late\nwrong" }],
    });
  });

  it("returns a file that could not be loaded", () => {
    expect(read("failed", "no such module").failures).toEqual([
      { file: "packages/core/test/clock.test.ts", test: "the whole file", message: "no such module" },
    ]);
  });

  it("returns nothing if all tests passed", () => {
    expect(read("passed", "", passed)).toEqual({ tests: 2, failures: [] });
  });
});
