import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { formatActionYml } from "../generate/action-yml.js";
import { updateTables } from "../generate/docs-tables.js";
import { updateReusableWorkflow } from "../generate/reusable-workflow.js";
import { action } from "./helpers.js";

const read = (path: string) => readFileSync(join(action, path), "utf8");

/** `pnpm --filter @huntkit/action run write` runs these tests and lets them write what they expect. */
describe("the files that come from the declarations of inputs and outputs", () => {
  it("action.yml is up to date", async () => {
    await expect(formatActionYml()).toMatchFileSnapshot(join(action, "action.yml"));
  });

  it("the tables in docs/action.md are up to date", async () => {
    const path = "docs/action.md";
    await expect(updateTables(read(path))).toMatchFileSnapshot(join(action, path));
  });

  it("the reusable workflow is up to date", async () => {
    const path = ".github/workflows/hunt-token.yml";
    await expect(updateReusableWorkflow(read(path))).toMatchFileSnapshot(join(action, path));
  });
});

describe("updateTables", () => {
  it("throws if a feature has no table", () => {
    expect(() => updateTables("# The GitHub Action")).toThrow("<!-- inputs: check -->");
  });

  it("throws if a table is about an unknown feature", () => {
    expect(() => updateTables("<!-- inputs: weather -->\n<!-- end -->")).toThrow(
      'There are no "inputs: weather"',
    );
  });
});
