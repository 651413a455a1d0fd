import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { describe, expect, it } from "vitest";
import { atHunt } from "../../support/at-hunt.js";
import { inTerminal } from "../../support/in-terminal.js";
import { expectValidOutput } from "../../support/schema.js";

const at = atHunt();
const { sandbox, hunt } = at;

interface Alert {
  readonly id: string;
  readonly severity: string;
  readonly hostname: string;
  readonly createdOn: string;
  readonly archived: boolean;
}

const records = (): Alert[] => sandbox().records("Alerts") as unknown as Alert[];
const archive = (): Alert[] => sandbox().records("Alertsarchive") as unknown as Alert[];
const listed = async (...args: string[]): Promise<Alert[]> =>
  JSON.parse((await hunt(["alert", "list", ...args, "--json"])).stdout) as Alert[];

describe("hunt alert list", { timeout: 90_000 }, () => {
  it("lists the newest open alerts, and the total number if there are more", async () => {
    const args = ["alert", "list", "--severity", "critical,high", "--since", "2026-02-27", "--limit", "4"];
    expect(await inTerminal(at, args)).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stderr": "Showing 4 of 62 alerts. Use --limit or --all for more.
      ",
        "stdout": "SEVERITY  FOUND             HOST          NAME          DESCRIPTION                 ID
      critical  2026-03-01 11:02  SRV-UTR-1128  rundll32.exe  Code injected into anothe…  643fe15e-7af8-4a07-8aa5-cc6d790655f3
      high      2026-03-01 10:47  SRV-UTR-1167  svch0st.exe   New entry in a Run key (p…  02d869a1-e2da-4878-85b0-ba4200e73947
      critical  2026-03-01 09:26  SRV-UTR-1128  xmrig         Known cryptocurrency mine…  1441563e-8ae0-473a-987a-b71972e4a981
      high      2026-03-01 08:41  SRV-LEI-1828  anydesk.exe   PowerShell with an encode…  140cc428-0cb0-4db0-9fd5-fb21b4bb1e5c
      ",
      }
    `);
  });

  it("prints times in the local time zone", async () => {
    const args = ["alert", "list", "--severity", "critical,high", "--since", "2026-02-27", "--limit", "4"];

    expect((await inTerminal(at, args, { zone: "Asia/Kolkata" })).stdout).toMatchInlineSnapshot(`
      "SEVERITY  FOUND             HOST          NAME          DESCRIPTION                 ID
      critical  2026-03-01 16:32  SRV-UTR-1128  rundll32.exe  Code injected into anothe…  643fe15e-7af8-4a07-8aa5-cc6d790655f3
      high      2026-03-01 16:17  SRV-UTR-1167  svch0st.exe   New entry in a Run key (p…  02d869a1-e2da-4878-85b0-ba4200e73947
      critical  2026-03-01 14:56  SRV-UTR-1128  xmrig         Known cryptocurrency mine…  1441563e-8ae0-473a-987a-b71972e4a981
      high      2026-03-01 14:11  SRV-LEI-1828  anydesk.exe   PowerShell with an encode…  140cc428-0cb0-4db0-9fd5-fb21b4bb1e5c
      "
    `);
  });

  it("shows severity, time, host, and name at 80 columns, and names the hidden columns", async () => {
    const { stdout, stderr } = await inTerminal(at, ["alert", "list", "--limit", "5"], { width: 80 });

    const [head, ...lines] = stdout.trimEnd().split("\n");
    expect(head).toMatch(/^SEVERITY +FOUND +HOST +NAME +DESCRIPTION$/);
    for (const line of lines) expect(line).toMatch(/^\w+ +\d\d\S+ (\d\d:\d\d)? +\w+-\w+-\d+ +[\w.]+ {2}/);
    expect(stderr).toContain("Hidden columns: ID. Show all columns with --wide.\n");
  });

  it("shows an age instead of a date, and the whole host name, at 40 columns", async () => {
    const { stdout } = await inTerminal(at, ["alert", "list", "--limit", "5"], { width: 40 });

    const [head, ...lines] = stdout.trimEnd().split("\n");
    expect(head).toMatch(/^SEVERITY +FOUND +HOST +NAME$/);
    for (const line of lines) {
      expect(line).toMatch(/^\w+ +(in )?\d+[mhd] +\w+-\w+-\d{4} /);
      expect(line.length).toBeLessThanOrEqual(40);
    }
  });

  it("shows all columns uncut with --wide", async () => {
    const { stdout, stderr } = await inTerminal(at, ["alert", "list", "--limit", "5", "--wide"], {
      width: 40,
    });

    expect(stdout).toMatch(/^SEVERITY +FOUND +HOST +NAME +DESCRIPTION +ID$/m);
    expect(stdout).not.toContain("…");
    expect(stderr).not.toContain("Hidden columns");
  });

  it("prints the severity in color, in addition to its name", async () => {
    const { stdout } = await inTerminal(at, ["alert", "list", "--severity", "critical", "--limit", "1"], {
      NO_COLOR: "",
      FORCE_COLOR: "1",
    });
    expect(stdout).toContain("\u001b[1m\u001b[31mcritical\u001b[39m\u001b[22m");
  });

  it("prints cells separated by tabs, with exact times and IDs, for programs", async () => {
    const { stdout } = await hunt(["alert", "list", "--limit", "2"]);
    for (const line of stdout.trim().split("\n"))
      expect(line).toMatch(
        /^(critical|high|medium|low)\t\d{4}-\d\d-\d\dT[\d:.]+Z\t\S+\t\S+\t[^\t]+\t[0-9a-f-]{36}$/,
      );
  });

  it("filters by --host in any case", async () => {
    const open = records().filter(({ archived }) => !archived);
    const { hostname } = open[0]!;

    const alerts = await listed("--host", hostname.toLowerCase(), "--all");

    const expected = open.filter((each) => each.hostname === hostname).map(({ id }) => id);
    expect(alerts.map(({ id }) => id).sort()).toEqual(expected.sort());
  });

  it("filters by a pattern in --host", async () => {
    const alerts = await listed("--host", "WS-*", "--limit", "50");

    expect(new Set(alerts.map(({ hostname }) => hostname.slice(0, 3)))).toEqual(new Set(["WS-"]));
  });

  it("filters by several values of --source", async () => {
    const alerts = (await listed("--source", "rule", "--source", "extension")) as unknown as {
      sourceType: string;
    }[];

    expect(new Set(alerts.map(({ sourceType }) => sourceType))).toEqual(new Set(["rule", "extension"]));
  });

  it("lists only archived alerts with --state archived", async () => {
    const alerts = await listed("--state", "archived");

    expect(new Set(alerts.map(({ archived }) => archived))).toEqual(new Set([true]));
  });

  it("lists open and archived alerts with --state all", async () => {
    expect(await listed("--state", "all", "--all")).toHaveLength(records().length);
  });

  it("lists archived alerts without --state if --where has a condition on archived", async () => {
    const alerts = await listed("--where", '{"archived": true}', "--all");

    expect(alerts).toHaveLength(records().filter(({ archived }) => archived).length);
  });

  it.each([
    [["--state", "open", "--where", '{"archived": true}'], "--state", "archived"],
    [["--severity", "high", "--where", '{"or": [{"severity": "critical"}]}'], "--severity", "severity"],
    [["--since", "24h", "--where", '{"createdOn": {"lt": "2026-01-01"}}'], "--since", "createdOn"],
    [["--host", "WS-*", "--where", '{"hostname": "SRV-1"}'], "--host", "hostname"],
    [["--host", "WS-LEI-0012", "--where", '{"hostname": {"like": "SRV%"}}'], "--host", "hostname"],
    [["--host", "WS-*", "--where", '{"hostname": {"ilike": "srv%"}}'], "--host", "hostname"],
    [["--host", "WS-LEI-0012", "--where", '{"hostname": {"regexp": "^(SRV|DC)-"}}'], "--host", "hostname"],
  ])("rejects a flag and a condition that no alert matches together: %j", async (args, flag, property) => {
    const { code, stdout, stderr } = await hunt(["alert", "list", ...args]);

    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toBe(
      `hunt: ${flag} cannot be used with the condition on ${property} in --where, because no record matches both.\nRemove one of them.\n`,
    );
    expect(sandbox().requests.filter(({ path }) => path !== "/api/version")).toEqual([]);
  });

  it("rejects an empty list of values in --where, so a pipeline does not pass", async () => {
    const { code, stderr } = await hunt([
      "alert",
      "list",
      "--exit-code",
      "--where",
      '{"severity": {"inq": []}}',
    ]);

    expect(code).toBe(2);
    expect(stderr).toBe(
      "hunt: --where: the list of inq for severity in Alerts is empty, so no record can match. Add a value.\n",
    );
  });

  it.each([
    ['{"data.threatScore": {"gt": 9}}', "data.threatScore in Alerts cannot be compared with gt and 9"],
    ['{"severity": null}', "severity in Alerts always has a value"],
  ])(
    "rejects a condition that no alert can match as meant, so a pipeline does not pass: %s",
    async (where, text) => {
      const { code, stdout, stderr } = await hunt(["alert", "list", "--exit-code", "--where", where]);

      expect(code).toBe(2);
      expect(stdout).toBe("");
      expect(stderr).toContain(text);
    },
  );

  it("exits with code 1 if --where names a host that does not exist, and suggests the nearest one", async () => {
    const { hostname } = records()[0]!;

    const where = JSON.stringify({ hostname: `${hostname}q` });
    const { code, stderr } = await hunt(["alert", "list", "--exit-code", "--where", where]);

    expect(code).toBe(1);
    expect(stderr).toBe(
      `hunt: --where: hostname: no host is named "${hostname}q". Did you mean ${hostname}?\n`,
    );
  });

  it("exits with code 1 if --where names a host in another case than HUNT has", async () => {
    const { hostname } = records()[0]!;

    const where = JSON.stringify({ hostname: hostname.toLowerCase() });
    const { code, stderr } = await hunt(["alert", "list", "--exit-code", "--where", where]);

    expect(code).toBe(1);
    expect(stderr).toBe(
      `hunt: --where: hostname: HUNT has "${hostname.toLowerCase()}" in another case, and a condition compares case. ` +
        `Use "${hostname}".\n`,
    );
  });

  it.each([
    ['{"organizationName": "Lakeside Fods"}', "no organization is named"],
    ['{"sourceName": "Memory of LSAS was read"}', "no rule or extension is named"],
    ['{"agentId": "11111111-7d1f-4c1e-9a55-3a1f6c0d2b7e"}', "no agent has the ID"],
    ['{"scanId": "11111111-7d1f-4c1e-9a55-3a1f6c0d2b7e"}', "no scan has the ID"],
  ])("exits with code 1 if --where names another record that does not exist: %s", async (where, problem) => {
    const { code, stderr } = await hunt(["alert", "list", "--exit-code", "--where", where]);

    expect(code).toBe(1);
    expect(stderr).toContain(problem);
  });

  it("names the host that has the IP address in --host", async () => {
    const { hostname, ipstring } = sandbox().records("Agents")[0]!;

    const { code, stderr } = await hunt(["alert", "list", "--host", String(ipstring), "--exit-code"]);

    expect(code).toBe(1);
    expect(stderr).toContain(`Use the name of the host instead of its address: ${String(hostname)}.`);
  });

  it("names the flag to remove if --from-archive is set, but the instance has no archive", async () => {
    sandbox().faults.add({ match: "GET Alertsarchive", kind: "status", status: 404, times: "always" });

    const { code, stderr } = await hunt(["alert", "list", "--from-archive"]);

    sandbox().faults.clear();
    expect(code).toBe(1);
    expect(stderr).toBe(
      "hunt: This HUNT instance does not have an archive of alerts.\nTo list its current alerts, remove --from-archive.\n",
    );
  });

  it("warns about a MITRE ATT&CK technique that no alert has", async () => {
    const { code, stderr } = await hunt(["alert", "list", "--where", '{"mitreId": "T1199"}', "--exit-code"]);

    expect(code).toBe(0);
    expect(stderr).toBe(
      'Warning: --where: mitreId: no alert has "T1199". Check the spelling.\nNo alerts found.\n',
    );
  });

  it("rejects a MITRE ATT&CK technique that cannot exist", async () => {
    const { code, stderr } = await hunt(["alert", "list", "--where", '{"mitreId": "T9999"}', "--exit-code"]);

    expect(code).toBe(2);
    expect(stderr).toContain('"T9999" does not have the form of mitreId in Alerts');
  });

  it("lists no alerts of a host that has none", async () => {
    const { hostname } = sandbox()
      .records("Agents")
      .find((agent) => records().every((alert) => alert.hostname !== agent["hostname"]))!;

    const { code, stderr } = await hunt(["alert", "list", "--where", JSON.stringify({ hostname })]);

    expect(code).toBe(0);
    expect(stderr).toBe("No alerts found.\n");
  });

  it("warns on stderr if the value of --where is unknown, but might exist", async () => {
    const { code, stderr } = await hunt(["alert", "list", "--where", '{"sourceType": "mdr"}']);

    expect(code).toBe(0);
    expect(stderr).toContain('Warning: --where: "mdr" is not a known value of sourceType in Alerts');
  });

  it("suggests the nearest property for an unknown one in --where, without a list of all", async () => {
    const { code, stderr } = await hunt(["alert", "list", "--where", '{"severty": "high"}']);

    expect(code).toBe(2);
    expect(stderr).toBe(
      'hunt: --where: Alerts has no property "severty" in this instance, so HUNT would ignore it. Did you mean severity?\n',
    );
  });

  it("suggests targetGroupId for targetId, which is its name in other models", async () => {
    const { stderr } = await hunt(["alert", "list", "--where", '{"targetId": "x"}']);

    expect(stderr).toContain('Alerts has no property "targetId"');
    expect(stderr).toContain("Did you mean targetGroupId?");
  });

  it("filters by the condition in --where", async () => {
    expect(await listed("--where", '{"avRatio": {"gt": 0.95}, "severity": "low"}')).toEqual([]);
  });

  it("lists the alerts of the archive model with --from-archive", async () => {
    const newest = sandbox()
      .records("Alertsarchive")
      .filter(({ archived }) => archived === false)
      .sort((one, other) => String(other["createdOn"]).localeCompare(String(one["createdOn"])))[0]!;

    const alerts = await listed("--from-archive", "--limit", "1");

    expect(alerts[0]!.id).toBe(newest.id);
  });

  it.each([
    ["--since", "60d"],
    ["--where", '{"createdOn": {"gte": "2025-12-31T12:00:00.000Z"}}'],
  ])(
    "includes the archive, after the current alerts, if the period of %s starts before it",
    async (...period) => {
      const isRecent = ({ createdOn, archived }: Alert) =>
        !archived && createdOn >= "2025-12-31T12:00:00.000Z";
      const old = archive().filter(isRecent);
      expect(old.length).toBeGreaterThan(0);

      const alerts = await listed(...period, "--all");

      const expected = [...records().filter(isRecent), ...old];
      const newestFirst = expected
        .map(({ createdOn }) => createdOn)
        .sort((one, other) => other.localeCompare(one));
      expect(alerts.map(({ createdOn }) => createdOn)).toEqual(newestFirst);
    },
  );

  it("rejects a recent time in --where with --from-archive, because the archive has no such alerts", async () => {
    const where = '{"createdOn": {"gte": "2026-02-20"}}';

    const { code, stderr } = await hunt(["alert", "list", "--from-archive", "--where", where]);

    expect(code).toBe(2);
    expect(stderr).toBe(
      "hunt: The time in --where is too recent for --from-archive, because HUNT archives alerts after about 30 days.\n" +
        "Remove --from-archive, or use an earlier time.\n",
    );
  });

  it("exits with code 3 with --exit-code if only the archive has a match since then", async () => {
    const where = JSON.stringify({ id: archive().find(({ archived }) => !archived)!.id });

    const { code } = await hunt(["alert", "list", "--since", "200d", "--where", where, "--exit-code"]);

    expect(code).toBe(3);
  });

  it("counts the rows of both tables if it shows only some of them", async () => {
    const open = [...records(), ...archive()].filter(({ archived }) => !archived);

    const { stderr } = await hunt(["alert", "list", "--since", "200d", "--limit", "4"]);

    const total = open.length.toLocaleString("en-US");
    expect(stderr).toBe(`Showing 4 of ${total} alerts. Use --limit or --all for more.\n`);
  });

  it("does not read the archive for a recent period", async () => {
    await hunt(["alert", "list", "--since", "24h", "--exit-code"]);

    expect(sandbox().requests.filter(({ path }) => /alertsarchive/i.test(path))).toEqual([]);
  });

  it("rejects --from-archive for a period that is too recent for the archive", async () => {
    const { code, stderr } = await hunt(["alert", "list", "--from-archive", "--since", "24h", "--exit-code"]);

    expect(code).toBe(2);
    expect(stderr).toBe(
      "hunt: --since is too recent for --from-archive, because HUNT archives alerts after about 30 days.\nRemove --from-archive, or use an earlier --since.\n",
    );
  });

  it("prints JSON that matches the schema", async () => {
    const { stdout } = await hunt(["alert", "list", "--limit", "3", "--json"]);

    expect(await expectValidOutput("alert list", stdout)).toHaveLength(3);
  });

  it("prints the same alerts with --ndjson, one per line", async () => {
    const { stdout } = await hunt(["alert", "list", "--limit", "3", "--ndjson"]);

    const lines = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);
    expect(lines).toEqual(await listed("--limit", "3"));
  });

  it("exits with code 3 with --exit-code if any alert matches", async () => {
    const { code } = await hunt(["alert", "list", "--severity", "critical", "--exit-code"]);

    expect(code).toBe(3);
  });

  it("exits with code 0 with --exit-code if no alert of a known host matches", async () => {
    const host = records()[0]!.hostname;
    const args = ["--since", "2026-03-01T11:59:59Z", "--host", host, "--exit-code"];

    const outcome = await hunt(["alert", "list", ...args]);

    expect(outcome).toEqual({ code: 0, stdout: "", stderr: "No alerts found.\n" });
  });

  it.each(["alert list", "alert list --exit-code", "alert list --json", "agent list"])(
    "exits with code 1 for an unknown host, and suggests the nearest one: %s",
    async (command) => {
      const host = records()[0]!.hostname;

      const outcome = await hunt([...command.split(" "), "--host", `${host}0`]);

      expect(outcome.code).toBe(1);
      expect(outcome.stdout).toBe("");
      expect(outcome.stderr).toContain(`No host named`);
      expect(outcome.stderr).toContain(`${host}0`);
      expect(outcome.stderr).toContain(`Did you mean ${host}?`);
    },
  );

  it.each([
    ["repeated", (hosts: string[]) => hosts.flatMap((host) => ["--host", host])],
    ["comma-separated", (hosts: string[]) => ["--host", hosts.join(",")]],
  ])("lists the alerts of several hosts: %s", async (_, toFlags) => {
    const hosts = [...new Set(records().map(({ hostname }) => hostname))].slice(0, 2);
    const expected = records().filter(({ hostname, archived }) => hosts.includes(hostname) && !archived);

    const { code, stdout } = await hunt(["alert", "list", ...toFlags(hosts), "--all", "--json"]);

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toHaveLength(expected.length);
  });

  it.each(["alert list", "alert archive --dry-run", "agent list", "export Alerts --output a.ndjson"])(
    "exits with code 1 if only some of several hosts exist: hunt %s",
    async (command) => {
      const known = records()[0]!.hostname;
      const hosts = ["--host", known, "--host", "NO-SUCH-HOST"];

      const outcome = await hunt([...command.split(" "), ...hosts], { cwd: temporaryDirectory() });

      expect(outcome.code).toBe(1);
      expect(outcome.stdout).toBe("");
      expect(outcome.stderr).toContain('No host named "NO-SUCH-HOST" found.');
    },
  );

  it("only warns about an unknown host in hunt alert watch, because it may still appear", async () => {
    const { code, stderr } = await hunt(["alert", "watch", "--once", "--host", "NO-SUCH-HOST"]);

    expect(code).toBe(0);
    expect(stderr).toContain('Warning: No host named "NO-SUCH-HOST" found.');
  });

  it("only warns in hunt alert watch if HUNT cannot list the hosts", async () => {
    sandbox().faults.add({ match: "GET addresses", kind: "status", status: 403, times: "always" });

    const { code, stderr } = await hunt(["alert", "watch", "--once", "--host", "NO-SUCH-HOST"]);

    expect(code).toBe(0);
    expect(stderr).toContain("Warning: --host: HUNT could not be searched for the hosts: GET Addresses: ");
  });

  it("exits with code 1 for a pattern that no host matches", async () => {
    const outcome = await hunt(["alert", "list", "--host", "NO-SUCH-*", "--exit-code"]);

    expect(outcome).toEqual({
      code: 1,
      stdout: "",
      stderr: 'hunt: No host matches "NO-SUCH-*".\nRun `hunt agent list` to list all agents.\n',
    });
  });

  it.each([
    [["--since", "yesterday"], 'Invalid value "yesterday" for --since.'],
    [["--where", ""], "The value of --where is empty.\nSet a value, or remove --where."],
    [["--exit-code=yes"], "--exit-code does not take a value.\nUse --exit-code, or remove it."],
    [["--severity", "bad"], "Use one of these: critical, high, medium, low."],
    [["--all", "--limit", "3"], "--all cannot be used with --limit."],
    [["--limit", "0"], "Use a whole number of at least 1"],
    [["--where", '{"severity" "high"}'], "Invalid JSON in --where at line 1, column 13"],
    [["--where", '{"severity": {"gtt": 1}}'], "--where: severity.gtt: unknown operator. HUNT would return"],
    [
      ["--where", '{"severity": "High"}'],
      '--where: "High" is not a value of severity in Alerts. Did you mean "high"?',
    ],
    [
      ["--where", '{"archived": "no"}'],
      '--where: "no" is not a value of archived in Alerts, which is a boolean. Use true or false.',
    ],
    [["--severty", "high"], "Did you mean --severity?"],
    [["--json", "--ndjson"], "--json cannot be used with --ndjson."],
    [["extra"], "Too many arguments: expected 0, but got 1."],
  ])("rejects invalid flags before it sends a request: %j", async (args, words) => {
    const { code, stdout, stderr } = await hunt(["alert", "list", ...args]);

    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain(words);
    expect(sandbox().requests).toHaveLength(0);
  });
});

describe("hunt alert list --host --group", () => {
  it("rejects a host of another target group, because a gate would pass", async () => {
    const [agent] = sandbox().records("Agents");
    const other = sandbox()
      .records("targets")
      .find(({ id }) => id !== agent!["locationId"])!;
    const args = ["--host", String(agent!["hostname"]), "--group", String(other["name"]), "--exit-code"];

    const { code, stderr } = await hunt(["alert", "list", ...args]);

    expect(code).toBe(1);
    expect(stderr).toContain("No host of --host is in the target group of --group");
  });

  it("accepts a host of the target group that has no alerts", async () => {
    const [agent] = sandbox().records("Agents");
    const group = sandbox()
      .records("targets")
      .find(({ id }) => id === agent!["locationId"])!;
    const args = ["--host", String(agent!["hostname"]), "--group", String(group["name"]), "--exit-code"];

    const { code, stderr } = await hunt(["alert", "list", ...args, "--since", "1m"]);

    expect(stderr).toContain("No alerts found.");
    expect(code).toBe(0);
  });
});

describe("hunt alert get", { timeout: 90_000 }, () => {
  it("shows the details of an alert", async () => {
    const alert = records().find(({ severity, archived }) => severity === "critical" && !archived);
    const { code, stdout } = await inTerminal(at, ["alert", "get", alert!.id]);
    expect({ code, stdout }).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stdout": "Severity      critical
      Name          updater.exe
      Description   Code injected into another process (jonas)
      Host          SRV-GRA-1574
      Organization  Copperfield Schools
      Target group  Graz servers
      Found         2026-01-30 12:27
      Found by      reputation
      Type          memscan
      Verdict       compromised
      Threat        Bad, score 9 of 10
      MITRE ATT&CK  T1055, defense-evasion
      Command line  C:\\ProgramData\\Updater\\updater.exe --silent
      Path          C:\\ProgramData\\Updater\\updater.exe
      SHA-1         651351b8e52a3e3f41b164b563edd07e1b48543b
      SHA-256       6b9b1cb1e61142885661682e6a41707132b2bf8613c5ddd5e7ce0255c0098a67
      Signed        no
      Engines       57 of 70 report it as malicious
      Archived      no
      Agent         04e6373c-5408-469f-8d23-01842a81b117
      Scan          4ae9ae67-678f-400c-952e-05c99503400a
      ID            81d47d09-8a59-4b5c-aeca-b715ebda607d
      ",
      }
    `);
  });

  it("finds an alert in the archive model, and prints valid JSON", async () => {
    const [old] = sandbox().records("Alertsarchive");
    const { stdout } = await hunt(["alert", "get", old!.id, "--json"]);
    expect(await expectValidOutput("alert get", stdout)).toMatchObject({ id: old!.id, name: old!["name"] });
  });

  it("exits with code 1 if no alert has the ID", async () => {
    const { code, stdout, stderr } = await hunt(["alert", "get", "4f1c09d2-8a4b-4c53-9d1e-2f6f0b1c7a55"]);

    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^hunt: No alert with the ID "4f1c09d2[^]*Check the ID and the instance/);
  });
});
