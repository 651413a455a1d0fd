import { describe, expect, it } from "vitest";
import { findExample, readExamples } from "../src/npm/readme-examples.js";

const readme = [
  "# A package",
  "",
  "`main.ts` starts it:",
  "",
  "```ts",
  "start();",
  "```",
  "",
  "Build it:",
  "",
  "```sh",
  "npx build",
  "```",
  "",
].join("\n");

describe("readExamples", () => {
  it("returns the fenced blocks with their languages", () => {
    expect(readExamples(readme).map(({ language, code }) => [language, code])).toEqual([
      ["ts", "start();\n"],
      ["sh", "npx build\n"],
    ]);
  });

  it("names a block after the file at the start of the paragraph before it", () => {
    expect(readExamples(readme).map(({ file }) => file)).toEqual(["main.ts", undefined]);
  });
});

describe("findExample", () => {
  it("returns the first block in the language", () => {
    expect(findExample(readme, "sh")).toBe("npx build\n");
  });

  it("throws if there is no block in the language", () => {
    expect(() => findExample(readme, "hcl")).toThrow("The README has no example in hcl.");
  });
});
