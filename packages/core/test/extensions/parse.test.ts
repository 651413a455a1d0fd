import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Declaration,
  type ExtensionHeader,
  extensionFiletype,
} from "../../src/extensions/extension-header.js";
import {
  createExtensionTemplate,
  formatExtension,
  parseExtension,
} from "../../src/extensions/extension-file.js";
import { catchError } from "../helpers.js";

const guid = "0f8fad5b-d9cb-469f-a165-70867728950e";
const fields = {
  name: "Shadow Copies",
  filetype: extensionFiletype,
  type: "Collection",
  guid,
  created: "2019-9-16",
  updated: "2020-12-14",
};

/** Creates a script whose header has one field per line. A field that is null is omitted. */
function script(changes: Record<string, string | null> = {}, below = 'hunt.log("done")'): string {
  const lines = Object.entries({ ...fields, ...changes }).flatMap(([name, value]) =>
    value === null ? [] : [`${name}: ${value}`],
  );
  return `--[=[\n${lines.join("\n")}\n]=]\n\n${below}\n`;
}

describe("parseExtension", () => {
  it("keeps dates and numbers as strings, and lowercases the type", async () => {
    const source = await parseExtension(script({ name: "007", author: "1e3", type: "Response" }));
    expect(source.header).toEqual({
      name: "007",
      filetype: extensionFiletype,
      type: "response",
      description: "",
      author: "1e3",
      guid,
      created: "2019-9-16",
      updated: "2020-12-14",
      args: [],
      globals: [],
    });
    expect(source.body).toBe('hunt.log("done")');
  });

  it("accepts a byte order mark, Windows line endings, and empty lists", async () => {
    const source = await parseExtension(
      `\ufeff${script({ globals: "", args: "" }).replaceAll("\n", "\r\n")}`,
    );
    expect(source.header).toMatchObject({ name: "Shadow Copies", globals: [], args: [] });
    expect(source.text.startsWith("--[=[")).toBe(true);
  });

  it("reads arguments and globals in both notations that are in use", async () => {
    const globals =
      "\n- verbose:\n    description: Logs more\n    type: boolean\n    default: false\n    required: false\n- key:\n    type: secret\n    required: true\n- depth:\n    type: number\n    default: 3\n- instance:\n    type: string\n    default: nil";
    const { header } = await parseExtension(
      script({ globals, args: "\n- name: path\n  required: true\n  type: string\n- bare:" }),
    );
    expect(header.globals).toEqual([
      {
        name: "verbose",
        description: "Logs more",
        type: "boolean",
        default: false,
        required: false,
        secret: false,
      },
      { name: "key", description: "", type: "secret", required: true, secret: true },
      { name: "depth", description: "", type: "number", default: 3, required: false, secret: false },
      { name: "instance", description: "", type: "string", required: false, secret: false },
    ]);
    expect(header.args.map(({ name, required }) => [name, required])).toEqual([
      ["path", true],
      ["bare", false],
    ]);
  });

  it.each([
    ["no header", "hunt.log(1)", "header", /the header is missing/],
    [
      "a header in the format of 2019",
      "--[[\n  Infocyte Extension\n  Name: x\n]]--\nhunt.log(1)",
      "header",
      /format of 2019/,
    ],
    ["a header without an end", "--[=[\nname: x\n", "header", /is not closed.*\]=\]/],
    ["TOML", '--[=[\nfiletype = "Infocyte Extension"\n]=]\nhunt.log(1)', "field", /TOML/],
    ["an empty header", "--[=[\n]=]\nhunt.log(1)", "field", /list of fields/],
    ["broken YAML", script({ description: '"c:\\program"' }), "yaml", /Invalid escape.*line 8/],
    ["a repeated field", script({ description: "a\nname: b" }), "yaml", /unique at line 9/],
    ["two documents", script({ description: "a\n---\nname: b" }), "yaml", /invalid YAML/],
    ["an alias", script({ description: "&a x", author: "*a" }), "yaml", /alias/],
    ["a tag", script({ description: "!!js/function x" }), "yaml", /invalid YAML/],
    [
      "another filetype",
      script({ filetype: "Infocyte Rule" }),
      "field",
      /filetype: must be Infocyte Extension/,
    ],
    ["no name", script({ name: null }), "field", /^extension: name: missing/],
    ["an empty name", script({ name: "" }), "field", /name: missing/],
    ["a list as the name", script({ name: "[a]" }), "field", /name:/],
    ["another type", script({ type: "Action" }), "field", /type: must be one of collection, response/],
    ["no GUID", script({ guid: null }), "field", /guid: missing/],
    ["an invalid GUID", script({ guid: "1234" }), "field", /guid: not a valid GUID/],
    ["an invalid date", script({ updated: "2020-02-30" }), "field", /updated: not a valid date/],
    ["globals that are not a list", script({ globals: "verbose" }), "field", /globals: must be a list/],
    [
      "a global without fields",
      script({ globals: "\n- verbose: true" }),
      "field",
      /globals\[0\]: must have fields/,
    ],
    [
      "a default of another type",
      script({ globals: "\n- a:\n    type: string\n- b:\n    type: boolean\n    default: maybe" }),
      "field",
      /globals\[1\]\.default: must be a boolean/,
    ],
    [
      "two globals with the same name",
      script({ globals: "\n- a:\n    type: string\n- a:\n    type: number" }),
      "field",
      /globals: two entries/,
    ],
    ["no Lua code", script({}, "  "), "empty", /no Lua/],
  ])("rejects a script with %s", async (_, text, problem, message) => {
    expect(await catchError(parseExtension(text))).toMatchObject({
      code: "HUNT_INPUT",
      input: "extension",
      problem,
      message: expect.stringMatching(message),
    });
  });

  it("rejects a source that is not a string", async () => {
    for (const source of [undefined, null, 7, {}, Buffer.from("x")])
      expect(await catchError(parseExtension(source as string))).toMatchObject({
        input: "source",
        problem: "text",
      });
  });

  it("names the file in an error", async () => {
    const error = await catchError(
      parseExtension({ path: "official/response/a.lua", text: script({ type: "Action" }) }),
    );
    expect(error.message).toMatch(/^official\/response\/a\.lua: type: /);
  });

  it("does not change JavaScript prototypes", async () => {
    const { header } = await parseExtension(
      script({
        __proto__: null,
        globals: "\n- __proto__:\n    type: string\n    default: x\n    __proto__: {isAdmin: true}",
        constructor: "{prototype: {isAdmin: true}}",
      }),
    );
    expect(header.globals).toEqual([
      { name: "__proto__", description: "", type: "string", default: "x", required: false, secret: false },
    ]);
    expect(Object.getPrototypeOf(header)).toBe(Object.prototype);
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  it("rejects a header that is nested thousands of levels deep", async () => {
    expect(await catchError(parseExtension(script({ args: "[".repeat(3_000) })))).toMatchObject({
      problem: "yaml",
    });
  });
});

const line = fc.string({ unit: "grapheme", maxLength: 30 }).map((text) => text.trim());
const name = line.filter((text) => text !== "");
const day = fc.constantFrom(null, "2024-02-01", "2019-9-16");
const types = fc.constantFrom<Declaration["type"][]>("string", "number", "boolean", "secret");

/** The values of arguments by their type. */
const string = name.filter((text) => !/^(?:~|null|nil)$/i.test(text));
const values = { boolean: fc.boolean(), number: fc.integer(), string, secret: string };

function createDeclaration(type: Declaration["type"]): fc.Arbitrary<Declaration> {
  const more = fc.record(
    { default: values[type] as fc.Arbitrary<unknown> },
    { requiredKeys: [] },
  ) as fc.Arbitrary<Pick<Declaration, "default">>;
  return fc
    .record({
      name: fc.oneof(name, fc.constant("name")),
      description: line,
      required: fc.boolean(),
      secret: fc.boolean(),
      more,
    })
    .map(({ more: rest, secret, ...declared }) => ({
      ...declared,
      type,
      secret: secret || type === "secret",
      ...rest,
    }));
}
const declarations = fc.uniqueArray(types.chain(createDeclaration), {
  selector: (declared) => declared.name,
  maxLength: 4,
});
const headers: fc.Arbitrary<ExtensionHeader> = fc.record({
  filetype: fc.constant(extensionFiletype),
  name,
  type: fc.constantFrom("collection", "response"),
  description: line,
  author: line,
  guid: fc.uuid(),
  created: day,
  updated: day,
  args: declarations,
  globals: declarations,
});

describe("formatExtension", () => {
  it("writes a header that parses to the same values, for any strings", async () => {
    await fc.assert(
      fc.asyncProperty(headers, async (header) => {
        fc.pre(!JSON.stringify(header).includes("]=]"));
        const text = await formatExtension({ header, body: "hunt.log(1)" });
        expect((await parseExtension(text)).header).toEqual(header);
      }),
    );
  });

  it("rejects a string that would end the header", async () => {
    const { header, body } = await parseExtension(script());
    const error = await catchError(
      formatExtension({ header: { ...header, description: "x ]=] os.execute()" }, body }),
    );
    expect(error).toMatchObject({ input: "extension", problem: "field" });
  });

  it("creates a template with the given GUID and today's date", async () => {
    const text = await createExtensionTemplate(
      { name: "Shadow Copies", type: "response" },
      { uuid: () => guid, clock: { now: () => Date.parse("2026-03-01T23:59Z") } },
    );
    const { header, body } = await parseExtension(text);
    expect(header).toMatchObject({
      name: "Shadow Copies",
      type: "response",
      guid,
      created: "2026-03-01",
      updated: "2026-03-01",
    });
    expect(body).toContain("hunt.status.good()");
  });

  it("creates a different GUID for each template", async () => {
    const texts = await Promise.all(
      [1, 2].map(() => createExtensionTemplate({ name: "x", type: "collection" })),
    );
    const [one, two] = await Promise.all(texts.map(parseExtension));
    expect(one!.header.guid).not.toBe(two!.header.guid);
  });
});
