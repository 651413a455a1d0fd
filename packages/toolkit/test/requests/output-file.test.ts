import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
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

  it("throws for another extension, with those that are allowed", () => {
    expect(() => getOutputFormat("a.xlsx", place)).toThrow(
      '--output: "a.xlsx" does not say how to write it. End it in .ndjson, .json, .csv.',
    );
    expect(() => getOutputFormat("a.json", place, ["ndjson", "csv"])).toThrow(/End it in \.ndjson, \.csv\.$/);
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

  it("writes a line for each item of a list", async () => {
    const path = join(folder, "a.ndjson");

    await writeData({ path, format: "ndjson", place }, [{ a: 1 }, null]);

    expect(readFileSync(path, "utf8")).toBe('{"a":1}\nnull\n');
  });

  it("creates the folder only if it should", async () => {
    const path = join(folder, "new", "a.json");

    await expect(writeData({ path, format: "json", place }, 1)).rejects.toThrow(
      `--output: ${path} could not be written (ENOENT).`,
    );
    await writeData({ path, format: "json", place, createsFolder: true }, 1);

    expect(existsSync(path)).toBe(true);
    expect(existsSync(`${path}.part`)).toBe(false);
  });

  it.skipIf(process.platform === "win32")("sets the permissions of the file", async () => {
    const path = join(folder, "private.json");

    await writeData({ path, format: "json", place, mode: 0o600 }, 1);

    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});
