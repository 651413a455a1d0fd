import type { TokenHealth } from "@huntkit/core";
import { describe, expect, it } from "vitest";
import { describeTokenCreation, formatExpiry, formatHealthTitle } from "../src/health.js";

const common = {
  instance: "acme",
  fingerprint: "1a2b3c4d",
  checkedAt: "2026-03-31T12:00:00.000Z",
  user: "ci@example.com",
  role: "admin",
  description: "CI",
  match: { by: "value" as const, handle: "id", candidates: 1 },
};
const dated = {
  createdAt: "2025-04-12T12:00:00.000Z",
  expiresAt: "2026-04-12T12:00:00.000Z",
  daysLeft: 12,
  source: "hunt" as const,
};
const undated = { createdAt: null, expiresAt: null, daysLeft: null, source: "none" as const };
const healthy: TokenHealth = { ...common, ...dated, status: "healthy" };

describe("formatHealthTitle", () => {
  it.each<[TokenHealth, string]>([
    [healthy, "The HUNT token is healthy: 12 days left"],
    [{ ...common, ...undated, source: "hunt", status: "healthy" }, "The HUNT token does not expire"],
    [{ ...common, ...dated, status: "expiring" }, "The HUNT token expires in 12 days"],
    [
      { ...common, ...dated, match: { by: "earliest", handle: null, candidates: 2 }, status: "expiring" },
      "The HUNT token may expire in 12 days",
    ],
    [
      { ...healthy, match: { by: "description", handle: null, candidates: 1 } },
      "The HUNT token is healthy, but may expire in 12 days",
    ],
    [{ ...common, ...dated, daysLeft: -3, status: "expired" }, "The HUNT token has expired"],
    [{ ...common, ...undated, status: "rejected" }, "HUNT does not accept the token"],
    [
      { ...common, ...undated, status: "unknown-expiry", reason: "not-allowed", error: null },
      "The HUNT token is valid, but its expiry date is unknown",
    ],
  ])("returns a title for each state: %#", (health, title) => {
    expect(formatHealthTitle(health)).toBe(title);
  });
});

describe("formatExpiry", () => {
  it("includes the source of the date", () => {
    expect(formatExpiry(healthy)).toBe("2026-04-12 12:00 UTC (by HUNT's own record)");
    expect(formatExpiry({ ...dated, source: "stated" })).toBe(
      "2026-04-12 12:00 UTC (by the stated creation date)",
    );
  });

  it("reports an unknown date", () => {
    expect(formatExpiry(undated)).toBe("an unknown date");
  });
});

it("describeTokenCreation returns the menu path for a role", () => {
  expect(describeTokenCreation("analyst")).toBe(
    "Create a new token in HUNT: Account icon > My Profile > API Tokens > Create New Token.",
  );
});
