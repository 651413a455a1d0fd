import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { isBundleTested, run, useSandbox } from "./helpers.js";

const sandbox = useSandbox();
const directory = mkdtempSync(join(tmpdir(), "calls-memory-"));
afterAll(() => rmSync(directory, { recursive: true }));

const call = (inputs: Record<string, string>, options: Parameters<typeof run>[1] = {}) =>
  run({ instance: sandbox().url, token: sandbox().tokens.admin, check: "false", ...inputs }, options);

describe("15,000 alerts", () => {
  const size = 15_000;
  const file = join(directory, "all.ndjson");

  beforeEach(async () => {
    const row = {
      name: "noise",
      severity: "low",
      hostname: "ws-000",
      // HUNT adds about 700 bytes of empty fields to each record.
      description: "x".repeat(1_900),
      createdOn: "2020-01-01T00:00:00Z",
    };
    for (let left = size - sandbox().records("Alerts").length; left > 0; left -= 35) {
      const body = JSON.stringify(Array.from({ length: Math.min(35, left) }, () => row));
      await fetch(`${sandbox().api}/Alerts`, {
        method: "POST",
        headers: { authorization: sandbox().tokens.admin, "content-type": "application/json" },
        body,
      });
    }
  });

  it.runIf(isBundleTested)("writes 15,000 alerts to a file with 40 MB of memory", async () => {
    const { exitCode, outputs, annotations, summary, raw } = await call(
      { request: "GET Alerts", all: "true", "output-file": file },
      { env: { NODE_OPTIONS: "--max-old-space-size=40" } },
    );

    expect(exitCode).toBe(0);
    expect(outputs).toEqual({ data: "", count: String(size), "http-status": "200", file });
    const rows = (await readFile(file, "utf8")).trimEnd().split("\n");
    expect(new Set(rows.map((row) => (JSON.parse(row) as { id: string }).id)).size).toBe(size);
    expect(annotations).toEqual([]);
    expect(summary.length).toBeLessThan(1_000);
    expect(raw.length).toBeLessThan(1_000);
  });

  it("runs out of 40 MB of memory if select needs all 15,000 alerts at the same time", async () => {
    const { exitCode } = await call(
      { request: "GET Alerts", all: "true", select: "[].description" },
      { env: { NODE_OPTIONS: "--max-old-space-size=40" } },
    );

    expect(exitCode).not.toBe(0);
  });
});
