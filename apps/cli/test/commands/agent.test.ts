import { describe, expect, it } from "vitest";
import { atHunt } from "../support/at-hunt.js";
import { inTerminal } from "../support/in-terminal.js";
import { signedIn } from "../support/hunt.js";
import { expectValidOutput } from "../support/schema.js";

const at = atHunt({ taskSeconds: 0 });
const { sandbox, hunt } = at;

const agents = () =>
  sandbox().records("Agents") as unknown as {
    id: string;
    hostname: string;
    ipstring: string;
    active: boolean;
    isolated: boolean;
    locationId: string;
  }[];
const signed = () => signedIn(sandbox().url, sandbox().tokens.admin);
const agent = (id: string) => agents().find((each) => each.id === id);
/** Returns active agents that are not isolated. Each test uses another prefix of host names. */
const some = (prefix: string, count: number) =>
  agents()
    .filter(({ hostname, active, isolated }) => hostname.startsWith(prefix) && active && !isolated)
    .slice(0, count);

describe("hunt agent list", { timeout: 90_000 }, () => {
  it("lists hosts with their state and the time when they were last seen", async () => {
    expect(await inTerminal(at, ["agent", "list", "--state", "isolated", "--host", "PC-*", "--limit", "2"]))
      .toMatchInlineSnapshot(`
        {
          "code": 0,
          "stderr": "Showing 2 of 7 agents. Use --limit or --all for more.
        ",
          "stdout": "HOST         ADDRESS      STATE             SYSTEM   LAST SEEN         ID
        PC-COR-1912  10.1.97.224  active, isolated  windows  2026-03-01 11:15  5eac4928-d3af-4a74-9464-30f9d0bfe58c
        PC-GDA-1214  10.18.40.95  active, isolated  windows  2026-03-01 11:03  6b2a1948-e4f9-4c6b-a234-d97ae3bf3848
        ",
        }
      `);
    const { code, stdout } = await inTerminal(at, ["agent", "list", "--state", "inactive", "--limit", "2"], {
      width: 80,
    });
    // The current date decides whether the year or the hour is shown.
    expect({ code, stdout: stdout.replaceAll(/ (\d\d-\d\d \d\d:\d\d|\d{4}-\d\d-\d\d)$/gm, " <time>") })
      .toMatchInlineSnapshot(`
        {
          "code": 0,
          "stdout": "HOST          ADDRESS        STATE     SYSTEM  LAST SEEN
        lnx-AAR-0399  10.42.27.17    inactive  linux   <time>
        lnx-AAR-0663  10.30.147.184  inactive  linux   <time>
        ",
        }
      `);
  });

  it.each([
    [["--os", "wndows"], 'No agent has the operating system "wndows".\nDid you mean windows?\n'],
    [
      ["--os", "beos"],
      'No agent has the operating system "beos".\nOperating systems: darwin, linux, windows.\n',
    ],
    [["--os", "linux", "--os", "beos*"], 'No agent has the operating system "beos*".\n'],
  ])("exits with code 1 for an operating system that no agent has: %j", async (args, message) => {
    const { code, stdout, stderr } = await hunt(["agent", "list", ...args]);

    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain(message);
  });

  it("exits with code 0 if no agent with the operating system matches the other flags", async () => {
    const args = ["--os", "linux", "--where", '{"hostname": "no-such-host"}'];

    expect(await hunt(["agent", "list", ...args])).toEqual({
      code: 0,
      stdout: "",
      stderr: "No agents found.\n",
    });
  });

  it("filters agents by --group, --os, and --where, and prints valid JSON", async () => {
    const [group] = sandbox().records("Targets");
    const { stdout } = await hunt([
      "agent",
      "list",
      "--group",
      String(group!["name"]).toUpperCase(),
      "--os",
      "windows*",
      "--where",
      '{"active": true}',
      "--all",
      "--json",
    ]);
    const rows = (await expectValidOutput("agent list", stdout)) as { id: string }[];
    const meant = (each: object): boolean => {
      const { locationId, active, os } = each as Record<string, unknown>;
      return locationId === group!.id && active === true && os === "windows";
    };
    expect(rows.map(({ id }) => id).sort()).toEqual(
      agents()
        .filter(meant)
        .map(({ id }) => id)
        .sort(),
    );
  });
});

describe("hunt agent get", { timeout: 90_000 }, () => {
  it("finds an agent by host name, address, or ID", async () => {
    const [one] = some("mac-", 1);
    const { code, stdout } = await inTerminal(at, ["agent", "get", one!.hostname.toLowerCase()]);
    expect({ code, stdout }).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stdout": "Host           mac-AAR-0002
      Address        10.30.122.215
      State          active
      System         darwin
      Agent version  3.17.1.6224
      Last seen      2026-03-01 11:37
      Antivirus      off, no license
      Organization   Alder & Finch Legal
      Target group   Aarhus workstations
      Open alerts    0
      ID             052c7a8a-c82b-4912-bc38-7260024f93c7
      ",
      }
    `);
    expect(
      await expectValidOutput(
        "agent get",
        (await hunt(["agent", "get", one!.id.toUpperCase(), "--json"])).stdout,
      ),
    ).toMatchObject({ id: one!.id });
    expect((await hunt(["agent", "get", one!.ipstring])).stdout).toContain(one!.id);
  });

  it("suggests similar hosts if a name is unknown, and lists the IDs if a name is ambiguous", async () => {
    const [one, other] = some("lnx-", 2);
    const { code, stderr } = await hunt(["agent", "get", one!.hostname.slice(0, -1)]);
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        new RegExp(
          `^hunt: No agent named "${one!.hostname.slice(0, -1)}" found\\.\n(Did you mean|Similar names:) .*`,
        ),
      ) as string,
    });
    expect((await hunt(["agent", "rename", other!.id, one!.hostname])).stderr).toBe(
      `✓ Renamed ${other!.hostname} to ${one!.hostname}.\n`,
    );
    const ambiguous = await hunt(["agent", "isolate", one!.hostname, "--yes"]);
    expect(ambiguous).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringContaining(
        `Multiple agents are named "${one!.hostname}". Use one of these IDs:`,
      ) as string,
    });
    for (const each of [one, other])
      expect(ambiguous.stderr).toContain(`${each!.ipstring}  active  ${each!.id}`);
    expect([agent(one!.id)!.isolated, agent(other!.id)!.isolated]).toEqual([false, false]);
  });
});

describe("hunt agent isolate, restore", { timeout: 90_000 }, () => {
  it("lists the machines with --dry-run, and isolates none", async () => {
    const [one, other] = some("SRV-", 2);

    const { code, stdout, stderr } = await hunt([
      "agent",
      "isolate",
      one!.hostname,
      other!.ipstring,
      "--dry-run",
    ]);

    const lines = stderr.trim().split("\n");
    expect(code).toBe(0);
    expect(stdout).toBe("");
    expect(lines).toHaveLength(3);
    expect(lines[0]).toBe(
      "Dry run: nothing was changed. With --unproven, the command would isolate 2 hosts at HUNT:",
    );
    expect(lines[1]).toMatch(/^ {2}SRV-.* active /);
    expect(lines[2]).toMatch(/^ {2}SRV-/);
    expect(agent(one!.id)!.isolated).toBe(false);
    expect(agent(other!.id)!.isolated).toBe(false);
  });

  it("requires a confirmation", async () => {
    const [one] = some("SRV-", 1);

    const { code, stdout, stderr } = await hunt(["agent", "isolate", one!.hostname]);

    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain("Add --yes");
    expect(agent(one!.id)!.isolated).toBe(false);
  });

  it("isolates a machine, and prints valid JSON", async () => {
    const [one] = some("WS-", 1);

    const { code, stdout, stderr } = await hunt([
      "agent",
      "isolate",
      one!.hostname,
      "--yes",
      "--unproven",
      "--json",
    ]);

    expect(code).toBe(0);
    expect(stderr).toBe(`✓ Isolated ${one!.hostname}.\n`);
    expect(await expectValidOutput("agent isolate", stdout)).toMatchObject([{ id: one!.id }]);
    expect(agent(one!.id)!.isolated).toBe(true);
  });

  it("skips a machine that is already isolated", async () => {
    const isolated = agents().find((each) => each.isolated && each.active)!;

    const { stderr } = await hunt(["agent", "isolate", isolated.hostname, "--yes"]);

    expect(stderr).toBe(`${isolated.hostname} is already isolated.\nNothing to do.\n`);
  });

  it("restores an isolated machine", async () => {
    const isolated = agents().find((each) => each.isolated && each.active)!;

    const { stderr } = await hunt(["agent", "restore", isolated.hostname, "--yes", "--unproven"]);

    expect(stderr).toContain(`✓ Restored ${isolated.hostname}.\n`);
    expect(agent(isolated.id)!.isolated).toBe(false);
  });

  it("requires hosts, --group, or --where", async () => {
    expect(await hunt(["agent", "isolate", "--yes"])).toEqual({
      code: 2,
      stdout: "",
      stderr: "hunt: No hosts specified.\nSpecify hosts, or select them with --group or --where.\n",
    });
  });

  it("selects the machines of a target group with --group", async () => {
    const [group] = sandbox().records("Targets");
    const { length } = agents().filter(({ locationId, isolated }) => locationId === group!.id && !isolated);

    const { stderr } = await hunt(["agent", "isolate", "--group", group!.id, "--dry-run"]);

    expect(stderr).toContain(
      `Dry run: nothing was changed. With --unproven, the command would isolate ${length} hosts at HUNT:\n`,
    );
  });

  it("exits with code 1 if no agent matches a pattern", async () => {
    const { code, stderr } = await hunt(["agent", "isolate", "unknown-*", "--yes"]);

    expect(code).toBe(1);
    expect(stderr).toContain('No agent named "unknown-*" found.');
  });

  it("prints a message if no agent matches --where", async () => {
    const { stderr } = await hunt(["agent", "isolate", "--where", '{"os": "Plan 9"}', "--yes"]);

    expect(stderr).toContain("No agents match the flags.");
  });
});

describe("hunt agent uninstall, rename, scan", { timeout: 90_000 }, () => {
  it("uninstalls agents one by one, and prints the number of uninstalled agents if a request fails", async () => {
    const all = some("SRV-", 5).slice(2);
    sandbox().faults.add({
      match: "POST agents/*/uninstall",
      kind: "status",
      status: 403,
      skip: 1,
      times: "always",
    });
    const stopped = await hunt(["agent", "uninstall", ...all.map(({ id }) => id), "--yes", "--expect", "3"]);
    expect(stopped).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/1 of 3 agents were uninstalled\./) as string,
    });
    sandbox().faults.clear();
    const isMarked = (id: string) =>
      sandbox()
        .records("AgentDetails")
        .some((each) => each.id === id && each["markedForUninstall"] === true);
    const rest = all.filter(({ id }) => !isMarked(id));
    expect(rest).toHaveLength(2);
    const done = await hunt([
      "agent",
      "uninstall",
      ...rest.map(({ hostname }) => hostname),
      "--yes",
      "--max-affected",
      "2",
      "--json",
    ]);
    expect(await expectValidOutput("agent uninstall", done.stdout)).toHaveLength(2);
    expect(all.map(({ id }) => isMarked(id))).toEqual([true, true, true]);
  });

  it("uses the route in HUNT_ACTION_ROUTES for an action without --unproven", async () => {
    const [one] = some("PC-", 1);
    const body = { where: { id: { inq: "{ids}" } }, isolated: true };
    const isolateAgents = { method: "POST", path: "Agents/toggleIsolation", body };
    const env = { HUNT_ACTION_ROUTES: JSON.stringify({ isolateAgents }) };

    const { code } = await hunt(["agent", "isolate", one!.id, "--yes"], { env: { ...signed(), ...env } });

    expect(code).toBe(0);
    expect(agent(one!.id)?.isolated).toBe(true);
  });

  it.each([
    ["not JSON", "{", "Invalid value for HUNT_ACTION_ROUTES."],
    ["not routes", '{"isolateAgents": "POST"}', "Invalid value for HUNT_ACTION_ROUTES."],
    ["an unknown action", '{"reboot": {"method": "POST", "path": "x"}}', "unknown action"],
    [
      "a route that names no records",
      '{"isolateAgents": {"method": "POST", "path": "x", "body": {"isolated": true}}}',
      "does not select any records",
    ],
  ])("exits with code 2 if HUNT_ACTION_ROUTES is %s", async (_, value, message) => {
    const env = { ...signed(), HUNT_ACTION_ROUTES: value };

    const { code, stderr } = await hunt(["agent", "isolate", "PC-*", "--yes"], { env });

    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(sandbox().requests.filter(({ method }) => method === "POST")).toEqual([]);
  });

  it("runs a quick antivirus scan with the console's body", async () => {
    const [one] = some("PC-", 1);

    const { code } = await hunt(["agent", "scan", one!.id, "--antivirus", "quick"]);

    expect(code).toBe(0);
    expect(
      sandbox()
        .records("userTasks")
        .map(({ name }) => name),
    ).toContain("Scan - AV Quick");
  });

  it("reports a scan without a task if HUNT returns none", async () => {
    const [one] = some("PC-", 1);
    sandbox().faults.add({ match: "POST agents/scan", kind: "status", status: 200, body: "null" });

    const { code, stdout, stderr } = await hunt(["agent", "scan", one!.id, "--wait", "--json"]);

    expect(code).toBe(1);
    expect(stderr).toContain("HUNT returned no task for the scan.");
    expect(JSON.parse(stdout)).toMatchObject({ taskId: null, scanId: null });
  });

  it("renames an agent", async () => {
    const agentToRename = some("PC-", 9).at(-1)!;

    const { stdout } = await hunt(["agent", "rename", agentToRename.id, "build-server", "--json"]);

    expect(await expectValidOutput("agent rename", stdout)).toMatchObject({ hostname: "build-server" });
  });

  it("rejects an empty name", async () => {
    const { code } = await hunt(["agent", "rename", some("PC-", 1)[0]!.id, " "]);

    expect(code).toBe(2);
  });

  it("starts a scan of one host without a confirmation", async () => {
    const [one] = some("PC-", 1);

    const { code, stdout, stderr } = await hunt(["agent", "scan", one!.hostname]);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^[0-9a-f-]{36}\n$/);
    expect(stderr).toBe(`✓ Started a scan of ${one!.hostname}.\n`);
  });

  it("requires a confirmation for a scan of several hosts", async () => {
    const [one, other] = some("PC-", 2);

    const { code, stdout } = await hunt(["agent", "scan", one!.hostname, other!.hostname]);

    expect(code).toBe(2);
    expect(stdout).toBe("");
  });

  it("prints the results of a scan with --wait as valid JSON", async () => {
    const [one, other] = some("PC-", 2);
    const args = ["agent", "scan", one!.hostname, other!.hostname, "--yes", "--expect", "2"];

    const { stdout } = await hunt([...args, "--wait", "--json"]);

    expect(await expectValidOutput("agent scan", stdout)).toMatchObject({ status: "Completed", hosts: 2 });
  });
});

describe("hunt agent logs", () => {
  it("requests the logs of exactly the named agent", async () => {
    const [one] = some("SRV-", 1);
    const before = sandbox().records("jobs").length;

    const { code, stderr } = await hunt(["agent", "logs", one!.hostname, "--yes"]);

    expect(code).toBe(0);
    expect(stderr).toContain(`✓ Requested the logs of ${one!.hostname}.\n`);
    const jobs = sandbox().records("jobs").slice(before);
    expect(jobs.map(({ data }) => data)).toEqual([{ type: "retrieve-logs", agentId: one!.id }]);
  });
});

describe("hunt agent move", () => {
  it("moves exactly the named agent to a target group", async () => {
    const [one] = some("WS-", 1);
    const target = sandbox()
      .records("Targets")
      .find(({ name }) => name === "Lyon servers")!;
    const before = agents();

    const flags = ["--to", "Lyon servers", "--yes", "--unproven"];
    const { code } = await hunt(["agent", "move", one!.hostname, ...flags]);

    expect(code).toBe(0);
    const expected = before.map((each) => (each.id === one!.id ? { ...each, locationId: target.id } : each));
    expect(agents()).toEqual(expected);
  });

  it("requires --unproven, because the request is not documented", async () => {
    const [one] = some("SRV-", 1);

    const { code, stderr } = await hunt(["agent", "move", one!.hostname, "--to", "Lyon servers", "--yes"]);

    expect(code).toBe(1);
    expect(stderr).toContain("--unproven");
  });
});

describe("hunt agent is-active", () => {
  it("exits with code 3 if the agent is not connected and --exit-code is set", async () => {
    const inactive = agents().find(({ active }) => !active)!;

    const { code, stdout } = await hunt(["agent", "is-active", inactive.id, "--exit-code"]);

    expect(code).toBe(3);
    expect(stdout).toBe("false\n");
  });
});

describe("hunt agent history", () => {
  it("lists the antivirus scans of the agent only", async () => {
    const [scan] = sandbox().records("ScanHistoryTrackings");

    const { stdout } = await hunt(["agent", "history", String(scan!["agentId"]), "--json"]);

    const rows = (await expectValidOutput("agent history", stdout)) as { agentId: string }[];
    expect(new Set(rows.map(({ agentId }) => agentId))).toEqual(new Set([scan!["agentId"]]));
  });
});

describe("hunt agent policies", () => {
  it("lists the policies that apply to an agent", async () => {
    const [one] = some("SRV-", 1);

    const { stdout } = await hunt(["agent", "policies", one!.id]);

    expect(stdout.split("\n").map((line) => line.split("\t")[0])).toEqual([
      "Servers",
      "Antivirus",
      "Ransomware",
      "",
    ]);
  });
});

describe("hunt agent delete", () => {
  it("deletes exactly the record of the named agent", async () => {
    const inactive = agents().find(({ active }) => !active)!;
    const before = agents();

    const { code } = await hunt(["agent", "delete", inactive.id, "--yes"]);

    expect(code).toBe(0);
    expect(agents()).toEqual(before.filter(({ id }) => id !== inactive.id));
  });
});
