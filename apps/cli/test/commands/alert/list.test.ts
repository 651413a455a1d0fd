import { describe, expect, it } from "vitest";
import { atHunt } from "../../support/at-hunt.js";
import { inTerminal } from "../../support/in-terminal.js";
import { expectFitting } from "../../support/schema.js";

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
const listed = async (...args: string[]): Promise<Alert[]> =>
  JSON.parse((await hunt(["alert", "list", ...args, "--json"])).stdout) as Alert[];

describe("hunt alert list", { timeout: 90_000 }, () => {
  it("shows the newest that are not archived, times by the clock on the wall, and says how many more there are", async () => {
    const args = ["alert", "list", "--severity", "critical,high", "--since", "2026-02-27", "--limit", "4"];
    expect(await inTerminal(at, args)).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stderr": "Showing 4 of 27 alerts. Use --limit or --all for more.
      ",
        "stdout": "SEVERITY  FOUND             HOST          NAME          DESCRIPTION                 ID
      high      2026-03-01 05:10  WS-TUR-0306   certutil.exe  Known cryptocurrency mine…  902d1e91-7081-4211-be33-b073e86c268f
      high      2026-03-01 01:15  mac-COR-2348  rundll32.exe  Code injected into anothe…  9ffbb416-3899-4ebe-aca1-95ba837291d1
      critical  2026-02-28 23:28  WS-AAR-0393   psexesvc.exe  Many files rewritten in a…  43561915-ac2d-44af-a2ee-525b2ee69cd2
      high      2026-02-28 21:54  PC-TUR-1065   mshta.exe     Memory of LSASS was read …  3708a466-a270-46eb-94f1-02646a503015
      ",
      }
    `);
    expect((await inTerminal(at, args, { zone: "Asia/Kolkata" })).stdout).toMatchInlineSnapshot(`
      "SEVERITY  FOUND             HOST          NAME          DESCRIPTION                 ID
      high      2026-03-01 10:40  WS-TUR-0306   certutil.exe  Known cryptocurrency mine…  902d1e91-7081-4211-be33-b073e86c268f
      high      2026-03-01 06:45  mac-COR-2348  rundll32.exe  Code injected into anothe…  9ffbb416-3899-4ebe-aca1-95ba837291d1
      critical  2026-03-01 04:58  WS-AAR-0393   psexesvc.exe  Many files rewritten in a…  43561915-ac2d-44af-a2ee-525b2ee69cd2
      high      2026-03-01 03:24  PC-TUR-1065   mshta.exe     Memory of LSASS was read …  3708a466-a270-46eb-94f1-02646a503015
      "
    `);
  });

  it("colours the severity, whose word stands there as well", async () => {
    const { stdout } = await inTerminal(at, ["alert", "list", "--severity", "critical", "--limit", "1"], {
      NO_COLOR: "",
      FORCE_COLOR: "1",
    });
    expect(stdout).toContain("\u001b[1m\u001b[31mcritical\u001b[39m\u001b[22m");
  });

  it("gives programs cells between tabs, with exact times and ids", async () => {
    const { stdout } = await hunt(["alert", "list", "--limit", "2"]);
    for (const line of stdout.trim().split("\n"))
      expect(line).toMatch(
        /^(critical|high|medium|low)\t\d{4}-\d\d-\d\dT[\d:.]+Z\t\S+\t\S+\t[^\t]+\t[0-9a-f-]{36}$/,
      );
  });

  it("chooses by severity, host, source, time, state and conditions", async () => {
    const open = records().filter(({ archived }) => !archived);
    const [{ hostname }] = open as [Alert];
    expect((await listed("--host", hostname.toLowerCase(), "--all")).map(({ id }) => id).sort()).toEqual(
      open
        .filter((each) => each.hostname === hostname)
        .map(({ id }) => id)
        .sort(),
    );
    expect(
      new Set((await listed("--host", "WS-*", "--limit", "50")).map((each) => each.hostname.slice(0, 3))),
    ).toEqual(new Set(["WS-"]));
    expect(
      new Set(
        (await listed("--source", "rule", "--source", "extension")).map(
          (each) => (each as unknown as { sourceType: string }).sourceType,
        ),
      ),
    ).toEqual(new Set(["rule", "extension"]));
    expect(new Set((await listed("--state", "archived")).map(({ archived }) => archived))).toEqual(
      new Set([true]),
    );
    expect((await listed("--state", "all", "--all")).length).toBe(records().length);
    expect(await listed("--where", '{"threatScore": {"gt": 95}, "severity": "low"}')).toEqual([]);
    expect((await listed("--from-archive", "--limit", "1"))[0]!.id).toBe(
      sandbox()
        .records("Alertsarchive")
        .filter(({ archived }) => archived === false)
        .sort((one, other) => String(other["createdOn"]).localeCompare(String(one["createdOn"])))[0]!.id,
    );
  });

  it("prints JSON that fits the schema, and an alert a line", async () => {
    const { stdout } = await hunt(["alert", "list", "--limit", "3", "--json"]);
    const lines = (await hunt(["alert", "list", "--limit", "3", "--ndjson"])).stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);
    expect(await expectFitting("alert list", stdout)).toEqual(lines);
    expect(lines).toHaveLength(3);
  });

  it("ends with 1 for pipelines where there is any, and with 0 where there is none", async () => {
    expect((await hunt(["alert", "list", "--severity", "critical", "--exit-code"])).code).toBe(1);
    expect(
      await hunt(["alert", "list", "--since", "2026-03-01T11:59:59Z", "--host", "nobody", "--exit-code"]),
    ).toEqual({ code: 0, stdout: "", stderr: "No alerts found.\n" });
  });

  it.each([
    [["--since", "yesterday"], 'Invalid value "yesterday" for --since.'],
    [["--severity", "bad"], "Use one of these: critical, high, medium, low."],
    [["--all", "--limit", "3"], "--all cannot be used with --limit."],
    [["--limit", "0"], "Use a whole number of at least 1"],
    [["--where", '{"severity" "high"}'], "Invalid JSON in --where at line 1, column 13"],
    [["--where", '{"severity": {"gtt": 1}}'], "LoopBack has no such operator"],
    [["--severty", "high"], "Did you mean --severity?"],
    [["--json", "--ndjson"], "--json cannot be used with --ndjson."],
    [["extra"], "too many arguments"],
  ])("refuses %j before anything is sent", async (args, words) => {
    expect(await hunt(["alert", "list", ...args])).toEqual({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining(words) as string,
    });
    expect(sandbox().requests).toHaveLength(0);
  });
});

describe("hunt alert get", { timeout: 90_000 }, () => {
  it("shows an alert part by part", async () => {
    const alert = records().find(({ severity, archived }) => severity === "critical" && !archived);
    const { code, stdout } = await inTerminal(at, ["alert", "get", alert!.id]);
    expect({ code, stdout }).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stdout": "Severity      critical
      Name          svch0st.exe
      Description   PowerShell with an encoded command (oya)
      Host          lnx-TUR-1562
      Found         2025-12-02 10:26
      Found by      rule
      Type          autostart
      Verdict       compromised
      Threat        Trojan.Generic, score 88
      MITRE ATT&CK  T1059.001, execution
      Command line  C:\\Users\\Public\\svch0st.exe -enc SQBFAFgA
      Path          C:\\Users\\Public\\svch0st.exe
      SHA-1         2856e64423a34206811201763b909d19f2840457
      SHA-256       e5c6ebfdaa7a015c92ae0f1b8fc6d944a51383ae8895ececde42b2adcff2b8cf
      Signed        no
      Engines       62 of 70 report it as malicious
      Archived      no
      Agent         f55ffeda-a06a-44af-a209-810112c3d12a
      Scan          9c0f5940-9832-4441-99c5-f89f45c8ee75
      Id            55c8d65d-f7e4-4fa9-bb45-038266e253e2
      ",
      }
    `);
  });

  it("finds those that HUNT keeps apart as well, and prints JSON that fits the schema", async () => {
    const [old] = sandbox().records("Alertsarchive");
    const { stdout } = await hunt(["alert", "get", old!.id, "--json"]);
    expect(await expectFitting("alert get", stdout)).toMatchObject({ id: old!.id, sha256: old!["sha256"] });
  });

  it("says where there is none", async () => {
    expect(await hunt(["alert", "get", "4f1c09d2-8a4b-4c53-9d1e-2f6f0b1c7a55"])).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(
        /^hunt: No alert with the ID "4f1c09d2[^]*Check the ID and the instance/,
      ) as string,
    });
  });
});
