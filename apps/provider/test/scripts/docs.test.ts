import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { ProviderSchema } from "@huntkit/terraform-plugin/engine";
import { marked } from "marked";
import { beforeAll, describe, expect, it } from "vitest";
import { makeDocs, formatPages } from "../../src/scripts/docs/pages.js";
import type { NewFile } from "../../src/scripts/write-files.js";

const home = fileURLToPath(new URL("../../", import.meta.url));
let made: NewFile[];

beforeAll(async () => {
  made = await makeDocs(join(home, "examples"));
});

it("the pages in docs match the schemas (update them with hunt-provider docs)", () => {
  const folder = join(home, "docs");
  const there = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
  expect(there.sort()).toEqual(made.map(({ path }) => path).sort());
  for (const { path, content } of made) expect(readFileSync(join(folder, path), "utf8"), path).toBe(content);
});

describe("formatPages", () => {
  const page = (path: string) => String(made.find((each) => each.path === path)?.content);

  it("names files as the registries require, without the provider's prefix", () => {
    expect(made.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        "index.md",
        "resources/flag.md",
        "data-sources/flags.md",
        "ephemeral-resources/api_token.md",
        "functions/days_until.md",
      ]),
    );
  });

  it("starts each page with the front matter of the registries", () => {
    expect(page("resources/flag.md")).toMatch(
      /^---\npage_title: "hunt_flag Resource - hunt"\nsubcategory: ""\ndescription: \|-\n  \S.*\n---\n\n# hunt_flag \(Resource\)\n/,
    );
  });

  it("adds sections for an example, the attributes, and the import", () => {
    const headings = (path: string) =>
      marked
        .lexer(page(path).replace(/^---[^]*?---\n/, ""))
        .flatMap((token) => (token.type === "heading" ? [token.text as string] : []));
    expect(headings("resources/flag.md")).toEqual(
      [
        "hunt_flag (Resource)",
        "Example Usage",
        "Schema",
        "Required",
        "Optional",
        "Read-Only",
        "Nested Schema for timeouts",
        "Import",
        "Identity Schema",
        "Required",
      ].map((text) => text.replace("for timeouts", "for `timeouts`")),
    );
    expect(headings("functions/days_until.md")).toEqual([
      "function: days_until",
      "Example Usage",
      "Signature",
      "Arguments",
    ]);
    expect(page("resources/flag.md")).toContain(
      "```shell\n# Import by ID or name\nterraform import hunt_flag.low_priority 'Low priority'\n```",
    );
  });

  it("adds an import by identity", () => {
    expect(page("resources/flag.md")).toContain(
      '```terraform\nimport {\n  to = hunt_flag.low_priority\n  identity = {\n    id = "0b8c8a5e-',
    );
    expect(page("resources/flag.md")).toMatch(/^- `id` \(String\) ID of the object in HUNT \(UUID\)\.$/m);
  });

  it("marks sensitive and write-only attributes", () => {
    expect(page("index.md")).toMatch(/^- `token` \(String, Sensitive\) /m);
    expect(page("resources/credential.md")).toMatch(
      /^- `password_wo` \(String, \[Write-only\]\(https:[^)]*\)\) /m,
    );
  });

  it("links to the attributes of blocks", () => {
    const text = page("resources/scan_schedule.md");
    expect(text).toContain("- `options` (Block, Optional) ");
    expect(text).toContain("(see [below for nested schema](#nestedblock--options))");
    expect(text).toContain(
      '<a id="nestedblock--options"></a>\n### Nested Schema for `options`\n\nOptional:\n\n',
    );
    expect(text).toMatch(/^- `extension_ids` \(List of String\) /m);
    expect(page("data-sources/scan_schedule.md")).toContain("- `options` (Attributes) ");
  });

  it("adds every anchor that a page links to", () => {
    for (const { path, content } of made) {
      const text = String(content);
      for (const [, anchor = ""] of text.matchAll(/\]\(#([^)]+)\)/g))
        expect(text, path).toContain(`<a id="${anchor}"></a>`);
    }
  });

  const provider: ProviderSchema = {
    provider: { version: 0, description: "", attributes: {}, type: "dynamic" },
    resources: {},
    dataSources: {},
    ephemerals: {},
    functions: {},
    identities: {},
  };

  it("adds sections for objects in nested objects", () => {
    const leaf = {
      type: "string",
      nested: null,
      description: "L.",
      required: false,
      optional: false,
      computed: true,
      sensitive: false,
      writeOnly: false,
      deprecated: "Use x.",
    } as const;
    const inner = {
      ...leaf,
      type: ["map", "string"],
      nested: { nesting: "map", attributes: { leaf } },
    } as const;
    const outer = { ...leaf, nested: { nesting: "list", attributes: { inner } }, required: true } as const;

    const [index] = formatPages(
      { ...provider, provider: { ...provider.provider, attributes: { outer } } },
      () => undefined,
    );

    expect(index!.content).toContain(
      "- `outer` (Attributes List, Deprecated) L. Use x. (see [below for nested schema](#nestedatt--outer))",
    );
    expect(index!.content).toContain(
      '<a id="nestedatt--outer--inner"></a>\n### Nested Schema for `outer.inner`\n\nRead-Only:\n\n- `leaf` (String, Deprecated) L. Use x.\n',
    );
  });

  it("adds the signature and the arguments of a function", () => {
    const add = {
      summary: "Adds",
      description: "Adds.",
      parameters: [{ name: "a", type: "number", description: "A.", allowNull: true }],
      variadic: { name: "more", type: ["list", "bool"], description: "M.", allowNull: false },
      returns: "number",
    } as const;

    const [, added] = formatPages({ ...provider, functions: { add } }, () => undefined);

    expect(added!.content).toContain("```text\nadd(a number, more list of bool...) number\n```");
    expect(added!.content).toContain("1. `a` (Number, nullable) A.\n2. `more` (List of Boolean) M.\n");
  });
});
