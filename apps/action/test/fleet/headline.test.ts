import { describe, expect, it } from "vitest";
import type { FleetToken } from "../../src/fleet/classify-tokens.js";
import { formatHeadline } from "../../src/fleet/fleet-report.js";

const token = {} as FleetToken;
const fleet = { expiring: [] as FleetToken[], expired: [] as FleetToken[], undated: 0, tokens: 1 };

describe("formatHeadline", () => {
  it("returns a headline for no tokens", () => {
    expect(formatHeadline({ ...fleet, tokens: 0 }, 30)).toBe("No tokens with a description found");
  });

  it("returns a headline without a number for a single token", () => {
    expect(formatHeadline(fleet, 30)).toBe("The only HUNT token does not expire within 30 days");
  });

  it("returns a headline for a single token that expires soon", () => {
    expect(formatHeadline({ ...fleet, expiring: [token] }, 30)).toBe(
      "The only HUNT token expires within 30 days",
    );
  });

  it("returns a headline for a single token that has expired", () => {
    expect(formatHeadline({ ...fleet, expired: [token] }, 30)).toBe(
      "The only HUNT token expired within the last 30 days",
    );
  });

  it("returns a headline for a single token with an unknown expiry date", () => {
    expect(formatHeadline({ ...fleet, undated: 1 }, 30)).toBe(
      "The expiry date of the only HUNT token is unknown",
    );
  });

  it("returns a headline with the number of several tokens", () => {
    expect(formatHeadline({ ...fleet, expiring: [token, token], tokens: 12 }, 30)).toBe(
      "2 of 12 HUNT tokens expire within 30 days",
    );
  });
});
