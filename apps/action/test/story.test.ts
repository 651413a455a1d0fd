import { describe, expect, it } from "vitest";
import { nowhere, run, unknownToken, useSandbox } from "./helpers.js";
import { startWorld } from "./rotation/world.js";

const sandbox = useSandbox();

describe("run", () => {
  it("uses the default values of empty inputs", async () => {
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

  it.each([
    [{ check: "false" }, /^Input 'check' is false, so there is nothing to do without/],
    [{ "dry-run": "true" }, /^Input 'dry-run' has no effect without 'rotate-days'/],
  ])("fails before the first request for an invalid combination of inputs: %j", async (inputs, message) => {
    const { exitCode, annotations } = await run({ instance: nowhere, token: unknownToken, ...inputs });

    expect(exitCode).toBe(1);
    expect(annotations.map((each) => each.message)).toEqual([expect.stringMatching(message)]);
  });

  it("reports on the new token after a rotation, without a warning about the old one", async () => {
    const world = await startWorld();

    const { exitCode, annotations, outputs, summary } = await world.run({
      "warn-days": "30",
      "fail-days": "12",
    });

    expect(exitCode).toBe(0);
    expect(outputs["rotated"]).toBe("true");
    expect(outputs["status"]).toBe("healthy");
    expect(annotations.filter(({ level }) => level !== "notice")).toEqual([]);
    expect(summary).toContain("### ✅ The HUNT token is healthy: 36");
  });
});
