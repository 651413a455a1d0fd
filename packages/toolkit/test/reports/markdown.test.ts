import { toMarkdown } from "@huntkit/core/escape";
import { describe, expect, it } from "vitest";
import { formatAlertSection } from "../../src/reports/markdown.js";
import { createAlert } from "./sample-alert.js";

const title = toMarkdown("2 alerts");
const alerts = [createAlert(), createAlert({ id: "2", severity: "low" })];
const section = { title, counts: { high: 1, low: 1 }, total: 2, alerts };

describe("formatAlertSection", () => {
  it("formats a heading, a bar for each severity, and a table", () => {
    expect(formatAlertSection(section)).toMatchInlineSnapshot(`
      "### ❌ 2 alerts

      \`\`\`text
      high ██████████████████████████████ 1
      low  ██████████████████████████████ 1
      \`\`\`

      | Severity | Found | Host | Alert |
      |---|---|---|---|
      | \`high\` | 2026-01-30 12:10 UTC | \`WS-GRA-1464\` | \`updater.exe: Tool fetched with certutil\` |
      | \`low\` | 2026-01-30 12:10 UTC | \`WS-GRA-1464\` | \`updater.exe: Tool fetched with certutil\` |

      "
    `);
  });

  it("formats only the heading without alerts", () => {
    const none = { title: toMarkdown("No alerts"), counts: { high: 0 }, total: 0, alerts: [] };

    expect(formatAlertSection(none)).toBe("### ✅ No alerts\n\n");
  });

  it("shows at most the requested number of rows, and the number of the others", () => {
    const text = formatAlertSection({ ...section, total: 1_002 }, { maxRows: 1 });

    expect(text.match(/^\| `/gm)).toHaveLength(1);
    expect(text).toContain("\n\n1,001 more. The table shows the worst 1.\n");
  });

  it("omits rows that would exceed the maximum length", () => {
    const long = Array.from({ length: 100 }, () => createAlert({ description: "\u0000".repeat(1_000) }));

    const text = formatAlertSection({ ...section, total: 100, alerts: long }, { maxLength: 20_000 });

    expect(text.length).toBeLessThanOrEqual(20_000);
    expect(text.length).toBeGreaterThan(15_000);
    expect(text).toMatch(/\d+ more\. The table shows the worst \d+\.\n\n$/);
  });
});
