import { anyCharacter } from "@huntkit/test-kit/values";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatGantt, formatTokenTable } from "../../src/fleet/fleet-report.js";
import { classifyTokens, getTokenKey, type Fleet, type FleetToken } from "../../src/fleet/classify-tokens.js";

const at = "2026-03-01T12:00:00.000Z";
const token = (more: Partial<FleetToken> = {}): FleetToken => ({
  id: "00c0ffee-0000-4000-8000-000000000000",
  fingerprint: null,
  owner: "ana@example.com",
  description: "CI",
  createdAt: "2025-03-11T00:00:00.000Z",
  expiresAt: "2026-03-11T00:00:00.000Z",
  daysLeft: 9,
  lastUsedAt: null,
  ...more,
});
const fleet = (expiring: readonly FleetToken[], later: readonly FleetToken[] = []): Fleet => ({
  later,
  scope: "instance",
  refused: [],
  at,
  tokens: expiring.length,
  expiring,
  expired: [],
  undated: 0,
  sessions: 0,
});

describe("formatGantt", () => {
  it("returns a chart with the warning period and a bar or a milestone per token, soonest to expire first", () => {
    const chart = formatGantt(
      fleet(
        [
          token({ description: "Today", expiresAt: "2026-03-01T18:00:00.000Z", daysLeft: 0 }),
          token({
            owner: "bo@example.com",
            description: "Soon",
            expiresAt: "2026-03-05T00:00:00.000Z",
            daysLeft: 3,
          }),
        ],
        [token({ description: "Later", expiresAt: "2026-11-21T00:00:00.000Z", daysLeft: 264 })],
      ),
      30,
    );
    expect(chart.split("\n")).toEqual([
      "```mermaid",
      "gantt",
      "  title Next 12 months, from 2026-03-01",
      "  dateFormat YYYY-MM-DD",
      "  axisFormat %m-%d",
      "  todayMarker off",
      "  tickInterval 1month",
      "  section » Warning",
      "  » 30 days :active, 2026-03-01, 30d",
      "  section » Tokens",
      "  » Today (ana@example.com) :crit, milestone, 2026-03-01, 0d",
      "  » Soon (bo@example.com) :crit, 2026-03-01, 2026-03-05",
      "  » Later (ana@example.com) :2026-03-01, 2026-11-21",
      "```",
      "",
    ]);
  });

  it("omits tokens that expire after the next 12 months", () => {
    const late = token({ description: "Late", expiresAt: "2027-03-05T00:00:00.000Z", daysLeft: 368 });

    expect(formatGantt(fleet([], [late]), 30)).toBe("");
  });

  it("has at most 30 bars, of the tokens that expire first", () => {
    const tokens = Array.from({ length: 40 }, (_, index) => token({ description: `Token ${index}` }));

    const chart = formatGantt(fleet(tokens), 30);

    expect(chart.match(/» Token \d+ /g)).toHaveLength(30);
    expect(chart).toContain("» Token 0 ");
  });

  it("sets the interval of the dates by the last expiry date, so they do not overlap", () => {
    const chart = (daysLeft: number, warnDays = 1) => formatGantt(fleet([token({ daysLeft })]), warnDays);

    expect(chart(9)).toContain("  tickInterval 1day\n");
    expect(chart(60)).toContain("  tickInterval 1week\n");
    expect(chart(200)).toContain("  tickInterval 1month\n");
    expect(chart(9, 200)).toContain("  tickInterval 1month\n");
  });

  it("returns an empty string if no token expires", () => {
    expect(formatGantt(fleet([]), 30)).toBe("");
  });

  it("returns a valid chart for any names of tokens and owners", () => {
    const part = fc.oneof(
      fc.constantFrom(
        "\n",
        "\r",
        ":",
        ";",
        "#",
        "%%",
        "%%{init: {}}%%",
        "```",
        "<b>",
        "section x",
        "click a",
        "2026-01-01",
        "crit, ",
        "\u202e",
        "accTitle: x",
      ),
      fc.string({ unit: anyCharacter, maxLength: 5 }),
    );
    const name = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(
        fc.array(fc.record({ owner: name, description: name }), { minLength: 1, maxLength: 5 }),
        (names) => {
          const lines = formatGantt(fleet(names.map(token)), 30)
            .split("\n")
            .slice(10, -2);
          expect(lines).toHaveLength(names.length);
          for (const line of lines)
            expect(line).toMatch(/^ {2}» [^:;#%{}<>`"\n\r\u202e]+ :crit, 2026-03-01, 2026-03-11$/u);
        },
      ),
    );
  });
});

describe("formatTokenTable", () => {
  it("limits the length of the table of tokens, and counts the omitted rows", () => {
    const long = "\u202e`|".repeat(200);
    const text = formatTokenTable(
      Array.from({ length: 500 }, () => token({ owner: long, description: long })),
    );
    expect(text.length).toBeLessThan(16_000);
    const rows = text.split("\n").filter((line) => line.startsWith("|")).length - 2;
    expect(text).toContain(`\n${500 - rows} more\n`);
  });
});

describe("classifyTokens", () => {
  const now = Date.parse(at);
  const record = (description: string | null, createdDaysAgo: number, more = {}) => {
    const created = now - createdDaysAgo * 86_400_000;
    const lifetime = {
      kind: "dated",
      createdAt: new Date(created).toISOString(),
      expiresAt: new Date(created + 365 * 86_400_000).toISOString(),
    } as const;
    return {
      handle: `${description}`,
      description,
      mark: null,
      userId: "u1",
      lastUsedAt: null,
      lifetime,
      ...more,
    };
  };

  it("finds the tokens that expire or expired within the number of days, closest to now first", () => {
    const records = [
      record("far", 100),
      record("soon", 350),
      record("next", 364),
      record("edge", 335),
      record("within", 336),
      record("ended", 370),
      record("just ended", 366),
      record("long ended", 400),
      record(null, 364),
    ];
    const found = classifyTokens(
      { scope: "instance", records, names: new Map([["u1", "ana"]]), refused: [], at: now, own: null },
      30,
    );
    expect(found.tokens).toBe(8);
    expect(found.sessions).toBe(1);
    expect(found.undated).toBe(0);
    expect(found.expiring.map(({ description }) => description)).toEqual(["next", "soon", "within"]);
    expect(found.later.map(({ description }) => description)).toEqual(["edge", "far"]);
    expect(found.expired.map(({ description }) => description)).toEqual(["just ended", "ended"]);
    expect(found.expiring[0]).toMatchObject({ owner: "ana", daysLeft: 1 });
  });

  it("counts tokens without a known expiry date, but not tokens that never expire", () => {
    const records = [
      record("a", 0, { lifetime: { kind: "unknown" } }),
      record("b", 0, { lifetime: { kind: "endless" } }),
    ];

    const found = classifyTokens(
      { scope: "owner", records, names: new Map(), refused: [], at: now, own: null },
      30,
    );

    expect(found.tokens).toBe(2);
    expect(found.undated).toBe(1);
    expect(found.expiring).toEqual([]);
    expect(found.expired).toEqual([]);
  });

  const ofUnnamedUsers = {
    scope: "instance",
    refused: [],
    records: [record("a", 360), record("b", 360), record("c", 360, { userId: null })],
    names: new Map<string, string>(),
    at: now,
    own: null,
  } as const;

  it("uses the ID of a user as the owner if the name is unknown", () => {
    const { expiring } = classifyTokens(ofUnnamedUsers, 30);

    expect(expiring.map(({ owner }) => owner)).toEqual(["u1", "u1", "an unknown user"]);
  });

  it("getTokenKey returns different keys for tokens with different IDs", () => {
    const { expiring } = classifyTokens(ofUnnamedUsers, 30);

    expect(new Set(expiring.map(getTokenKey)).size).toBe(3);
  });
});
