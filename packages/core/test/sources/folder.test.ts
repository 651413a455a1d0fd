import { symlinkSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readExtensionFolder } from "../../src/extensions/extension-file.js";
import { readRuleFolder, createRuleTemplate } from "../../src/rules/rule-file.js";
import { toFileName } from "../../src/sources/source-file.js";
import { script } from "../extensions/scripts.js";
import { errorOf } from "../helpers.js";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";

const guid = "0f8fad5b-d9cb-469f-a165-70867728950e";

describe("a folder of extensions", () => {
  it("in the layout of the vendor's repository gives what is meant to be used, sorted by path", async () => {
    const text = await script({ guid, name: "x" });
    const paths = ["official/response/b.lua", "official/collection/a.LUA", "contributed/collection/c.lua"];
    const others = [
      "README.md",
      "examples/x.lua",
      "tests/x.lua",
      "official/draft/x.lua",
      ".git/x.lua",
      "node_modules/x.lua",
      "official/collection/x.ps1",
    ];
    const folder = temporaryDirectory(
      Object.fromEntries(
        [...paths, ...others].map((path) => [path, path.toLowerCase().endsWith(".lua") ? text : "?"]),
      ),
    );
    const found = await readExtensionFolder(folder);
    expect(found.map(({ path }) => path)).toEqual([...paths].sort().map((path) => join(folder, path)));
    expect(found[0]).toMatchObject({ header: { guid }, text });
  });

  it("may be flat, and follows no links", async () => {
    const elsewhere = temporaryDirectory({ "secret.lua": "x" });
    const folder = temporaryDirectory({
      "b.lua": await script({ guid, name: "b" }),
      "a.lua": await script({ guid, name: "a" }),
    });
    symlinkSync(join(elsewhere, "secret.lua"), join(folder, "c.lua"));
    symlinkSync(elsewhere, join(folder, "d"));
    expect((await readExtensionFolder(folder)).map(({ header }) => header.name)).toEqual(["a", "b"]);
  });

  it("names the file that cannot be used", async () => {
    const folder = temporaryDirectory({ "official/collection/bad.lua": "hunt.log(1)" });
    expect((await errorOf(readExtensionFolder(folder))).message).toContain(
      `${join(folder, "official/collection/bad.lua")}: it has no header`,
    );
  });

  it.each(["nothing", "file.lua"])("that is none is refused (%s)", async (name) => {
    const path = join(temporaryDirectory({ "file.lua": "x" }), name);
    expect(await errorOf(readExtensionFolder(path))).toMatchObject({
      code: "HUNT_INPUT",
      input: "folder",
      problem: "unreadable",
      message: expect.stringContaining(path),
    });
  });
});

it("a folder of rules gives *.yml and *.yaml, and names the file that cannot be used", async () => {
  const rule = await createRuleTemplate({ name: "x", rule: "y" });
  const folder = temporaryDirectory({ "b.yml": rule, "sub/a.yaml": rule, "c.json": "{}" });
  expect((await readRuleFolder(folder)).map(({ path }) => path)).toEqual([
    join(folder, "b.yml"),
    join(folder, "sub/a.yaml"),
  ]);
  const bad = temporaryDirectory({ "bad.yml": "name: x" });
  expect((await errorOf(readRuleFolder(bad))).message).toContain(
    `${join(bad, "bad.yml")}: guid: it is missing`,
  );
});

describe("the name of a file", () => {
  it.each([
    ["Host Isolation", "host_isolation"],
    ["../../etc/passwd", "etc_passwd"],
    ["..", "_"],
    ["", "_"],
    ["NUL", "_nul"],
    ["com¹", "_com¹"],
    ["LPT³", "_lpt³"],
    ["COM9", "_com9"],
    ["C:\\Windows\\x.lua", "c_windows_x_lua"],
    ["E-Discovery (2024)", "e-discovery_2024"],
    ["Überwachung 防火", "überwachung_防火"],
  ])("for %j is %j", (name, expected) => expect(toFileName(name)).toBe(expected));

  it("never leaves its folder, whatever HUNT calls a thing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (name) => {
        const file = toFileName(name);
        expect(resolve("/base", file)).toBe(`/base${sep}${file}`);
        expect(file).not.toMatch(/[\\/:*?"<>|.\s\p{C}]/u);
        expect(Buffer.byteLength(file)).toBeLessThan(250);
      }),
    );
  });
});
