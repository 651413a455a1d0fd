import { describe, expect, it } from "vitest";
import {
  isOutcome,
  getNextState,
  getStep,
  type RotationOutcome,
  type RotationState,
  type RotationStep,
  type StepResult,
} from "../../src/rotation/machine.js";

/** Runs the machine from its start. Every step returns `ok` unless `results` has another result for it. */
function follow(results: Partial<Record<RotationStep, StepResult>> = {}, isReplacing = true) {
  const steps: RotationStep[] = [];
  let state: RotationState | RotationOutcome = "started";
  while (!isOutcome(state)) {
    const step = getStep(state);
    steps.push(step);
    state = getNextState(state, results[step] ?? "ok", isReplacing);
  }
  return { steps, outcome: state };
}

describe("nextState", () => {
  it("revokes the old token last", () => {
    expect(follow()).toEqual({
      steps: [
        "prove store",
        "create token",
        "verify token",
        "check store",
        "write store",
        "verify store",
        "revoke old token",
      ],
      outcome: "rotated",
    });
  });

  it.each([
    ["prove store", "failed", "not created"],
    ["create token", "failed", "not created"],
    ["verify token", "failed", "rolled back"],
    ["verify token", "unclear", "rolled back"],
    ["check store", "failed", "rolled back"],
    ["check store", "unclear", "rolled back"],
    ["write store", "failed", "rolled back"],
    ["write store", "unclear", "needs attention"],
    ["verify store", "failed", "needs attention"],
    ["verify store", "unclear", "needs attention"],
    ["revoke old token", "failed", "old token left"],
    ["revoke old token", "unclear", "old token left"],
  ] as const)("after a step '%s' that is %s, ends as %s", (step, result, outcome) => {
    expect(follow({ [step]: result }).outcome).toBe(outcome);
  });

  it.each([
    ["ok", "rolled back"],
    ["failed", "not created"],
    ["unclear", "needs attention"],
  ] as const)(
    "searches for a token that may have been created: after a search that is %s, ends as %s",
    (result, outcome) => {
      expect(follow({ "create token": "unclear", "find lost token": result }).outcome).toBe(outcome);
    },
  );

  it("needs attention if the new token can be neither stored nor revoked", () => {
    expect(follow({ "write store": "failed", "revoke new token": "unclear" }).outcome).toBe(
      "needs attention",
    );
  });

  it.each(["write store", "verify store"] as const)(
    "revokes the first token if it is possibly not stored, because no one depends on it: %s",
    (step) => {
      expect(follow({ [step]: "unclear" }, false).outcome).toBe("rolled back");
    },
  );

  it("revokes neither token if it is unknown which one is stored", () => {
    const { steps } = follow({ "write store": "unclear" });
    expect(steps).not.toContain("revoke old token");
    expect(steps).not.toContain("revoke new token");
  });
});
