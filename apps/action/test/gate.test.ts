import { describe, expect, it } from "vitest";
import { toGate } from "../src/gate/find-alerts.js";
import { parseStepInputs, run, useSandbox } from "./helpers.js";

const sandbox = useSandbox();
const gate = (inputs: Record<string, string>) =>
  run({ instance: sandbox().url, token: sandbox().tokens.admin, ...inputs });
const hourMs = 3_600_000;
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

describe("fail-on-severity", () => {
  it("fails the step with at most ten annotations, a bar for each severity, and a table", async () => {
    const expected = newAlerts(48 * hourMs);
    expect(expected.length).toBeGreaterThan(10);
    const { exitCode, outputs, annotations, summary } = await gate({
      "fail-on-severity": "high",
      since: "48h",
    });
    expect({ exitCode, alerts: outputs["alerts"], status: outputs["status"] }).toEqual({
      exitCode: 1,
      alerts: String(expected.length),
      status: "healthy",
    });
    expect(annotations).toHaveLength(10);
    expect(annotations[0]).toMatchObject({
      level: "error",
      title: expect.stringMatching(/^critical alert on /),
    });
    expect(annotations[9]).toMatchObject({ level: "error", title: `and ${expected.length - 9} more` });
    for (const severity of bad)
      expect(summary).toMatch(
        new RegExp(
          `^${severity} +█+ +${expected.filter((alert) => alert["severity"] === severity).length}$`,
          "m",
        ),
      );
    expect(summary.split("\n").filter((line) => /^\| `(high|critical)` \|/.test(line))).toHaveLength(
      expected.length,
    );
  });

  it("shows the worst alerts in the summary, at most a hundred", async () => {
    const { summary, outputs } = await gate({ "fail-on-severity": "low", since: "80d" });
    expect(
      summary.split("\n").filter((line) => line.startsWith("| `") && line.split("|").length === 6),
    ).toHaveLength(100);
    expect(summary).toContain(`and ${(Number(outputs["alerts"]) - 100).toLocaleString("en")} more`);
    expect(summary.length).toBeLessThan(100_000);
  });

  it("searches the archive of alerts if since is long ago", async () => {
    const archive = sandbox()
      .records("Alertsarchive")
      .filter(
        ({ archived, severity, createdOn }) =>
          !archived && bad.includes(String(severity)) && ageMs(createdOn) <= 200 * 24 * hourMs,
      );
    expect(archive.length).toBeGreaterThan(0);
    expect((await gate({ "fail-on-severity": "high", since: "200d" })).outputs["alerts"]).toBe(
      String(archive.length + newAlerts(200 * 24 * hourMs).length),
    );
  });

  it("passes if there is no new alert for the target group or the host, and ignores archived alerts", async () => {
    const [group] = sandbox().records("targets");
    const inGroup = newAlerts(14 * 24 * hourMs).filter(({ targetGroupId }) => targetGroupId === group!.id);
    expect(inGroup.length).toBeGreaterThan(0);
    const found = await gate({
      "fail-on-severity": "high",
      since: "14d",
      "target-group": String(group!["name"]),
    });
    expect(found).toMatchObject({ exitCode: 1, outputs: { alerts: String(inGroup.length) } });
    const host = String(inGroup[0]!["hostname"]);
    expect(
      Number((await gate({ "fail-on-severity": "high", since: "14d", hostname: host })).outputs["alerts"]),
    ).toBe(newAlerts(14 * 24 * hourMs).filter(({ hostname }) => hostname === host).length);
    const archive = await fetch(
      `${sandbox().api}/Alerts/archive?where=${encodeURIComponent(JSON.stringify({ hostname: host }))}`,
      { method: "POST", headers: { authorization: sandbox().tokens.admin } },
    );
    expect(archive.ok).toBe(true);
    const none = await gate({ "fail-on-severity": "low", since: "90d", hostname: host });
    expect(none).toMatchObject({ exitCode: 0, annotations: [], outputs: { alerts: "0" } });
    expect(none.summary).toMatch(
      /^### ✅ No new alerts of severity low, medium, high, critical on the host since/m,
    );
  });

  it("finds the alerts of a host for any spelling of its name", async () => {
    const isMixed = (text: string) => text !== text.toLowerCase() && text !== text.toUpperCase();
    const host = String(
      newAlerts(90 * 24 * hourMs).find(({ hostname }) => isMixed(String(hostname)))!["hostname"],
    );
    const expected = String(newAlerts(90 * 24 * hourMs).filter(({ hostname }) => hostname === host).length);
    for (const hostname of [host, host.toUpperCase(), host.toLowerCase()]) {
      expect(await gate({ "fail-on-severity": "high", since: "90d", hostname })).toMatchObject({
        exitCode: 1,
        outputs: { alerts: expected },
      });
    }
  });

  it.each(["ws-typo", "%", "_%", "ws-", "[.]*", "\\"])(
    "fails for a host that HUNT does not know, and takes no pattern for one (%s)",
    async (hostname) => {
      const { exitCode, annotations, outputs } = await gate({
        "fail-on-severity": "high",
        since: "90d",
        hostname,
      });
      expect({ exitCode, annotations, alerts: outputs["alerts"] }).toEqual({
        exitCode: 1,
        annotations: [
          {
            level: "error",
            title: "The gate",
            message: expect.stringMatching(/^Invalid value ".+" for 'hostname'\. No host has this name\./),
          },
        ],
        alerts: undefined,
      });
    },
  );

  it("names the nearest host if a host does not exist", async () => {
    const [agent] = sandbox().records("Agents");
    const hostname = String(agent!["hostname"]);

    const { annotations } = await gate({ "fail-on-severity": "high", hostname: `${hostname}q` });

    expect(annotations[0]!.message).toBe(
      `Invalid value "${hostname}q" for 'hostname'. No host has this name. Did you mean ${hostname}? (HUNT_INPUT_UNKNOWN)`,
    );
  });

  it("fails with the nearest name if the target group does not exist", async () => {
    const [group] = sandbox().records("targets");
    const name = String(group!["name"]);

    const { annotations } = await gate({ "fail-on-severity": "high", "target-group": name.slice(0, -1) });

    expect(annotations).toEqual([
      {
        level: "error",
        title: "The gate",
        message:
          `Invalid value "${name.slice(0, -1)}" for 'target-group'. No target group has this name or ID. ` +
          `Did you mean ${name}? (HUNT_INPUT_UNKNOWN)`,
      },
    ]);
  });

  it("escapes names of hosts and alerts", async () => {
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
  ])("accepts since %j", (since, expected) => {
    const { severities, since: start } = toGate(parseStepInputs({ "fail-on-severity": "HIGH", since }, now));

    expect(start).toEqual(expected);
    expect(severities).toEqual(["critical", "high"]);
  });
});
