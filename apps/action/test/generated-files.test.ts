import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { formatActionYml } from "../generate/action-yml.js";
import { updateTables } from "../generate/docs-tables.js";
import { updateReusableWorkflow } from "../generate/reusable-workflow.js";
import { inputDeclarations } from "../src/inputs/inputs.js";
import { action } from "./helpers.js";

const read = (path: string) => readFileSync(join(action, path), "utf8");

/** `pnpm --filter @huntkit/action run write` runs these tests with `--update`, which writes the files. */
describe("generated files", () => {
  it("formatActionYml returns the current action.yml", async () => {
    await expect(formatActionYml()).toMatchFileSnapshot(join(action, "action.yml"));
  });

  it("updateTables returns the current docs/action.md", async () => {
    const path = "docs/action.md";
    await expect(updateTables(read(path))).toMatchFileSnapshot(join(action, path));
  });

  it("updateReusableWorkflow returns the current reusable workflow", async () => {
    const path = ".github/workflows/hunt-token.yml";
    await expect(updateReusableWorkflow(read(path))).toMatchFileSnapshot(join(action, path));
  });
});

describe("docs/action.md", () => {
  it("names every input that check: false requires one of", () => {
    const { alternatives } = inputDeclarations.check;

    const [, list = ""] = /With `check: false`, one of (.*) is required\./.exec(read("docs/action.md")) ?? [];

    const names = list.match(/(?<=`)[\w-]+(?=`)/g);
    expect(names).toEqual(alternatives);
  });
});

describe("updateTables", () => {
  it("updateTables throws if a feature has no table", () => {
    expect(() => updateTables("# The GitHub Action")).toThrow("<!-- inputs: check -->");
  });

  it("updateTables throws if a table has an unknown feature", () => {
    expect(() => updateTables("<!-- inputs: weather -->\n<!-- end -->")).toThrow(
      "The mark <!-- inputs: weather --> is unknown, or occurs twice.",
    );
  });
});
