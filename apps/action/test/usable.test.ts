import type { HuntClient, TokenHealth } from "@huntkit/core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { requireUsableToken } from "../src/feature.js";
import { FeatureError } from "../src/report/finding.js";

const hunt = {} as HuntClient;
const createState = (status: TokenHealth["status"] | null) => ({
  hunt,
  health: status && ({ status } as TokenHealth),
});

/** Runs a feature. Returns its log, whether it acted, and its failure. */
async function runFeature(status: TokenHealth["status"] | null) {
  const act = vi.fn<() => Promise<void>>(() => Promise.resolve());
  const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const error = await requireUsableToken(
    "Alert gate",
    act,
  )(createState(status)).catch((thrown: Error) => thrown);
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
    "runs a feature if the token is valid or was not checked: %s",
    async (status) => {
      expect(await runFeature(status)).toEqual({ acted: true, finding: null, text: "" });
    },
  );

  it.each([
    ["unreachable", "HUNT could not be reached."],
    ["rejected", "HUNT does not accept the token."],
    ["expired", "the token has expired."],
  ] as const)(
    "fails the step instead of running a feature if the token is not valid: %s",
    async (status, reason) => {
      expect(await runFeature(status)).toEqual({
        acted: false,
        finding: {
          code: "ACTION_SKIPPED",
          title: "Alert gate skipped",
          message: `Alert gate skipped: ${reason}`,
          advice: "",
        },
        text: "",
      });
    },
  );

  it("only logs that a feature was skipped if the check has already failed the step", async () => {
    process.exitCode = 1;

    const result = await runFeature("rejected");

    expect(result).toEqual({
      acted: false,
      finding: null,
      text: "Alert gate skipped: HUNT does not accept the token.",
    });
  });
});
