import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { targets } from "./link-targets.js";
import { root } from "./repository.js";

const pagesIn = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
const pages = pagesIn(join(root, "docs/reference"));

describe("docs/reference", () => {
  const temp = mkdtempSync(join(tmpdir(), "reference-"));
  let printed = "";
  beforeAll(
    async () =>
      ({ stdout: printed } = await promisify(execFile)(process.execPath, [
        join(root, "apps/docs/dist/main.js"),
        temp,
      ])),
    240_000,
  );
  afterAll(() => rmSync(temp, { recursive: true }));

  it("is committed as the docstrings give it", () => {
    const made = pagesIn(temp);
    expect(Object.keys(made)).toContain("client.md");
    const stale = [...new Set([...Object.keys(pages), ...Object.keys(made)])].filter(
      (name) => pages[name] !== made[name],
    );
    expect(stale, "run pnpm --filter @huntkit/docs run write, and commit docs/reference").toEqual([]);
  });

  it("finds a docstring on everything that is exported, and on each method of it", () =>
    expect(printed).toBe(""));

  it.each(Object.keys(pages))("links only to headings that are there: %s", (name) => {
    for (const [, path = "", anchor = ""] of pages[name]!.matchAll(/\]\(([\w-]+\.md)?#([^)]+)\)/g)) {
      expect(targets(pages[path || name] ?? ""), `${path}#${anchor}`).toContain(anchor);
    }
  });

  it("says nothing of the machine that it was made on", () => {
    for (const page of Object.values(pages)) expect(page).not.toContain(root.slice(0, -1));
  });
});
