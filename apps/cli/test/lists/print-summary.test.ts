import { PassThrough } from "node:stream";
import { anyCharacter } from "@huntkit/test-kit/values";
import type { Breakdown, Summary } from "@huntkit/toolkit";
import * as fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { printSummary } from "../../src/lists/print-summary.js";
import { createOutput } from "../../src/output/output.js";

/** Prints a summary in a terminal without colors, and returns the text. */
async function print(summary: Summary, width: number, { isTTY = true, isUnicode = true } = {}) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const out = await createOutput({ stdout, stderr }, "human", { isTTY, width, hasColors: false, isUnicode });
  await printSummary(summary, {}, { top: 5, details: [] }, { out, options: {} });
  return String(stdout.read() ?? "");
}

const rank = (counts: Breakdown["counts"]): Summary => ({
  sentences: ["Hosts"],
  counted: "Alerts",
  breakdowns: [{ by: "host", title: "Host", kind: "ranking", counts }],
});

const anyCounts = fc.array(
  fc.record({
    name: fc.option(fc.string({ unit: anyCharacter, maxLength: 60 })),
    count: fc.oneof(fc.constant(0), fc.nat({ max: 9 }), fc.nat({ max: 100_000_000 })),
  }),
  { minLength: 1, maxLength: 8 },
);

describe("printSummary", () => {
  it("fits any names and numbers into any terminal from 40 columns, without control characters", async () => {
    await fc.assert(
      fc.asyncProperty(anyCounts, fc.integer({ min: 40, max: 160 }), async (counts, width) => {
        const text = await print(rank(counts), width);

        expect(text).not.toMatch(/[^\P{Cc}\n]/u);
        for (const line of text.split("\n")) expect(stringWidth(line), line).toBeLessThanOrEqual(width);
      }),
    );
  });

  it("aligns the numbers of wide names", async () => {
    const counts = [
      { name: "東京サーバー", count: 20 },
      { name: "Zürich", count: 1 },
      { name: null, count: 3 },
    ];

    expect(await print(rank(counts), 60)).toMatchInlineSnapshot(`
      "Hosts.

      HOST          ALERTS  SHARE
      東京サーバー      20   83 %  ██████████████████
      Zürich             1    4 %  █
      unknown            3   13 %  ███

      "
    `);
  });

  it("shows the days of a long period in groups that fit into the terminal", async () => {
    const counts = Array.from({ length: 365 }, (_, day) => ({
      name: new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10),
      count: day % 7,
    }));
    const days = { by: "day", title: "Day (UTC)", kind: "days", counts } as const;
    const hosts = rank([{ name: "srv-1", count: 1 }]).breakdowns[0]!;

    const text = await print({ sentences: ["Days"], counted: "Alerts", breakdowns: [days, hosts] }, 60);

    expect(text).toContain("7 days per character.");
    expect(text.split("\n")[3]).toHaveLength(53);
  });

  it("omits what has no counts", async () => {
    expect(await print(rank([{ name: "srv-1", count: 0 }]), 80)).toBe("Hosts.\n\n");
  });

  it("prints all rows of a ranking for programs, in lines with tabs", async () => {
    const counts = Array.from({ length: 7 }, (_, index) => ({ name: `srv-${index}`, count: 1 }));

    const lines = (await print(rank(counts), 80, { isTTY: false })).trimEnd().split("\n");

    expect(lines).toHaveLength(7);
    expect(lines[0]).toBe("host\tsrv-0\t1");
  });
});
