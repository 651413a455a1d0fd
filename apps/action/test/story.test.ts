import { describe, expect, it } from "vitest";
import { nowhere, run, unknownToken, useSandbox } from "./helpers.js";
import { startWorld } from "./rotation/world.js";

const sandbox = useSandbox();

describe("an input that is there but empty", () => {
  it("is as if it were not: the token is checked all the same", async () => {
    const { exitCode, outputs } = await run({
      instance: sandbox().url,
      token: sandbox().tokens.expired,
      check: "",
    });
    expect({ exitCode, status: outputs["status"] }).toEqual({ exitCode: 1, status: "expired" });
  });
});

describe("what cannot be meant is refused before anything is sent:", () => {
  it.each([
    ["neither a check nor anything else", { check: "false" }, /^check: false leaves nothing to do/],
    ["a dry run of no rotation", { "dry-run": "true" }, /^dry-run: it means nothing without rotate-days/],
    [
      "no revoking after no rotation",
      { "revoke-old": "false" },
      /^revoke-old: it means nothing without rotate-days/,
    ],
  ])("%s", async (_, inputs, message) => {
    const { exitCode, annotations } = await run({ instance: nowhere, token: unknownToken, ...inputs });
    expect(exitCode).toBe(1);
    expect(annotations.map((each) => each.message)).toEqual([expect.stringMatching(message)]);
  });
});

describe("a rotation", () => {
  it("comes before the report, which is of the new token: nothing warns of the old one, or fails for it", async () => {
    const world = await startWorld();
    const { exitCode, annotations, outputs, summary } = await world.run({
      "warn-days": "30",
      "fail-days": "12",
    });
    expect({ exitCode, rotated: outputs["rotated"], status: outputs["status"] }).toEqual({
      exitCode: 0,
      rotated: "true",
      status: "healthy",
    });
    expect(annotations.filter(({ level }) => level !== "notice")).toEqual([]);
    expect(summary).toContain("### ✅ The HUNT token is healthy: 36");
  });
});
