import { describe, expect, it } from "vitest";
import { requireAllowedCount, type GuardLimits } from "../../src/guard/affected.js";
import { HuntGuardError } from "../../src/index.js";

const check = (count: number, total: number | null, limits: GuardLimits = {}) => {
  try {
    requireAllowedCount({ route: "Alerts", count, total }, limits);
    return null;
  } catch (error) {
    return error as HuntGuardError;
  }
};

describe("requireAllowedCount", () => {
  it.each([
    [3, 10, {}],
    [0, 0, {}],
    [0, 10, {}],
    [3, null, {}],
    [3, 10, { expect: 3 }],
    [0, 10, { expect: 0 }],
    [3, 10, { maxAffected: 3 }],
    [3, 10, { maxAffected: 4 }],
    [10, 10, { allowAll: true }],
    [10, null, { allowAll: false }],
  ] as const)("accepts %i of %j records with %j", (count, total, limits) => {
    expect(check(count, total, limits)).toBeNull();
  });

  it("rejects a count other than the expected one, larger or smaller", () => {
    const error = check(3, 10, { expect: 2 });

    expect(error).toBeInstanceOf(HuntGuardError);
    expect(error!.problem).toBe("unexpected-count");
    expect(error!.reason).toBe("3 alerts match, but 2 are expected.");
    expect(error!.message).toContain("guard.expect");
    expect(check(3, 10, { expect: 4 })!.problem).toBe("unexpected-count");
  });

  it("rejects more records than the maximum", () => {
    const error = check(3, 10, { maxAffected: 2 });

    expect(error!.problem).toBe("too-many");
    expect(error!.reason).toBe("3 alerts match, but the limit is 2.");
    expect([error!.matched, error!.total]).toEqual([3, 10]);
    expect(check(1, 10, { maxAffected: 0 })!.reason).toMatch(/^1 alert matches,/);
  });

  it.each([
    ["targets", "2 target groups match, but the limit is 1."],
    ["targets/t1/agents", "2 agents match, but the limit is 1."],
    ["Widgets", "2 records of Widgets match, but the limit is 1."],
  ])("names the records as users do: %s", (route, reason) => {
    const act = () => requireAllowedCount({ route, count: 2, total: null }, { maxAffected: 1 });

    expect(act).toThrow(expect.objectContaining({ reason }) as Error);
  });

  it("rejects every record, or more records than the total", () => {
    const error = check(10, 10);

    expect(error!.problem).toBe("all-records");
    expect(error!.reason).toBe(
      "10 alerts match, which is every record. HUNT might have ignored the condition.",
    );
    expect(check(11, 10)!.problem).toBe("all-records");
    expect(check(1, 1, { allowAll: false, maxAffected: 1 })!.problem).toBe("all-records");
  });

  it("omits the total from an error about records that were named by their IDs", () => {
    expect(check(3, null, { maxAffected: 1 })).not.toHaveProperty("total");
  });

  it.each([
    [{ expect: -1 }, "expect"],
    [{ expect: 1.5 }, "expect"],
    [{ maxAffected: Number.NaN }, "maxAffected"],
    [{ maxAffected: Infinity }, "maxAffected"],
  ])("rejects a limit that is not a whole number: %j", (limits, input) => {
    const error = check(1, 10, limits);

    expect(error).toMatchObject({ code: "HUNT_INPUT", input, problem: "number" });
    expect(error!.message).toBe(`${input}: must be an integer of 0 or more.`);
  });
});
