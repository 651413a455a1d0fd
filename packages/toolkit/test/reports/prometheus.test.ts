import type { TokenHealth } from "@huntkit/core";
import { describe, expect, it } from "vitest";
import {
  formatTokenListMetrics,
  formatTokenMetrics,
  type ListedToken,
} from "../../src/reports/prometheus.js";

const healthy: TokenHealth = {
  status: "healthy",
  instance: "acme",
  fingerprint: "1a2b3c4d",
  checkedAt: "2026-03-01T12:00:00.500Z",
  user: "ada@example.org",
  role: "admin",
  description: "ci",
  match: null,
  createdAt: "2025-06-01T00:00:00.000Z",
  expiresAt: "2026-06-01T00:00:00.000Z",
  daysLeft: 91,
  source: "hunt",
};
const undated = { createdAt: null, expiresAt: null, daysLeft: null } as const;

describe("formatTokenMetrics", () => {
  it("writes the expiry, each state, the time of the check, and the properties of the token", () => {
    expect(formatTokenMetrics(healthy, "ci")).toMatchInlineSnapshot(`
      "# HELP hunt_token_expiry_timestamp_seconds Expiry date of the HUNT API token, as Unix time. Missing if it is unknown.
      # TYPE hunt_token_expiry_timestamp_seconds gauge
      hunt_token_expiry_timestamp_seconds{hunt_instance="acme",description="ci"} 1780272000
      # HELP hunt_token_state Whether the HUNT API token is in the state: 1 or 0.
      # TYPE hunt_token_state gauge
      hunt_token_state{hunt_instance="acme",description="ci",state="healthy"} 1
      hunt_token_state{hunt_instance="acme",description="ci",state="expiring"} 0
      hunt_token_state{hunt_instance="acme",description="ci",state="expired"} 0
      hunt_token_state{hunt_instance="acme",description="ci",state="rejected"} 0
      hunt_token_state{hunt_instance="acme",description="ci",state="unreachable"} 0
      hunt_token_state{hunt_instance="acme",description="ci",state="unknown-expiry"} 0
      # HELP hunt_token_last_check_timestamp_seconds Time of the last check of the HUNT API token, as Unix time.
      # TYPE hunt_token_last_check_timestamp_seconds gauge
      hunt_token_last_check_timestamp_seconds{hunt_instance="acme",description="ci"} 1772366400.5
      # HELP hunt_token_info Properties of the HUNT API token. The value is always 1.
      # TYPE hunt_token_info gauge
      hunt_token_info{hunt_instance="acme",description="ci",user="ada@example.org",role="admin",fingerprint="1a2b3c4d",expiry_source="hunt"} 1
      "
    `);
  });

  it("omits the expiry if it is unknown", () => {
    const health: TokenHealth = {
      ...healthy,
      ...undated,
      status: "unknown-expiry",
      source: "none",
      reason: "no-date",
      error: null,
    };

    const text = formatTokenMetrics(health, null);

    expect(text).not.toContain("expiry_timestamp");
    expect(text).toContain('hunt_token_state{hunt_instance="acme",state="unknown-expiry"} 1\n');
  });

  it("writes +Inf for a token that never expires", () => {
    const health: TokenHealth = { ...healthy, ...undated, status: "healthy", source: "hunt" };

    expect(formatTokenMetrics(health, null)).toContain(
      'hunt_token_expiry_timestamp_seconds{hunt_instance="acme"} +Inf\n',
    );
  });
});

describe("formatTokenListMetrics", () => {
  const token: ListedToken = {
    id: "abc",
    fingerprint: null,
    description: "ci",
    owner: "ada@example.org",
    expiresAt: "2026-06-01T00:00:00.000Z",
    daysLeft: 91,
  };
  const format = (...tokens: readonly ListedToken[]) =>
    formatTokenListMetrics(tokens, "acme", Date.parse("2026-03-01T12:00:00Z"));

  it("writes the expiry and the state of each token, and the time of the list", () => {
    const expired = { ...token, id: "def", expiresAt: "2026-02-01T00:00:00.000Z", daysLeft: -29 };

    expect(format(token, expired)).toMatchInlineSnapshot(`
      "# HELP hunt_listed_token_expiry_timestamp_seconds Expiry date of a HUNT API token in the list, as Unix time. Missing if it is unknown.
      # TYPE hunt_listed_token_expiry_timestamp_seconds gauge
      hunt_listed_token_expiry_timestamp_seconds{hunt_instance="acme",owner="ada@example.org",description="ci",id="abc"} 1780272000
      hunt_listed_token_expiry_timestamp_seconds{hunt_instance="acme",owner="ada@example.org",description="ci",id="def"} 1769904000
      # HELP hunt_listed_token_state State of a HUNT API token in the list. The value is always 1.
      # TYPE hunt_listed_token_state gauge
      hunt_listed_token_state{hunt_instance="acme",owner="ada@example.org",description="ci",id="abc",state="healthy"} 1
      hunt_listed_token_state{hunt_instance="acme",owner="ada@example.org",description="ci",id="def",state="expired"} 1
      # HELP hunt_token_list_timestamp_seconds Time of the last list of HUNT API tokens, as Unix time.
      # TYPE hunt_token_list_timestamp_seconds gauge
      hunt_token_list_timestamp_seconds{hunt_instance="acme"} 1772366400
      "
    `);
  });

  it("writes one sample for tokens with the same labels, because the collector rejects duplicates", () => {
    const unnamed = { ...token, id: null };
    const later = { ...unnamed, expiresAt: "2026-07-01T00:00:00.000Z" };

    const text = format(unnamed, later);

    expect(text.match(/^hunt_listed_token_state/gm)).toHaveLength(1);
    expect(text).toContain(" 1780272000\n");
  });

  it("uses the fingerprint as the ID if HUNT identifies tokens by their values", () => {
    expect(format({ ...token, id: null, fingerprint: "1a2b3c4d" })).toContain('id="1a2b3c4d"');
  });

  it("reports the state unknown-expiry for a token without an expiry date", () => {
    const text = format({ ...token, expiresAt: null, daysLeft: null });

    expect(text).toContain('state="unknown-expiry"} 1\n');
    expect(text).not.toContain("expiry_timestamp");
  });

  it("writes only the time of the list if there are no tokens", () => {
    expect(format().split("\n")).toHaveLength(4);
  });
});
