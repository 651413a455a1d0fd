import { describe, expect, it } from "vitest";
import { nowhere, run, unknownToken, useSandbox } from "./helpers.js";
import { startWorld } from "./rotation/world.js";

const sandbox = useSandbox();

describe("inputs that are set but empty", () => {
  it("have their default: the token is checked", async () => {
    const { exitCode, outputs } = await run({
      instance: sandbox().url,
      token: sandbox().tokens.expired,
      check: "",
      "warn-days": "",
      "timeout-seconds": "",
    });

    expect(exitCode).toBe(1);
    expect(outputs["status"]).toBe("expired");
  });
});

describe("what cannot be meant is refused before anything is sent:", () => {
  it.each([
    ["neither a check nor anything else", { check: "false" }, /^Input 'check' is false and no other feature/],
    [
      "a dry run of no rotation",
      { "dry-run": "true" },
      /^Input 'dry-run' has no effect without 'rotate-days'/,
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
