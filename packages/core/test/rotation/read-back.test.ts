import { describe, expect, it } from "vitest";
import { ApiToken } from "../../src/index.js";
import { findWriteOutcome, verifyByReading } from "../../src/internal/index.js";

const old = new ApiToken("oldOLD0123456789".repeat(4));
const fresh = new ApiToken("newNEW0123456789".repeat(4));
const failure = new Error("The disk is full.");
const otherContent = new Error("It contains another token.");

const holding = (token: ApiToken) => async () => ({ readAt: 0, token });
const unreadable = async () => {
  throw new Error("It is locked.");
};

describe("findWriteOutcome", () => {
  it("returns delivered if the store contains the token although the write failed", async () => {
    expect(await findWriteOutcome(holding(fresh), fresh, failure)).toEqual({ result: "delivered" });
  });

  it("returns not delivered if the store contains another token", async () => {
    const outcome = await findWriteOutcome(holding(old), fresh, failure);

    expect(outcome).toEqual({ result: "not delivered", reason: failure });
  });

  it("returns unknown with the failure of the write if the store cannot be read", async () => {
    const outcome = await findWriteOutcome(unreadable, fresh, failure);

    expect(outcome).toEqual({ result: "unknown", reason: failure });
  });
});

describe("verifyByReading", () => {
  it("returns delivered if the store contains the token", async () => {
    expect(await verifyByReading(holding(fresh), fresh, otherContent)).toEqual({ result: "delivered" });
  });

  it("returns delivered if the store shows only the fingerprint of the token", async () => {
    const read = async () => ({ readAt: 0, fingerprint: fresh.fingerprint });

    expect(await verifyByReading(read, fresh, otherContent)).toEqual({ result: "delivered" });
  });

  it.each([
    ["contains another token", holding(old)],
    ["is empty", async () => ({ readAt: 0 })],
  ])("returns unknown if the store %s", async (_, read) => {
    expect(await verifyByReading(read, fresh, otherContent)).toEqual({
      result: "unknown",
      reason: otherContent,
    });
  });

  it("returns unknown with the failure of the read if the store cannot be read", async () => {
    const outcome = await verifyByReading(unreadable, fresh, otherContent);

    expect(outcome).toEqual({ result: "unknown", reason: new Error("It is locked.") });
  });
});
