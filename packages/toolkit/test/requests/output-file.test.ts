import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { getOutputFormat, writeData } from "../../src/requests/output-file.js";

const folder = mkdtempSync(join(tmpdir(), "toolkit-"));
const place = "--output";
afterAll(() => rmSync(folder, { recursive: true }));

describe("getOutputFormat", () => {
  it("reads the format from the extension", () => {
    expect(getOutputFormat("a.json", place)).toBe("json");
    expect(getOutputFormat("a.b.NDJSON", place)).toBe("ndjson");
    expect(getOutputFormat("a.csv", place)).toBe("csv");
  });

  it("throws for another extension, with the allowed ones", () => {
    expect(() => getOutputFormat("a.xlsx", place)).toThrow(
      '--output: "a.xlsx" does not have a supported extension. Use .ndjson, .json, .csv, .pdf.',
    );
    expect(() => getOutputFormat("a.json", place, ["ndjson", "csv"])).toThrow(/Use \.ndjson, \.csv\.$/);
  });
});

describe("writeData", () => {
  it("writes JSON on a single line, or indented", async () => {
    const path = join(folder, "a.json");

    await writeData({ path, format: "json", place }, { a: [1] });
    expect(readFileSync(path, "utf8")).toBe('{"a":[1]}\n');

    await writeData({ path, format: "json", place, indent: 2 }, { a: 1 });
    expect(readFileSync(path, "utf8")).toBe('{\n  "a": 1\n}\n');
  });

  it("writes one line per item of a list", async () => {
    const path = join(folder, "a.ndjson");

    await writeData({ path, format: "ndjson", place }, [{ a: 1 }, null]);

    expect(readFileSync(path, "utf8")).toBe('{"a":1}\nnull\n');
  });

  it("creates the directory only if requested", async () => {
    const path = join(folder, "new", "a.json");

    await expect(writeData({ path, format: "json", place }, 1)).rejects.toThrow(
      `--output: The directory ${join(folder, "new")} does not exist. Create it first.`,
    );
    await writeData({ path, format: "json", place, createsDirectory: true }, 1);

    expect(existsSync(path)).toBe(true);
    expect(readdirSync(join(folder, "new"))).toEqual(["a.json"]);
  });

  it.skipIf(process.platform === "win32")(
    "keeps the permissions of a file, and replaces the target of a link",
    async () => {
      const path = join(folder, "shared.json");
      const link = join(folder, "link.json");
      writeFileSync(path, "old", { mode: 0o640 });
      symlinkSync(path, link);

      await writeData({ path: link, format: "json", place, mode: 0o600 }, 1);

      expect(readFileSync(path, "utf8")).toBe("1\n");
      expect(statSync(path).mode & 0o777).toBe(0o640);
      expect(lstatSync(link).isSymbolicLink()).toBe(true);
    },
  );

  it.skipIf(process.platform === "win32")(
    "writes nothing through a link whose name can be guessed",
    async () => {
      const path = join(folder, "guessed.json");
      const trap = join(folder, "trap");
      writeFileSync(trap, "unchanged");
      symlinkSync(trap, `${path}.part`);

      await writeData({ path, format: "json", place }, 1);

      expect(readFileSync(trap, "utf8")).toBe("unchanged");
      expect(lstatSync(path).isSymbolicLink()).toBe(false);
    },
  );

  it("rejects a path that is not a regular file", async () => {
    const path = join(folder, "below.json");
    mkdirSync(path);

    await expect(writeData({ path, format: "json", place }, 1)).rejects.toThrow(
      `--output: ${path} is not a regular file.`,
    );
  });

  it.skipIf(process.platform === "win32")("sets the permissions of the file", async () => {
    const path = join(folder, "private.json");

    await writeData({ path, format: "json", place, mode: 0o600 }, 1);

    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});
