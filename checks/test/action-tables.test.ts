import { describe, expect, it } from "vitest";
import { join } from "node:path";
import { namesIn, withTables } from "./action-tables.js";
import { manifest } from "./huntkit-uses.js";
import { read, root } from "./repository.js";

describe("the tables in docs/action.md", () => {
  const page = read("docs/action.md");

  it("are what action.yml gives; `pnpm --filter @huntkit/checks run write` makes them anew", async () => {
    await expect(withTables(page)).toMatchFileSnapshot(join(root, "docs/action.md"));
  });

  it.each(["inputs", "outputs"] as const)("tell each of the %s once, in the order of action.yml", (kind) => {
    expect(namesIn(page, kind)).toEqual(Object.keys(manifest[kind]));
  });
});
