import { symlinkSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { anyCharacter } from "@huntkit/test-kit/values";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readExtensionDirectory } from "../../src/extensions/extension-file.js";
import { readRuleDirectory, createRuleTemplate } from "../../src/rules/rule-file.js";
import { toFileName } from "../../src/sources/source-file.js";
import { script } from "../extensions/scripts.js";
import { catchError } from "../helpers.js";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";

const guid = "0f8fad5b-d9cb-469f-a165-70867728950e";

describe("readExtensionDirectory", () => {
  it("reads the released extensions of the vendor's directory layout, sorted by path", async () => {
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
    const directory = temporaryDirectory(
      Object.fromEntries(
        [...paths, ...others].map((path) => [path, path.toLowerCase().endsWith(".lua") ? text : "?"]),
      ),
    );
    const found = await readExtensionDirectory(directory);
    expect(found.map(({ path }) => path)).toEqual([...paths].sort().map((path) => join(directory, path)));
    expect(found[0]).toMatchObject({ header: { guid }, text });
  });

  it("reads a flat directory, and does not follow symbolic links", async () => {
    const elsewhere = temporaryDirectory({ "secret.lua": "x" });
    const directory = temporaryDirectory({
      "b.lua": await script({ guid, name: "b" }),
      "a.lua": await script({ guid, name: "a" }),
    });
    symlinkSync(join(elsewhere, "secret.lua"), join(directory, "c.lua"));
    symlinkSync(elsewhere, join(directory, "d"));
    expect((await readExtensionDirectory(directory)).map(({ header }) => header.name)).toEqual(["a", "b"]);
  });

  it("names an invalid file", async () => {
    const directory = temporaryDirectory({ "official/collection/bad.lua": "hunt.log(1)" });
    expect((await catchError(readExtensionDirectory(directory))).message).toContain(
      `${join(directory, "official/collection/bad.lua")}: the header is missing`,
    );
  });

  it.each(["nothing", "file.lua"])("rejects a path that is not a directory (%s)", async (name) => {
    const path = join(temporaryDirectory({ "file.lua": "x" }), name);
    expect(await catchError(readExtensionDirectory(path))).toMatchObject({
      code: "HUNT_INPUT",
      input: "directory",
      problem: "unreadable",
      message: expect.stringContaining(path),
    });
  });
});

it("readRuleDirectory reads *.yml and *.yaml files, and names an invalid file", async () => {
  const rule = await createRuleTemplate({ name: "x", rule: "y" });
  const directory = temporaryDirectory({ "b.yml": rule, "sub/a.yaml": rule, "c.json": "{}" });
  expect((await readRuleDirectory(directory)).map(({ path }) => path)).toEqual([
    join(directory, "b.yml"),
    join(directory, "sub/a.yaml"),
  ]);
  const bad = temporaryDirectory({ "bad.yml": "name: x" });
  expect((await catchError(readRuleDirectory(bad))).message).toContain(
    `${join(bad, "bad.yml")}: guid: missing`,
  );
});

describe("toFileName", () => {
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
  ])("converts %j to %j", (name, expected) => expect(toFileName(name)).toBe(expected));

  it("never leaves its directory, for any name in HUNT", () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (name) => {
        const file = toFileName(name);
        expect(resolve("/base", file)).toBe(`/base${sep}${file}`);
        expect(file).not.toMatch(/[\\/:*?"<>|.\s\p{C}]/u);
        expect(Buffer.byteLength(file)).toBeLessThan(250);
      }),
    );
  });
});
