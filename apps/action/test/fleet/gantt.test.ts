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

describe("the chart", () => {
  it("has a section for each owner and a bar for each token, critical within a week, a diamond on the last day", () => {
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

  it("has room for the longest owner, and dates that do not overlap", () => {
    const long = token({ owner: "a.long.name.of.a.user@example.com", daysLeft: 60 });
    const far = token({ owner: "bo", daysLeft: 200 });

    expect(formatGantt(fleet([token({ owner: "bo" })]))).toContain('"leftPadding": 75}');
    expect(formatGantt(fleet([token({ owner: "bo" }), long]))).toContain('"leftPadding": 245}');
    expect(formatGantt(fleet([long]))).toContain("  tickInterval 1week\n");
    expect(formatGantt(fleet([far]))).toContain("  tickInterval 1month\n");
  });

  it("is left out where nothing dies", () => {
    expect(formatGantt(fleet([]))).toBe("");
  });

  it("has the form that it should, whatever tokens and owners are called", () => {
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
      fc.string({ unit: "binary", maxLength: 5 }),
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

describe("the table", () => {
  it("stays far below what an issue may hold, however long the names, and counts the rest", () => {
    const long = "\u202e`|".repeat(200);
    const text = formatTokenTable(
      Array.from({ length: 500 }, () => token({ owner: long, description: long })),
    );
    expect(text.length).toBeLessThan(16_000);
    const rows = text.split("\n").filter((line) => line.startsWith("|")).length - 2;
    expect(text).toContain(`\nand ${500 - rows} more\n`);
  });
});

describe("sorting out", () => {
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

  it("takes what expires within the days asked for, the next one first, and what ended as lately, the last one first", () => {
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
      { scope: "instance", records, names: new Map([["u1", "ana"]]), refused: [], at: now },
      30,
    );
    expect(found).toMatchObject({ tokens: 8, sessions: 1, undated: 0 });
    expect(found.expiring.map(({ description }) => description)).toEqual(["next", "soon", "within"]);
    expect(found.expired.map(({ description }) => description)).toEqual(["just ended", "ended"]);
    expect(found.expiring[0]).toMatchObject({ owner: "ana", daysLeft: 1 });
  });

  it("counts those without a date, and leaves out endless ones", () => {
    const records = [
      record("a", 0, { lifetime: { kind: "unknown" } }),
      record("b", 0, { lifetime: { kind: "endless" } }),
    ];
    expect(
      classifyTokens({ scope: "owner", records, names: new Map(), refused: [], at: now }, 30),
    ).toMatchObject({
      tokens: 2,
      undated: 1,
      expiring: [],
      expired: [],
    });
  });

  it("calls an owner by the id where nobody knows the name, and tells tokens apart by what HUNT calls them", () => {
    const { expiring } = classifyTokens(
      {
        scope: "instance",
        refused: [],
        records: [record("a", 360), record("b", 360), record("c", 360, { userId: null })],
        names: new Map(),
        at: now,
      },
      30,
    );
    expect(expiring.map(({ owner }) => owner)).toEqual(["u1", "u1", "an unknown user"]);
    expect(new Set(expiring.map(getTokenKey)).size).toBe(3);
  });
});
