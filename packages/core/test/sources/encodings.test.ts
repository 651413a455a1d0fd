import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { describe, expect, it } from "vitest";
import { readExtensionDirectory } from "../../src/extensions/extension-file.js";
import { parseRule, readRuleDirectory } from "../../src/rules/rule-file.js";
import { FileStore } from "../../src/rotation/file-store.js";
import { script } from "../extensions/scripts.js";

const guid = "0f8fad5b-d9cb-469f-a165-70867728950e";

const encodings: [name: string, encode: (text: string) => Buffer][] = [
  ["UTF-16 with a byte order mark", (text) => Buffer.from(`\ufeff${text}`, "utf16le")],
  ["UTF-16 in the other byte order", (text) => Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
  ["UTF-8 with a byte order mark", (text) => Buffer.from(`\ufeff${text}`)],
];

describe("files in Windows encodings", () => {
  it.each(encodings)("readExtensionDirectory reads %s", async (_, encode) => {
    const directory = temporaryDirectory();
    const text = await script({ guid, name: "Überwachung" });
    writeFileSync(join(directory, "a.lua"), encode(text.replaceAll("\n", "\r\n")));

    const [found] = await readExtensionDirectory(directory);

    expect(found?.header).toMatchObject({ guid, name: "Überwachung" });
  });

  it.each(encodings)("readRuleDirectory reads %s", async (_, encode) => {
    const directory = temporaryDirectory();
    const text = `name: Überwachung\nguid: ${guid}\nrule: path == "x"\nseverity: high\n`;
    writeFileSync(join(directory, "a.yml"), encode(text.replaceAll("\n", "\r\n")));

    const [found] = await readRuleDirectory(directory);

    expect(await parseRule(found!)).toMatchObject({ name: "Überwachung" });
  });

  it.each(encodings)("FileStore reads %s", async (_, encode) => {
    const path = join(temporaryDirectory(), "token");
    writeFileSync(path, encode(`${"a".repeat(64)}\r\n`));

    const { token } = await new FileStore(path).read();

    expect(token?.reveal()).toBe("a".repeat(64));
  });
});
