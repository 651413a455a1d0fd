import { join } from "node:path";
import { errorCatalog, formatErrorTable } from "@huntkit/toolkit/error-catalog";
import { describe, expect, it } from "vitest";
import { files, read, root } from "./repository.js";

const codes = Object.keys(errorCatalog);
const sources = files("apps/*/src/*.ts", "packages/core/src/*.ts", "packages/toolkit/src/*.ts")
  .filter((path) => !path.startsWith("packages/toolkit/src/errors/"))
  .map(read)
  .join("\n");

/**
 * Returns the page with the tables between `<!-- errors: … -->` and `<!-- end -->` generated from the
 * catalog.
 */
function updateErrorTables(page: string): string {
  return page.replaceAll(
    /(<!-- errors: (\S+) -->\n)[^]*?(<!-- end -->)/g,
    (_, start: string, pattern: string, end: string) =>
      `${start}${formatErrorTable(new RegExp(pattern))}\n${end}`,
  );
}

/** The compiler checks that each code has an entry (`ErrorCode`), but not whether a code is still used. */
describe("the catalog of errors", () => {
  it("has only codes that an app uses", () => {
    const unused = codes.filter(
      (code) => /^(ACTION|CLI|PROVIDER)_/.test(code) && !sources.includes(`"${code}"`),
    );

    expect(unused).toEqual([]);
  });

  it("has only existing problems", () => {
    const problems = codes
      .filter((code) => code.startsWith("HUNT_INPUT_"))
      .map((code) => code.slice("HUNT_INPUT_".length).toLowerCase().replaceAll("_", "-"));
    // Lines of the type start with a bar.
    const unused = problems.filter((problem) => !new RegExp(`^(?! *\\| ").*"${problem}"`, "m").test(sources));

    expect(unused).toEqual([]);
  });

  it("has a table for each part of the Action in docs/action.md", async () => {
    const page = "docs/action.md";

    expect([...read(page).matchAll(/<!-- errors: \S+ -->/g)]).toHaveLength(4);
    await expect(updateErrorTables(read(page))).toMatchFileSnapshot(join(root, page));
  });
});
