import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { createFiles } from "../src/index.js";
import { updateInputTable } from "../src/input-table.js";
import { readVersion } from "./support/hunt.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const files = createFiles({ version: readVersion(), checksums: "" });

/** `pnpm --filter @huntkit/ci run write` runs these tests with `--update`, which writes the files. */
describe("generated files", () => {
  it.each([...files])("createFiles returns the current %s", async (path, text) => {
    await expect(text).toMatchFileSnapshot(join(root, "ci", path));
  });

  it.each([
    ["docs/recipes/gitlab-ci.md", "gitlab"],
    ["docs/recipes/azure-pipelines.md", "azure-pipelines"],
    ["docs/recipes/jenkins.md", "jenkins"],
  ] as const)("updateInputTable returns the current %s", async (path, system) => {
    const page = readFileSync(join(root, path), "utf8");

    await expect(updateInputTable(page, system)).toMatchFileSnapshot(join(root, path));
  });
});

it("updateInputTable throws if the page has no marks", () => {
  expect(() => updateInputTable("# HUNT in GitLab CI", "gitlab")).toThrow(
    "The page has no marks <!-- inputs -->",
  );
});
