import { describe, expect, it } from "vitest";
import { showReading } from "../../src/lists/show-reading.js";
import type { Format } from "../../src/output/output.js";
import type { Context } from "../../src/program/context.js";

interface Reading {
  rows: number;
  format?: Format;
  isTTY?: boolean;
  failure?: Error;
}

/** Reads rows, and returns what was shown in the meantime. */
async function readRows({ rows, format = "human", isTTY = true, failure }: Reading) {
  const shown: string[] = [];
  const context = {
    out: { format, terminal: { isTTY } },
    progress: (label: string, unit: string) => ({
      update: (done: number, total: number | null) => shown.push(`${label}: ${done} of ${total} ${unit}`),
      stop: () => shown.push("stopped"),
    }),
  } as unknown as Context;
  async function* listRows() {
    for (let id = 1; id <= rows; id++) yield id;
    if (failure) throw failure;
  }
  const ids: number[] = [];
  try {
    for await (const id of showReading(listRows(), "agents", async () => 1_002, context)) ids.push(id);
  } catch (error) {
    if (error !== failure) throw error;
  }
  return { shown, ids };
}

describe("showReading", () => {
  it("shows the number of rows after the first page", async () => {
    const { shown, ids } = await readRows({ rows: 1_002 });

    expect(ids).toHaveLength(1_002);
    expect(shown).toEqual([
      "Reading agents: 1001 of null agents",
      "Reading agents: 1002 of 1002 agents",
      "stopped",
    ]);
  });

  it("shows nothing for a single page", async () => {
    expect((await readRows({ rows: 1_000 })).shown).toEqual([]);
  });

  it.each(["json", "ndjson"] as const)(
    "shows nothing if the rows are printed in the same terminal: %s",
    async (format) => {
      expect((await readRows({ rows: 1_001, format })).shown).toEqual([]);
    },
  );

  it("shows the number of rows that are written to a file", async () => {
    const { shown } = await readRows({ rows: 1_001, format: "ndjson", isTTY: false });

    expect(shown).toEqual(["Reading agents: 1001 of null agents", "stopped"]);
  });

  it("stops if a page cannot be read", async () => {
    const { shown } = await readRows({ rows: 1_001, failure: new Error("no connection") });

    expect(shown.at(-1)).toBe("stopped");
  });
});
