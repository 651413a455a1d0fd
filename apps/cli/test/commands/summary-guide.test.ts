import { describe, expect, it } from "vitest";
import { atHunt } from "../support/at-hunt.js";
import { inTerminal } from "../support/in-terminal.js";
import { readBlocks } from "../support/recipe.js";

const at = atHunt();
const lines = readBlocks("../guides/summarize-alerts", "sh")[0]!.trim().split("\n");

describe("docs/guides/summarize-alerts.md", () => {
  it("has a line for alerts, for agents, and for tokens", () => {
    expect(lines).toHaveLength(3);
  });

  it.each(lines)("has a command that shows a picture: %s", async (line) => {
    const { code, stdout } = await inTerminal(at, line.split(" ").slice(1), { width: 100 });

    expect(code).toBe(0);
    expect(stdout).toMatch(/█{5}/);
  });
});
