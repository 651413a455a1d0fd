import type { TokenHealth } from "@huntkit/core";
import { describe, expect, it } from "vitest";
import { toCheckedToken } from "../../src/issue/owned-issue.js";

const health = {
  fingerprint: "0478af0e",
  user: "ana@example.com",
  description: "CI",
  createdAt: "2026-03-01T12:00:00.000Z",
} as TokenHealth;

describe("toCheckedToken", () => {
  it.each(["value", "handle", "last use", "only"] as const)(
    "returns HUNT's record of a token that is identified by %s",
    (by) => {
      const { record } = toCheckedToken({ ...health, match: { by, handle: "id", candidates: 1 } });

      expect(record).toEqual({ name: expect.stringMatching(/^[0-9a-f]{16}$/), createdAt: health.createdAt });
    },
  );

  it.each(["description", "earliest"] as const)("returns no record for a guess: %s", (by) => {
    const { record } = toCheckedToken({ ...health, match: { by, handle: "id", candidates: 1 } });

    expect(record).toBeNull();
  });

  it("returns no record if HUNT returned none", () => {
    expect(toCheckedToken({ ...health, match: null }).record).toBeNull();
  });
});
