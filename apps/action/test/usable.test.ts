import type { HuntClient, TokenHealth } from "@huntkit/core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { requireUsableToken } from "../src/feature.js";
import { FeatureError } from "../src/report/finding.js";

const hunt = {} as HuntClient;
const situation = (status: TokenHealth["status"] | null) => ({
  hunt,
  health: status && ({ status } as TokenHealth),
});

/** Runs a feature, and returns what it wrote, whether it acted, and how it failed. */
async function outcome(status: TokenHealth["status"] | null) {
  const act = vi.fn<() => Promise<void>>(() => Promise.resolve());
  const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const error = await requireUsableToken("The gate", act)(situation(status)).catch((thrown: Error) => thrown);
  const text = write.mock.calls
    .map(([chunk]) => String(chunk))
    .join("")
    .trim();
  write.mockRestore();
  const finding = error instanceof FeatureError ? error.finding : null;
  return { acted: act.mock.calls.length === 1, finding, text };
}

describe("requireUsableToken", () => {
  let before: typeof process.exitCode;
  beforeEach(() => {
    before = process.exitCode;
    process.exitCode = undefined;
  });
  afterEach(() => (process.exitCode = before));

  it.each(["healthy", "expiring", "unknown-expiry", null] as const)(
    "runs the feature if the status is %s",
    async (status) => {
      expect(await outcome(status)).toEqual({ acted: true, finding: null, text: "" });
    },
  );

  it.each(["unreachable", "rejected", "expired"] as const)(
    "fails the step, which has not failed yet, if the status is %s",
    async (status) => {
      expect(await outcome(status)).toEqual({
        acted: false,
        finding: {
          code: "ACTION_SKIPPED",
          title: "The gate",
          message: `The gate: nothing was sent, since the check says ${status}.`,
          advice: "",
        },
        text: "",
      });
    },
  );

  it("only writes to the log if the check has failed the step", async () => {
    process.exitCode = 1;
    expect(await outcome("rejected")).toEqual({
      acted: false,
      finding: null,
      text: "The gate: nothing was sent, since the check says rejected.",
    });
  });
});
