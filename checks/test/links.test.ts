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
  const rooms = "apps|packages|bench|checks|ci|demo|docs|release|setup";
  const named = [...read("ARCHITECTURE.md").matchAll(new RegExp(`\`((?:${rooms})/[\\w./-]+)\``, "g"))];

  const missing = named.map(([, path = ""]) => path).filter((path) => !existsSync(join(root, path)));
  expect(missing).toEqual([]);
});

it.each(files("ARCHITECTURE.md", "CONTRIBUTING.md", "docs/performance.md", "docs/decisions/*.md"))(
  "names only source files that exist, with any part of their path: %s",
  (page) => {
    const sources = files("*.ts", "*.tsx").map((path) => `/${path}`);

    const named = [...read(page).matchAll(/`([\w./-]+\.tsx?)`/g)].map(([, path = ""]) => path);

    expect(named.filter((path) => !sources.some((source) => source.endsWith(`/${path}`)))).toEqual([]);
  },
);
