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
const fleet = (expiring: FleetToken[]): Fleet => ({
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
  it("returns a chart with a section for each owner and a bar or a milestone for each token", () => {
    const chart = formatGantt(
      fleet([
        token({ description: "Today", expiresAt: "2026-03-01T18:00:00.000Z", daysLeft: 0 }),
        token({
          owner: "bo@example.com",
          description: "Soon",
          expiresAt: "2026-03-05T00:00:00.000Z",
          daysLeft: 3,
        }),
        token({ description: "Later" }),
      ]),
    );
    expect(chart.split("\n")).toEqual([
      "```mermaid",
      '%%{init: {"gantt": {"leftPadding": 119}}}%%',
      "gantt",
      "  title Days left",
      "  dateFormat YYYY-MM-DD",
      "  axisFormat %m-%d",
      "  tickInterval 1day",
      "  section » ana@example.com",
      "  » Today :crit, milestone, 2026-03-01, 0d",
      "  » Later :2026-03-01, 2026-03-11",
      "  section » bo@example.com",
      "  » Soon :crit, 2026-03-01, 2026-03-05",
      "```",
      "",
    ]);
  });

  const long = token({ owner: "a.long.name.of.a.user@example.com", daysLeft: 60 });
  const far = token({ owner: "bo", daysLeft: 200 });

  it("sets the padding of the chart by the longest owner", () => {
    expect(formatGantt(fleet([token({ owner: "bo" })]))).toContain('"leftPadding": 75}');
    expect(formatGantt(fleet([token({ owner: "bo" }), long]))).toContain('"leftPadding": 245}');
  });

  it("sets the interval of the dates by the last expiry date, so they do not overlap", () => {
    expect(formatGantt(fleet([long]))).toContain("  tickInterval 1week\n");
    expect(formatGantt(fleet([far]))).toContain("  tickInterval 1month\n");
  });

  it("returns an empty string if no token expires soon", () => {
    expect(formatGantt(fleet([]))).toBe("");
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
          const lines = formatGantt(fleet(names.map(token)))
            .split("\n")
            .slice(7, -2);
          expect(lines.filter((line) => / :/.test(line))).toHaveLength(names.length);
          for (const line of lines)
            expect(line).toMatch(
              /^ {2}(section » [^:;#%{}<>`"\n\r\u202e]+|» [^:;#%{}<>`"\n\r\u202e]+ :2026-03-01, 2026-03-11)$/u,
            );
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
