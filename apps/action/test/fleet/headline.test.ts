import { describe, expect, it } from "vitest";
import type { FleetToken } from "../../src/fleet/classify-tokens.js";
import { formatHeadline } from "../../src/fleet/fleet-report.js";

const token = {} as FleetToken;
const fleet = { expiring: [] as FleetToken[], expired: [] as FleetToken[], undated: 0, tokens: 1 };

describe("formatHeadline", () => {
  it("says that there are no tokens", () => {
    expect(formatHeadline({ ...fleet, tokens: 0 }, 30)).toBe("No tokens with a description found");
  });

  it("does not count a single token", () => {
    expect(formatHeadline(fleet, 30)).toBe("The only HUNT token does not expire within 30 days");
  });

  it("reports a single token that expires", () => {
    expect(formatHeadline({ ...fleet, expiring: [token] }, 30)).toBe(
      "The only HUNT token expires within 30 days",
    );
  });

  it("reports a single token that has expired", () => {
    expect(formatHeadline({ ...fleet, expired: [token] }, 30)).toBe(
      "The only HUNT token expired within the last 30 days",
    );
  });

  it("does not guess the date of a single token", () => {
    expect(formatHeadline({ ...fleet, undated: 1 }, 30)).toBe(
      "It is unknown when the only HUNT token expires",
    );
  });

  it("counts several tokens", () => {
    expect(formatHeadline({ ...fleet, expiring: [token, token], tokens: 12 }, 30)).toBe(
      "2 of 12 HUNT tokens expire within 30 days",
    );
  });
});
