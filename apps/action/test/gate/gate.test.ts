import { describe, expect, it } from "vitest";
import { toGate } from "../../src/gate/find-alerts.js";
import { parseStepInputs, run, useSandbox } from "../helpers.js";

const sandbox = useSandbox();
const gate = (inputs: Record<string, string>) =>
  run({ instance: sandbox().url, token: sandbox().tokens.admin, ...inputs });
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const bad = ["high", "critical"];
// oxlint-disable-next-line no-restricted-properties -- The Action is a process with the real clock.
const ageMs = (date: unknown) => Date.now() - Date.parse(String(date));
const newAlerts = (sinceMs: number) =>
  sandbox()
    .records("Alerts")
    .filter(
      ({ archived, createdOn, severity }) =>
        !archived && bad.includes(String(severity)) && ageMs(createdOn) <= sinceMs,
    );

const archivedAlerts = (sinceMs: number) =>
  sandbox()
    .records("Alertsarchive")
    .filter(
      ({ archived, severity, createdOn }) =>
        !archived && bad.includes(String(severity)) && ageMs(createdOn) <= sinceMs,
    );

/** Rows of the table of alerts in a summary. */
const readRows = (summary: string) =>
  summary.split("\n").filter((line) => line.startsWith("| `") && line.split("|").length === 6);

describe("fail-on-severity", () => {
  it("fails the step if there are new alerts of the severity, and counts them", async () => {
    const expected = newAlerts(48 * hourMs);

    const { exitCode, outputs } = await gate({ "fail-on-severity": "high", since: "48h" });

    expect(exitCode).toBe(1);
    expect(outputs["alerts"]).toBe(String(expected.length));
    expect(outputs["status"]).toBe("healthy");
  });

  it("adds at most ten annotations for alerts, the worst first", async () => {
    const expected = newAlerts(48 * hourMs);
    expect(expected.length).toBeGreaterThan(10);

    const { annotations } = await gate({ "fail-on-severity": "high", since: "48h" });

    expect(annotations).toHaveLength(10);
    expect(annotations.every(({ level }) => level === "error")).toBe(true);
    expect(annotations[0]!.title).toMatch(/^critical alert on /);
    expect(annotations[9]!.title).toBe(`${expected.length - 9} more alerts`);
  });

  it("shows a bar for each severity and a table of the alerts in the summary", async () => {
    const expected = newAlerts(48 * hourMs);
    const countOf = (severity: string) => expected.filter((alert) => alert["severity"] === severity).length;

    const { summary } = await gate({ "fail-on-severity": "high", since: "48h" });

    for (const severity of bad)
      expect(summary).toMatch(new RegExp(`^${severity} +█+ +${countOf(severity)}$`, "m"));
    expect(readRows(summary)).toHaveLength(expected.length);
  });

  it("shows at most a hundred alerts in the summary", async () => {
    const { summary, outputs } = await gate({ "fail-on-severity": "low", since: "80d" });

    const more = (Number(outputs["alerts"]) - 100).toLocaleString("en");
    expect(readRows(summary)).toHaveLength(100);
    expect(summary).toContain(`${more} more. The table shows the worst 100.`);
    expect(summary.length).toBeLessThan(100_000);
  });

  it("includes the archive of alerts if since is long ago", async () => {
    const archived = archivedAlerts(200 * dayMs);
    expect(archived.length).toBeGreaterThan(0);

    const { outputs } = await gate({ "fail-on-severity": "high", since: "200d" });

    expect(outputs["alerts"]).toBe(String(archived.length + newAlerts(200 * dayMs).length));
  });

  it("counts only the alerts of the target group", async () => {
    const [group] = sandbox().records("targets");
    const inGroup = newAlerts(14 * dayMs).filter(({ targetGroupId }) => targetGroupId === group!.id);
    expect(inGroup.length).toBeGreaterThan(0);

    const { exitCode, outputs } = await gate({
      "fail-on-severity": "high",
      since: "14d",
      "target-group": String(group!["name"]),
    });

    expect(exitCode).toBe(1);
    expect(outputs["alerts"]).toBe(String(inGroup.length));
  });

  it("finds a target group for any spelling of its name", async () => {
    const [group] = sandbox().records("targets");

    const { log } = await gate({
      "fail-on-severity": "critical",
      since: "1m",
      "target-group": String(group!["name"]).toUpperCase(),
    });

    expect(log.join("\n")).toContain("No new alerts of severity critical in the target group ");
  });

  it("counts only the alerts on the host", async () => {
    const host = String(newAlerts(14 * dayMs)[0]!["hostname"]);
    const onHost = newAlerts(14 * dayMs).filter(({ hostname }) => hostname === host);

    const { outputs } = await gate({ "fail-on-severity": "high", since: "14d", hostname: host });

    expect(outputs["alerts"]).toBe(String(onHost.length));
  });

  it("passes if all alerts on the host are archived", async () => {
    const host = String(newAlerts(14 * dayMs)[0]!["hostname"]);
    const where = encodeURIComponent(JSON.stringify({ hostname: host }));
    const archive = await fetch(`${sandbox().api}/Alerts/archive?where=${where}`, {
      method: "POST",
      headers: { authorization: sandbox().tokens.admin },
    });
    expect(archive.ok).toBe(true);

    const { exitCode, annotations, log, outputs, summary } = await gate({
      "fail-on-severity": "low",
      since: "90d",
      hostname: host,
    });

    expect(exitCode).toBe(0);
    expect(annotations).toEqual([]);
    expect(outputs["alerts"]).toBe("0");
    expect(log.join("\n")).toContain(`or critical on the host "${host}" since `);
    expect(summary).toContain(
      `### ✅ No new alerts of severity low, medium, high, or critical on the host \`${host}\` since `,
    );
  });

  it.each<[string, (host: string) => string]>([
    ["as in HUNT", (host) => host],
    ["in upper case", (host) => host.toUpperCase()],
    ["in lower case", (host) => host.toLowerCase()],
  ])("finds the alerts of a host for any spelling of its name: %s", async (_, spell) => {
    const isMixed = (text: string) => text !== text.toLowerCase() && text !== text.toUpperCase();
    const host = String(newAlerts(90 * dayMs).find(({ hostname }) => isMixed(String(hostname)))!["hostname"]);
    const onHost = newAlerts(90 * dayMs).filter(({ hostname }) => hostname === host);

    const { exitCode, outputs } = await gate({
      "fail-on-severity": "high",
      since: "90d",
      hostname: spell(host),
    });

    expect(exitCode).toBe(1);
    expect(outputs["alerts"]).toBe(String(onHost.length));
  });

  it.each(["ws-typo", "%", "_%", "ws-", "[.]*", "\\"])(
    "fails for an unknown host, and does not treat its name as a pattern: %s",
    async (hostname) => {
      const { exitCode, annotations, outputs } = await gate({
        "fail-on-severity": "high",
        since: "90d",
        hostname,
      });

      expect(exitCode).toBe(1);
      expect(annotations).toEqual([
        {
          level: "error",
          title: "Alert gate failed",
          message: expect.stringMatching(/^Invalid value ".+" for 'hostname'\. No host has this name\./),
        },
      ]);
      expect(outputs["alerts"]).toBeUndefined();
    },
  );

  it("suggests the nearest host for an unknown host", async () => {
    const [agent] = sandbox().records("Agents");
    const hostname = String(agent!["hostname"]);

    const { annotations } = await gate({ "fail-on-severity": "high", hostname: `${hostname}q` });

    expect(annotations[0]!.message).toBe(
      `Invalid value "${hostname}q" for 'hostname'. No host has this name. Did you mean ${hostname}? (HUNT_INPUT_NOT_FOUND)`,
    );
  });

  it("suggests the nearest target group for an unknown target group", async () => {
    const [group] = sandbox().records("targets");
    const name = String(group!["name"]);

    const { annotations } = await gate({ "fail-on-severity": "high", "target-group": name.slice(0, -1) });

    expect(annotations).toEqual([
      {
        level: "error",
        title: "Alert gate failed",
        message:
          `Invalid value "${name.slice(0, -1)}" for 'target-group'. No target group has this name or ID. ` +
          `Did you mean ${name}? (HUNT_INPUT_NOT_FOUND)`,
      },
    ]);
  });

  it("fails for a host that is not in the target group, and names the group of the host", async () => {
    const [group, other] = sandbox().records("targets");
    const agent = sandbox()
      .records("Agents")
      .find(({ locationId }) => locationId === other!.id);

    const { exitCode, annotations, outputs } = await gate({
      "fail-on-severity": "low",
      since: "90d",
      "target-group": String(group!["name"]),
      hostname: String(agent!["hostname"]),
    });

    expect(exitCode).toBe(1);
    expect(outputs["alerts"]).toBeUndefined();
    expect(annotations).toEqual([
      {
        level: "error",
        title: "Alert gate failed",
        message:
          `Invalid value "${agent!["hostname"]}" for 'hostname'. The host is not in the target group ` +
          `"${group!["name"]}", but in "${other!["name"]}". Correct 'hostname' or 'target-group'. ` +
          "(HUNT_INPUT_COMBINATION)",
      },
    ]);
  });

  it("fails for a host that is not in any target group", async () => {
    const [group] = sandbox().records("targets");
    await fetch(`${sandbox().url}/api/agents`, {
      method: "POST",
      headers: { authorization: sandbox().tokens.admin, "content-type": "application/json" },
      body: JSON.stringify({ hostname: "lonely" }),
    });

    const { exitCode, annotations } = await gate({
      "fail-on-severity": "low",
      since: "90d",
      "target-group": String(group!["name"]),
      hostname: "lonely",
    });

    expect(exitCode).toBe(1);
    expect(annotations[0]!.message).toBe(
      `Invalid value "lonely" for 'hostname'. The host is not in the target group "${group!["name"]}". ` +
        "Correct 'hostname' or 'target-group'. (HUNT_INPUT_COMBINATION)",
    );
  });

  it("passes for a host in the target group without new alerts", async () => {
    const [group] = sandbox().records("targets");
    const agent = sandbox()
      .records("Agents")
      .find(({ locationId }) => locationId === group!.id);

    const { exitCode, outputs } = await gate({
      "fail-on-severity": "critical",
      since: "1m",
      "target-group": group!.id,
      hostname: String(agent!["hostname"]).toLowerCase(),
    });

    expect(exitCode).toBe(0);
    expect(outputs["alerts"]).toBe("0");
  });

  it.each([
    [
      { hostname: "SRV-*" },
      "No host has this name. Wildcards and lists are not supported. For several hosts, use 'target-group', or " +
        "'request' with 'where' and 'max-results'.",
    ],
    [{ hostname: "WS-1, WS-2" }, "No host has this name. Wildcards and lists are not supported."],
    [
      { hostname: "10.1.2.3" },
      "No host has this name. No host has this IP address, either. Use the name of a host.",
    ],
    [
      { "target-group": "Build*" },
      "No target group has this name or ID. Wildcards and lists are not supported. For several groups, use a " +
        "separate step for each.",
    ],
  ])("explains what to use instead of a pattern, a list, or an address: %j", async (inputs, message) => {
    const { annotations } = await gate({ "fail-on-severity": "high", ...inputs });

    expect(annotations[0]!.message).toContain(message);
    expect(annotations[0]!.message).not.toMatch(/Did you mean|Similar names/);
  });

  it("escapes the names of hosts and alerts in annotations and the summary", async () => {
    const alert = {
      name: "x\n::error::pwned",
      severity: "critical",
      hostname: "##[error]pwned",
      description: "<img src=x> | `a` @octocat",
    };
    const sent = await fetch(`${sandbox().api}/Alerts`, {
      method: "POST",
      headers: { authorization: sandbox().tokens.admin, "content-type": "application/json" },
      body: JSON.stringify(alert),
    });
    expect(sent.ok).toBe(true);
    const { annotations, summary } = await gate({
      "fail-on-severity": "critical",
      since: "1h",
      hostname: "##[error]pwned",
    });
    expect(annotations.filter(({ level }) => level === "error")).toEqual([
      {
        level: "error",
        title: "critical alert on ## [error]pwned",
        message: expect.stringContaining("x\\n::error::pwned"),
      },
    ]);
    expect(summary.replace(/(`+)(?:(?!\1).)*\1/g, "")).not.toMatch(/<img|octocat|pwned/);
  });
});

describe("toGate", () => {
  const now = Date.parse("2026-03-31T12:00:00Z");

  it.each([
    ["15m", { agoMs: hourMs / 4 }],
    ["24h", { agoMs: 24 * hourMs }],
    ["7d", { agoMs: 7 * 24 * hourMs }],
    ["2026-03-31T09:30:00Z", { atMs: Date.parse("2026-03-31T09:30:00Z") }],
    ["", { agoMs: 24 * hourMs }],
  ])("converts a severity and the start of the period: %j", (since, expected) => {
    const { severities, since: start } = toGate(parseStepInputs({ "fail-on-severity": "HIGH", since }, now));

    expect(start).toEqual(expected);
    expect(severities).toEqual(["critical", "high"]);
  });
});
