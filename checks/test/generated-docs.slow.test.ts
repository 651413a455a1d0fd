import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { targets } from "./link-targets.js";
import { root } from "./repository.js";

/** The reference reads the types of all libraries, on busy machines. */
const buildMs = 240_000;

describe("the generated pages", () => {
  const out = mkdtempSync(join(tmpdir(), "pages-"));
  let pages: ReadonlyMap<string, string>;

  beforeAll(() => {
    // Fails if a generator prints a warning, such as an exported name without a docstring.
    execFileSync(process.execPath, [join(root, "apps/docs/dist/build.js"), out], { encoding: "utf8" });
    const paths = readdirSync(out, { recursive: true, encoding: "utf8" }).filter((path) =>
      path.endsWith(".md"),
    );
    pages = new Map(paths.map((path) => [path, readFileSync(join(out, path), "utf8")]));
  }, buildMs);
  afterAll(() => rmSync(out, { recursive: true }));

  it("cover the library, the errors, the facts about HUNT, and the command line", () => {
    expect([...pages.keys()]).toEqual(
      expect.arrayContaining([
        "reference/README.md",
        "reference/client.md",
        "reference/sandbox.md",
        "reference/testing.md",
        "troubleshooting.md",
        "known-of-hunt.md",
        "cli/README.md",
        "cli/token-check.md",
        "cli/schema/README.md",
      ]),
    );
  });

  it("show the source of each model and field of the catalog", () => {
    const page = pages.get("known-of-hunt.md");

    expect(page).toContain("## Alerts\n");
    expect(page).toContain("| `data.threatName` | string | live | Verdict. |");
    expect(page).toContain("| `remoteAddr` | string | vendor sample | Remote IP address. |");
    expect(page).toContain("| `os` | string | read |");
    expect(page).toContain("| `flagWeight` | number | specification |");
    expect(page).not.toContain("targetId` | string | assumed");
  });

  it("show what each command prints as JSON", () => {
    const page = pages.get("cli/token-list.md");

    expect(page).toContain("## JSON output\n\n`--json` prints an array, and `--ndjson` one item per line.");
    expect(page).toContain("| `daysLeft` | integer or null | Whole days, rounded down.");
    expect(page).toContain("JSON Schema: [token-list.json](schema/token-list.json)");
  });

  it("show the options of the sandbox", () => {
    expect(pages.get("reference/sandbox.md")).toMatch(/^\| `taskSeconds\?` \| `number` \| /m);
  });

  it("link only to pages and headings that exist", () => {
    const links = [...pages].flatMap(([page, text]) =>
      [...text.matchAll(/\]\((?!https?:)([\w./-]+\.md)?(?:#([^)]+))?\)/g)].map(([link, path, anchor]) => ({
        link: `${page}: ${link}`,
        target: pages.get(path === undefined ? page : join(dirname(page), path)),
        anchor,
      })),
    );

    const broken = links.filter(
      ({ target, anchor }) => target === undefined || (anchor !== undefined && !targets(target).has(anchor)),
    );
    expect(broken.map(({ link }) => link)).toEqual([]);
  });

  it("do not contain a path of the build machine", () => {
    for (const [page, text] of pages) expect(text, page).not.toContain(root.slice(0, -1));
  });
});
