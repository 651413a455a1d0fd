import type { HuntClient, TokenHealth } from "@huntkit/core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { requireUsableToken } from "../src/feature.js";

const hunt = {} as HuntClient;
const situation = (status: TokenHealth["status"] | null) => ({
  hunt,
  health: status && ({ status } as TokenHealth),
});

/** Runs a job, and gives what it wrote, and whether it acted and whether the step fails then. */
async function outcome(status: TokenHealth["status"] | null) {
  const act = vi.fn<() => Promise<void>>(() => Promise.resolve());
  const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  await requireUsableToken("The gate", act)(situation(status));
  const text = write.mock.calls
    .map(([chunk]) => String(chunk))
    .join("")
    .trim();
  write.mockRestore();
  return { acted: act.mock.calls.length === 1, failed: process.exitCode === 1, text };
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
      expect(await outcome(status)).toEqual({ acted: true, failed: false, text: "" });
    },
  );

  it.each(["unreachable", "rejected", "expired"] as const)(
    "fails the step, which has not failed yet, if the status is %s",
    async (status) => {
      expect(await outcome(status)).toEqual({
        acted: false,
        failed: true,
        text: `::error::The gate: nothing was sent, since the check says ${status}. (ACTION_SKIPPED)`,
      });
    },
  );

  it("only writes to the log if the check has failed the step", async () => {
    process.exitCode = 1;
    expect(await outcome("rejected")).toEqual({
      acted: false,
      failed: true,
      text: "The gate: nothing was sent, since the check says rejected.",
    });
  });
});
