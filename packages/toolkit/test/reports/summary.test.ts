import { marked } from "marked";
import { describe, expect, it } from "vitest";
import { formatSummarySection } from "../../src/reports/summary.js";
import type { Breakdown } from "../../src/summaries/summary.js";

const format = (breakdown: Breakdown, top = 5) =>
  formatSummarySection({ sentences: ["3 alerts"], counted: "Alerts", breakdowns: [breakdown] }, top);

describe("formatSummarySection", () => {
  it("has a table and a pie for the parts of a whole, without empty slices", () => {
    const counts = [
      { name: "high", count: 1 },
      { name: "medium", count: 0 },
      { name: "low", count: 2 },
    ];

    expect(format({ by: "severity", title: "Severity", kind: "parts", counts })).toBe(
      [
        "### 3 alerts",
        "",
        "| Severity | Alerts | Share |",
        "|---|---|---|",
        "| `high` | 1 | 33 % |",
        "| `medium` | 0 | 0 % |",
        "| `low` | 2 | 67 % |",
        "",
        "```mermaid",
        "pie showData",
        "  title Alerts by severity",
        '  "high" : 1',
        '  "low" : 2',
        "```",
        "",
        "",
      ].join("\n"),
    );
  });

  it("has a table and a chart with a bar per day", () => {
    const counts = [
      { name: "2026-03-01", count: 1 },
      { name: "2026-03-02", count: 2 },
    ];

    const section = format({ by: "day", title: "Day (UTC)", kind: "days", counts });

    expect(section).toContain("| Sun 2026-03-01 | 1 | 33 % |\n| Mon 2026-03-02 | 2 | 67 % |");
    expect(section).toContain(
      [
        "xychart-beta",
        '  title "Alerts by day (UTC)"',
        '  x-axis ["03-01", "03-02"]',
        "  y-axis 0 --> 2",
        "  bar [1, 2]",
      ].join("\n"),
    );
  });

  it("has at most 31 bars and rows for a long period, and all of its alerts in the bars", () => {
    const counts = Array.from({ length: 90 }, (_, day) => ({
      name: new Date(day * 86_400_000).toISOString().slice(0, 10),
      count: 2,
    }));

    const section = format({ by: "day", title: "Day (UTC)", kind: "days", counts });

    const bars = JSON.parse(/bar (\[.*\])/.exec(section)![1]!) as number[];
    expect(bars).toHaveLength(30);
    expect(bars.reduce((sum, each) => sum + each)).toBe(180);
    expect(section.match(/^\| \w{3} \d/gm)).toHaveLength(31);
    expect(section).toContain("The table shows the last 31 days.");
  });

  it("has a table with the first rows of a ranking, and the sum of the others", () => {
    const counts = ["srv-1", "srv-2", "srv-3"].map((name) => ({ name, count: 1 }));

    const section = format({ by: "host", title: "Host", kind: "ranking", counts }, 1);

    expect(section).toContain("| `srv-1` | 1 | 33 % |\n| 2 others | 2 | 67 % |\n");
    expect(section).not.toContain("mermaid");
  });

  it("omits what has no counts", () => {
    expect(format({ by: "host", title: "Host", kind: "ranking", counts: [] })).toBe("### 3 alerts\n\n");
  });

  it("escapes hostile names for the table and for the chart", () => {
    const name = '"] --> `|</code><img src=x>\n```\n%%{init}%% click a "javascript:x"';

    const section = format({ by: "state", title: "State", kind: "parts", counts: [{ name, count: 1 }] });

    expect(marked.parse(section)).not.toContain("<img");
    const chart = /```mermaid\n([^]*?)\n```/.exec(section)![1]!;
    expect(chart.split("\n")).toHaveLength(3);
    expect(chart.split("\n").at(-1)).toMatch(/^ {2}"[^"%{}<>[\];:]*" : 1$/);
  });
});
