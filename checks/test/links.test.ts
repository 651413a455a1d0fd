import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { targets } from "./link-targets.js";
import { files, read, root } from "./repository.js";

describe.each(files("*.md"))("%s", (page) => {
  it("links only to existing files and headings", () => {
    for (const [link, path = "", anchor] of read(page).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)) {
      const target = path === "" ? page : join(dirname(page), path);
      expect(existsSync(join(root, target)), link).toBe(true);
      expect(anchor === undefined || targets(read(target)).has(anchor), link).toBe(true);
    }
  });

  it("names only npm scripts that exist", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    for (const [, name = ""] of read(page).matchAll(/npm run ([\w:-]+)/g))
      expect(scripts).toHaveProperty([name]);
  });
});

it("ARCHITECTURE.md names only files and directories that exist", () => {
  const named = [...read("ARCHITECTURE.md").matchAll(/`((?:apps|packages|checks|bench|docs)\/[\w./-]+)`/g)];

  const missing = named.map(([, path = ""]) => path).filter((path) => !existsSync(join(root, path)));
  expect(missing).toEqual([]);
});
