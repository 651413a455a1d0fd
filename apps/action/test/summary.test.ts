import { describe, expect, it } from "vitest";
import { run, useSandbox } from "./helpers.js";

const sandbox = useSandbox();
const summarize = (inputs: Record<string, string>) =>
  run({ instance: sandbox().url, token: sandbox().tokens.admin, check: "false", ...inputs });

/** Returns the counts in the table with this title, by the name in its first column. */
function readTable(summary: string, title: string): Record<string, number> {
  const [, after = ""] = summary.split(`| ${title} |`);
  const [table = ""] = after.split("\n\n");
  const rows = [...table.matchAll(/^\| (.*?) \| ([\d,]+) \|/gm)];
  return Object.fromEntries(rows.map(([, name = "", count = ""]) => [name, Number(count.replace(",", ""))]));
}

describe("the input summary", () => {
  it("adds the numbers of alerts as tables and charts, and logs the headline", async () => {
    const { exitCode, summary, log } = await summarize({ summary: "alerts", since: "7d" });

    expect(exitCode).toBe(0);
    const [headline = ""] = summary.split("\n");
    expect(headline).toMatch(/^### [\d,]+ alerts on \d+ hosts since \w{3} \d{4}-\d\d-\d\d \d\d:\d\d \(/);
    expect(log).toContain(`${headline.slice(4)}.`);
    expect(Object.keys(readTable(summary, "Severity"))).toEqual([
      "`critical`",
      "`high`",
      "`medium`",
      "`low`",
    ]);
    expect(summary).toContain("```mermaid\npie showData\n  title Alerts by severity\n");
    expect(summary).toContain("```mermaid\nxychart-beta\n");
  });

  it("adds the numbers of agents", async () => {
    const { summary } = await summarize({ summary: "agents" });

    const systems = readTable(summary, "System");
    const all = sandbox().records("Agents").length;
    expect(Object.values(systems).reduce((sum, count) => sum + count)).toBe(all);
    expect(summary).not.toContain("| Severity |");
  });

  it("adds both with all, the alerts first", async () => {
    const { summary } = await summarize({ summary: "all" });

    expect(summary.match(/^### .*$/gm)).toEqual([
      expect.stringMatching(/^### [\d,]+ alerts on /),
      expect.stringMatching(/^### 2,500 agents, /),
    ]);
  });

  it("counts only the target group of the input", async () => {
    const { summary } = await summarize({ summary: "all", since: "20d", "target-group": "Cork servers" });

    const [, alerts = "", agents = ""] = summary.split(/^### /m);
    expect(Object.keys(readTable(alerts, "Target group"))).toEqual(["`Cork servers`"]);
    expect(Object.keys(readTable(agents, "Target group"))).toEqual(["`Cork servers`"]);
  });

  it("fails if the host does not exist", async () => {
    const { exitCode, annotations } = await summarize({ summary: "alerts", hostname: "no-such-host" });

    expect(exitCode).toBe(1);
    expect(annotations[0]!.message).toContain("No host has this name.");
  });

  it("does not fail the step because of alerts, and runs before the alert gate", async () => {
    const { exitCode, summary } = await summarize({
      summary: "alerts",
      since: "7d",
      "fail-on-severity": "critical",
    });

    expect(exitCode).toBe(1);
    expect(summary.indexOf("| Severity | Alerts |")).toBeLessThan(summary.indexOf("new alerts of severity"));
  });

  it("rejects another value", async () => {
    const { exitCode, annotations } = await summarize({ summary: "hosts" });

    expect(exitCode).toBe(1);
    expect(annotations[0]!.message).toContain("Use alerts, agents, or all.");
  });
});
