import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { atHunt } from "../../support/at-hunt.js";
import { inTerminal } from "../../support/in-terminal.js";
import { expectValidOutput } from "../../support/schema.js";

const at = atHunt();
const { sandbox, hunt } = at;
const dayMs = 86_400_000;

interface Numbers {
  readonly since: string;
  readonly until: string;
  readonly alerts: number;
  readonly hosts: number;
  readonly open: number;
  readonly previousAlerts: number | null;
  readonly timeZone: string;
  readonly by: Readonly<Record<string, readonly { readonly name: string | null; readonly count: number }[]>>;
}

async function summarize(...flags: readonly string[]): Promise<Numbers> {
  const { stdout } = await hunt(["alert", "summary", ...flags, "--json"]);
  return (await expectValidOutput("alert summary", stdout)) as Numbers;
}

/** Returns the alerts of the sandbox in a period of a summary: the last one, or the one before. */
function getAlerts({ since, until }: Numbers, isBefore = false): readonly Record<string, unknown>[] {
  const [start, end] = [Date.parse(since), Date.parse(until)];
  const [from, to] = isBefore ? [start - (end - start), start] : [start, Infinity];
  return [...sandbox().records("Alerts"), ...sandbox().records("Alertsarchive")].filter(({ createdOn }) => {
    const time = Date.parse(String(createdOn));
    return time >= from && time < to;
  });
}

const sum = (counts: readonly { readonly count: number }[] = []) =>
  counts.reduce((total, { count }) => total + count, 0);

describe("hunt alert summary --json", () => {
  it("counts open and archived alerts of the last 7 days, and those of the 7 days before", async () => {
    const numbers = await summarize();

    const expected = getAlerts(numbers);
    expect(Date.parse(numbers.until) - Date.parse(numbers.since)).toBe(7 * dayMs);
    expect(numbers.alerts).toBe(expected.length);
    expect(numbers.open).toBe(expected.filter(({ archived }) => archived === false).length);
    expect(numbers.hosts).toBe(new Set(expected.map(({ hostname }) => hostname)).size);
    expect(numbers.previousAlerts).toBe(getAlerts(numbers, true).length);
  });

  it("includes the archive if the period or the one before reaches it", async () => {
    const numbers = await summarize("--since", "60d");

    expect(numbers.alerts).toBe(getAlerts(numbers).length);
    expect(numbers.previousAlerts).toBe(getAlerts(numbers, true).length);
  });

  it("has counts that add up to the number of alerts in each dimension", async () => {
    const { alerts, by } = await summarize("--by", "severity,day,group,host,rule");

    expect(Object.keys(by)).toEqual(["severity", "day", "group", "host", "rule"]);
    expect(Object.values(by).map(sum)).toEqual([alerts, alerts, alerts, alerts, alerts]);
  });

  it("combines the filters as hunt alert list does", async () => {
    const flags = [
      "--severity",
      "high,critical",
      "--group",
      "Cork servers",
      "--since",
      "20d",
      "--state",
      "all",
    ];
    const list = await hunt(["alert", "list", ...flags, "--all", "--json"]);

    const { alerts } = await summarize(...flags);

    expect(alerts).toBeGreaterThan(0);
    expect(alerts).toBe((JSON.parse(list.stdout) as unknown[]).length);
  });

  it("has no number for the period before if the user is not allowed to read the archive", async () => {
    sandbox().faults.add({ match: "GET Alertsarchive/count", kind: "status", status: 403, times: "always" });

    expect((await summarize("--since", "20d")).previousAlerts).toBeNull();
  });

  it("has no number for a period before that would start before 1970", async () => {
    const { alerts, previousAlerts } = await summarize("--since", "1000-01-01");

    expect(alerts).toBeGreaterThan(3_000);
    expect(previousAlerts).toBeNull();
  });

  it("reads only the properties that it counts", async () => {
    await summarize();

    const lists = sandbox().requests.filter(({ path }) => path.endsWith("/Alerts"));
    expect(lists.length).toBeGreaterThan(0);
    for (const { query } of lists) expect(JSON.stringify(query)).toContain("fields");
  });
});

describe("hunt alert summary in a terminal", () => {
  const args = ["alert", "summary", "--where", '{"hostname": {"like": "%-12%"}}', "--top", "2"];

  it("shows bars, the days, and the command that lists the alerts", async () => {
    const { stdout } = await inTerminal(at, args, { width: 80 });

    expect(stdout).toMatchInlineSnapshot(`
      "57 alerts on 5 hosts since Sun 2026-02-22 12:00 (UTC), 7 critical, 51 open.
      21 fewer than in the 7 days before (78).

      SEVERITY  ALERTS  SHARE
      critical       7   12 %  ████████
      high          10   18 %  ████████████
      medium        21   37 %  ████████████████████████
      low           19   33 %  ██████████████████████

      DAY (UTC)
      ▂▄·▇██▄▄
      Sun 2026-02-22 to Sun 2026-03-01. Most: 13 on Thu 2026-02-26. Last day: 5.

      TARGET GROUP     ALERTS  SHARE
      Utrecht servers      48   84 %  ████████████████████████
      Graz servers          9   16 %  █████

      HOST          ALERTS  SHARE
      WS-UTR-1236       21   37 %  ████████████████████████
      lnx-UTR-1245      17   30 %  ████████████████████
      3 others          19   33 %

      Details: hunt alert list --all --since 7d --state all --where '{"hostname":{"like":"%-12%"}}'
      "
    `);
  });

  it.each([40, 80, 120])("prints no line that is wider than the terminal: %d", async (width) => {
    const { stdout } = await inTerminal(at, ["alert", "summary"], { width });

    const lines = stdout.split("\n").filter((line) => !line.startsWith("Details:"));
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(width);
    expect(stdout).toContain("█");
  });

  it("uses only ASCII if the locale has another encoding than UTF-8", async () => {
    const { stdout } = await inTerminal(at, args, { LC_ALL: "C" });

    expect(stdout).toMatch(/^[\x20-\x7e\n]+$/);
    expect(stdout).toMatch(/^low .* #+$/m);
  });

  it("shows a dimension once, even if it is named twice", async () => {
    const { stdout } = await inTerminal(at, ["alert", "summary", "--by", "severity,severity"]);

    expect(stdout.match(/^SEVERITY/gm)).toHaveLength(1);
  });

  it("shows a row per day if it counts only by day", async () => {
    const { stdout } = await inTerminal(at, ["alert", "summary", "--by", "day"]);

    expect(stdout).toMatch(/^Sun 2026-02-22 +\d+ +\d+ % {2}█+$/m);
  });

  it("shows a single sentence if there are no alerts", async () => {
    const { stdout } = await inTerminal(at, ["alert", "summary", "--where", '{"name": "no-such-file"}']);

    expect(stdout).toMatchInlineSnapshot(`
      "No alerts since Sun 2026-02-22 12:00 (UTC).
      As many as in the 7 days before.

      Details: hunt alert list --all --since 7d --state all --where '{"name":"no-such-file"}'
      "
    `);
  });

  it("repeats the filters in the command that lists the alerts", async () => {
    const flags = ["--since", "24h", "--state", "open", "--severity", "low", "--group", "Cork servers"];

    const { stdout } = await inTerminal(at, ["alert", "summary", ...flags]);

    expect(stdout).toContain(
      "Details: hunt alert list --all --since 24h --state open --severity low --group 'Cork servers'\n",
    );
  });
});

describe("hunt alert summary in a pipe", () => {
  it("prints one line per count, and the sentences to stderr", async () => {
    const { stdout, stderr } = await hunt(["alert", "summary", "--by", "severity"]);

    expect(stdout).toMatch(
      /^severity\tcritical\t\d+\nseverity\thigh\t\d+\nseverity\tmedium\t\d+\nseverity\tlow\t\d+\n$/,
    );
    expect(stderr).toMatch(
      /^\d+ alerts on \d+ hosts since Sun 2026-02-22 12:00 \(UTC\), \d+ critical, \d+ open\.\n/,
    );
  });

  it("prints tables and charts with --format markdown", async () => {
    const { stdout } = await hunt(["alert", "summary", "--format", "markdown"]);

    expect(stdout).toMatch(/^### \d+ alerts on /);
    expect(stdout).toContain("| Target group | Alerts | Share |");
    expect(stdout).toContain("pie showData");
    expect(stdout).toContain("xychart-beta");
  });
});

describe("the filters of hunt alert summary", () => {
  it("report a host that does not exist", async () => {
    const { code, stderr } = await hunt(["alert", "summary", "--host", "no-such-host"]);

    expect(code).toBe(1);
    expect(stderr).toContain('No host named "no-such-host" found.');
  });

  it("report an organization in --where that does not exist", async () => {
    const where = '{"organizationName": "Lakeside Fods"}';

    const { code, stderr } = await hunt(["alert", "summary", "--where", where]);

    expect(code).toBe(1);
    expect(stderr).toContain('no organization is named "Lakeside Fods". Did you mean Lakeside Foods?');
  });

  it("report a target group that does not exist", async () => {
    const { code, stderr } = await hunt(["alert", "list", "--group", "no such group"]);

    expect(code).toBe(1);
    expect(stderr).toContain('No target group named "no such group" found.');
  });

  it("report an invalid dimension", async () => {
    const { code, stderr } = await hunt(["alert", "summary", "--by", "color"]);

    expect(code).toBe(2);
    expect(stderr).toContain('Invalid value "color" for --by.\nUse one of these: severity, day, group');
  });
});
