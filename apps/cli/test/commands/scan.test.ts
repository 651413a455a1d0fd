import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { atHunt } from "../support/at-hunt.js";
import { environment, script, signedIn } from "../support/hunt.js";
import { inTerminal } from "../support/in-terminal.js";
import { expectValidOutput } from "../support/schema.js";

/** Instances on which tasks end immediately, and on which they do not end during a test. */
const quick = atHunt({ taskSeconds: 0 });
const slow = atHunt({ taskSeconds: 3_600 });
const { sandbox, hunt } = quick;

const group = "Aarhus servers";
const host = (at = quick): string =>
  String(
    at
      .sandbox()
      .records("Agents")
      .find((row) => row["active"] === true)!["hostname"],
  );
/** HUNT then counts no alerts. */
const findNoAlerts = (): void =>
  sandbox().faults.add({
    match: "GET Alerts/count",
    kind: "status",
    status: 200,
    body: { count: 0 },
    times: "always",
  });
const taskId = expect.stringMatching(/^[0-9a-f-]{36}\n$/) as string;

describe("hunt scan", { timeout: 90_000 }, () => {
  it("starts a scan of a host, and prints the ID of the task", async () => {
    expect(await hunt(["scan", host()])).toEqual({
      code: 0,
      stdout: taskId,
      stderr: `✓ Started a scan of the host ${host()}.\n`,
    });
  });

  it("starts a scan of a target group with options and an extension", async () => {
    const args = ["scan", group.toLowerCase(), "--options", "process", "--extension", "E-Discovery"];

    expect(await hunt(args)).toEqual({
      code: 0,
      stdout: taskId,
      stderr: `✓ Started a scan of the target group ${group}.\n`,
    });
  });

  it("prints JSON that matches the schema", async () => {
    const { stdout } = await hunt(["scan", host(), "--json"]);

    await expectValidOutput("scan", stdout);
  });

  it("exits with code 3 with --fail-on if an alert is at least as severe", async () => {
    const { code, stdout } = await hunt(["scan", group, "--wait", "--fail-on", "low", "--json"]);

    const report = (await expectValidOutput("scan", stdout)) as {
      hosts: number;
      alerts: Record<string, number>;
      scanId: string;
    };
    const alerts = sandbox()
      .records("Alerts")
      .filter((row) => row["scanId"] === report.scanId);
    expect(code).toBe(3);
    expect(report.hosts).toBeGreaterThan(0);
    expect(Object.values(report.alerts).reduce((sum, number) => sum + number)).toBe(alerts.length);
  });

  it("exits with code 4 with --fail-on if some hosts could not be scanned, and names the flag that accepts it", async () => {
    findNoAlerts();

    const { code, stderr } = await hunt(["scan", group, "--wait", "--fail-on", "critical"]);

    expect(code).toBe(4);
    expect(stderr).toContain(
      "hunt: 15 of 138 hosts could not be scanned, so --fail-on cannot pass.\nTo accept this, add --allow-partial.\n",
    );
  });

  it("exits with code 0 with --allow-partial if some hosts could not be scanned", async () => {
    findNoAlerts();

    const { code } = await hunt(["scan", group, "--wait", "--fail-on", "critical", "--allow-partial"]);

    expect(code).toBe(0);
  });

  it("exits with code 4 with --allow-partial if no host could be scanned", async () => {
    const created = await hunt(["target", "create", "Offline", "--controller-group", "Branch offices"]);
    const address = { hostname: "offline-1", accessible: false, targetId: created.stdout.trim() };
    await hunt(["api", "POST", "Addresses", "--body", JSON.stringify(address)]);

    const { code, stderr } = await hunt(["scan", "Offline", "--wait", "--fail-on", "low", "--allow-partial"]);

    expect(stderr).toContain("The host could not be scanned, so --fail-on cannot pass.");
    expect(code).toBe(4);
    expect(stderr).not.toContain("--allow-partial");
  });

  it("exits with code 4 with --fail-on if HUNT returns no results", async () => {
    const body = { id: "0f8fad5b-d9cb-469f-a165-70867728950e", status: "Completed", data: null };
    sandbox().faults.add({ match: "GET userTasks/*", kind: "status", status: 200, body, times: "always" });

    const { code, stderr } = await hunt(["scan", group, "--wait", "--fail-on", "critical"]);

    expect(code).toBe(4);
    expect(stderr).toContain("HUNT returned no results for this scan, so --fail-on cannot pass.");
  });

  it("prints the number of hosts and alerts with --wait", async () => {
    const { code, stdout } = await inTerminal(quick, ["scan", group, "--wait"]);
    expect({
      code,
      stdout: stdout
        .split("SEVERITY")[0]!
        .replaceAll(/[0-9a-f-]{36}/g, "<id>")
        .replaceAll(/\d+(?= (critical|high|medium|low))/g, "N"),
    }).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stdout": "Hosts   138, 15 could not be scanned
      Alerts  N critical, N high, N medium, N low
      Scan    <id>
      Task    <id>
      ",
      }
    `);
  });

  it("prints on Ctrl+C how to wait for the scan or cancel it", async () => {
    const child = spawn(process.execPath, [script, "scan", host(slow), "--wait"], {
      env: environment(signedIn(slow.sandbox().url, slow.sandbox().tokens.admin)),
    });
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    await expect.poll(() => slow.sandbox().requests.some(({ path }) => /userTasks\//i.test(path))).toBe(true);
    child.kill("SIGINT");
    expect((await once(child, "close"))[0]).toBe(130);
    const { id } = slow.sandbox().records("userTasks").at(-1)!;
    expect(stderr).toContain(
      `Interrupted.\nThe task continues in HUNT.\nTo wait for it, run: hunt task wait ${id}\nTo cancel it, run: hunt task cancel ${id}\n`,
    );
  });

  it("prints how to check whether the scan started if the connection is lost", async () => {
    sandbox().faults.add({ match: "POST targets/scan", kind: "reset-after-headers", times: "always" });

    const { code, stdout, stderr } = await hunt(["scan", host()]);

    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain("The task may have started. Run `hunt task list` before you retry.");
  });

  it("prints in hunt respond how to check whether the task started if the connection is lost", async () => {
    sandbox().faults.add({ match: "POST targets/scan", kind: "reset-after-headers", times: "always" });

    const { code, stderr } = await hunt(["respond", host(), "--extension", "Terminate Process", "--yes"]);

    expect(code).toBe(1);
    expect(stderr).toContain("The task may have started");
  });

  it.each([
    [["Aarhus server"], 1, 'No target group named "Aarhus server" found. Did you mean Aarhus servers?'],
    [["%", "--add-host"], 1, 'No target group named "%" found.'],
    [
      ["no-such-host"],
      1,
      'No target group, no active agent, and no reachable address named "no-such-host" found. Nothing was changed.',
    ],
    [["no-such-host"], 1, "To add the host to a target group, use --add-host."],
    [["no-such-host", "--add-host"], 1, "The new target group OnDemand was removed."],
    [
      ["no-such-host", "--add-host", "--target-group", "Lyon workstations"],
      1,
      "To discover the host, run: hunt query create no-such-host --value no-such-host --target-group 'Lyon workstations', " +
        "and then: hunt target enumerate 'Lyon workstations' --query no-such-host --wait",
    ],
    [["999.1.1.1", "--add-host"], 2, 'host: "999.1.1.1" is not a valid IP address.'],
    [["x", "--fail-on", "high"], 2, "--fail-on requires --wait."],
    [["x", "--timeout", "5"], 2, "--timeout requires --wait."],
    [["x", "--wait", "--allow-partial"], 2, "--allow-partial requires --fail-on."],
    [["x", "--options", "empty"], 2, "--options is empty, so the scan has nothing to do."],
    [["x", "--options", "procss"], 2, "Use default, empty, or some of process, module"],
    [["x", "--enumerate"], 1, '--enumerate requires a target group. No target group named "x" found.'],
    [[group, "--add-host"], 2, "--add-host requires a host"],
    [[group, "--credential", "y"], 2, "--credential requires a host"],
    [
      [group, "--extension", "nothing"],
      1,
      '"nothing" does not exist in HUNT. Existing names: "Amcache Parser"',
    ],
  ])("rejects an invalid scan, and prints what to do: %j", async (args, code, words) => {
    const outcome = await hunt(["scan", ...args]);
    expect({ ...outcome, stderr: outcome.stderr.replaceAll("\n", " ") }).toEqual({
      code,
      stdout: "",
      stderr: expect.stringContaining(words) as string,
    });
  });
});

describe("hunt scan --enumerate", { timeout: 90_000 }, () => {
  it("names the command that creates a discovery query if the target group has none", async () => {
    await hunt(["target", "create", "No queries", "--controller-group", "Branch offices"]);

    const { code, stderr } = await hunt(["scan", "No queries", "--enumerate"]);

    const [message, advice] = stderr.split("\n");
    expect(code).toBe(1);
    expect(message).toBe(
      'hunt: The target group "No queries" has no discovery query, so --enumerate has nothing to discover.',
    );
    expect(advice).toMatch(
      /: hunt query create 'No queries' --value 10\.0\.0\.0\/24 --target-group 'No queries'$/,
    );
  });

  it("does not miss a query that the command has created", async () => {
    await hunt(["target", "create", "With a query", "--controller-group", "Branch offices"]);
    const create = ["query", "create", "With a query", "--value", "10.0.0.0/24"];
    expect((await hunt([...create, "--target-group", "With a query"])).code).toBe(0);

    const { stderr } = await hunt(["scan", "With a query", "--enumerate"]);

    expect(stderr).not.toContain("discovery query");
  });
});

describe("hunt scan, for an unknown host", { timeout: 90_000 }, () => {
  it("sends no write for an unknown host without --add-host", async () => {
    const before = sandbox().records("Targets").length;

    await hunt(["scan", "no-such-host"]);

    expect(sandbox().requests.filter(({ method }) => method !== "GET")).toEqual([]);
    expect(sandbox().records("Targets")).toHaveLength(before);
  });

  it("suggests the nearest host if a host is unknown", async () => {
    const { stderr } = await hunt(["scan", `${host()}0`]);

    expect(stderr).toContain(`Did you mean ${host()}?`);
  });

  it("explains that the agent is not active if the host exists", async () => {
    const { hostname } = sandbox()
      .records("Agents")
      .find(({ active }) => active === false)!;

    const { code, stderr } = await hunt(["scan", String(hostname)]);

    expect(code).toBe(1);
    expect(stderr).toContain(`The host "${String(hostname)}" has no active agent and no reachable address.`);
    expect(stderr).not.toContain("Did you mean");
  });

  it("sends no write in hunt respond for an unknown host without --add-host", async () => {
    const args = ["respond", "no-such-host", "--extension", "Terminate Process", "--yes"];

    const { code, stderr } = await hunt(args);

    expect(code).toBe(1);
    expect(stderr).toContain('No active agent and no reachable address named "no-such-host" found.');
    expect(sandbox().requests.filter(({ method }) => method !== "GET")).toEqual([]);
  });
});

describe("hunt scan --wait", { timeout: 90_000 }, () => {
  it("shows the worst alerts of a scan, and the command that lists them all", async () => {
    const { stdout, stderr } = await inTerminal(quick, ["scan", group, "--wait", "--fail-on", "low"]);

    const scanId = /^Scan +(\S+)$/m.exec(stdout)![1]!;
    const found = sandbox()
      .records("Alerts")
      .filter((row) => row["scanId"] === scanId)
      .map((row) => String(row["severity"]));
    const worst = ["critical", "high", "medium", "low"].find((severity) => found.includes(severity));
    const shown = stdout.split("\n").filter((line) => /^(critical|high|medium|low) /.test(line));
    expect(shown).toHaveLength(Math.min(10, found.length));
    expect(shown[0]).toMatch(new RegExp(`^${worst} `));
    expect(stderr).toContain(
      `hunt alert list --where '{"scanId":"${scanId}","severity":{"inq":["critical","high","medium","low"]}}' --all`,
    );
  });
});

describe("hunt scan, with a response extension", { timeout: 90_000 }, () => {
  const isolate = ["--extension", "host isolation", "--options", "empty"];
  const writes = () => sandbox().requests.filter(({ method }) => method !== "GET");

  it("requires a confirmation for a target group, and names the extension and the number of hosts", async () => {
    const { code, stderr } = await hunt(["scan", group, ...isolate]);

    expect(code).toBe(2);
    expect(stderr).toContain(
      `Run Host Isolation with a scan of the target group ${group} (138 hosts) at HUNT: the confirmation prompt requires a terminal.`,
    );
    expect(writes()).toEqual([]);
  });

  it("requires a confirmation for a host", async () => {
    const { code, stderr } = await hunt(["scan", host(), "--extension", "Force System Reboot"]);

    expect(code).toBe(2);
    expect(stderr).toContain(`Run Force System Reboot with a scan of the host ${host()} (1 host) at HUNT`);
    expect(writes()).toEqual([]);
  });

  it("starts nothing with --yes if there are several hosts, but no --max-affected", async () => {
    const { code, stderr } = await hunt(["scan", group, ...isolate, "--yes"]);

    expect(code).toBe(1);
    expect(stderr).toContain("but the limit is 1.");
    expect(writes()).toEqual([]);
  });

  it("starts with --yes if --max-affected allows all hosts", async () => {
    const { code, stdout } = await hunt(["scan", group, ...isolate, "--yes", "--max-affected", "138"]);

    expect({ code, stdout }).toEqual({ code: 0, stdout: taskId });
  });

  it("starts nothing with --enumerate, because the hosts are not known yet", async () => {
    const { code, stderr } = await hunt(["scan", group, ...isolate, "--yes", "--enumerate"]);

    expect(code).toBe(2);
    expect(stderr).toContain("--enumerate cannot be used with a response extension");
    expect(writes()).toEqual([]);
  });
});

describe("hunt scan, with the flags of a change", { timeout: 90_000 }, () => {
  it("starts nothing with --dry-run, also without a response extension", async () => {
    const { code, stderr } = await hunt(["scan", host(), "--dry-run"]);

    expect(code).toBe(0);
    expect(stderr).toContain(`The command would scan the host ${host()} (1 host) at HUNT`);
    expect(sandbox().requests.filter(({ method }) => method !== "GET")).toEqual([]);
  });

  it("checks --max-affected without asking if no extension acts on hosts", async () => {
    const rejected = await hunt(["scan", group, "--max-affected", "137"]);
    const started = await hunt(["scan", group, "--max-affected", "138"]);

    expect(rejected.stderr).toContain("but the limit is 137.");
    expect(rejected.code).toBe(1);
    expect(started.code).toBe(0);
  });
});

describe("hunt respond", { timeout: 90_000 }, () => {
  const respond = (...flags: string[]): string[] => [
    "respond",
    host(),
    "--extension",
    "terminate process",
    "--args",
    '{"path": "C:\\\\x"}',
    ...flags,
  ];

  it("prints the host, the extension, and its arguments with --dry-run", async () => {
    const { code, stderr } = await hunt(respond("--dry-run"));

    expect(code).toBe(0);
    expect(stderr).toBe(
      `Dry run: nothing was changed. The command would run Terminate Process on ${host()} at HUNT:\n  {"path":"C:\\\\x"}\n`,
    );
  });

  it.each([
    ['{"pat":"x"}', 'unknown argument "pat" of "Terminate Process". Did you mean path?'],
    ['{"path":5}', '"path" of "Terminate Process" must be a string, not 5.'],
  ])("rejects other arguments than the extension declares with --dry-run: %s", async (json, message) => {
    const { code, stderr } = await hunt([...respond("--dry-run"), "--args", json].toSpliced(4, 2));

    expect(code).toBe(2);
    expect(stderr).toBe(`hunt: --args: ${message}\n`);
  });

  it("requires a confirmation", async () => {
    const { code } = await hunt(respond());

    expect(code).toBe(2);
  });

  it("prints the output of the extension with --wait", async () => {
    const { code, stdout } = await inTerminal(quick, respond("--yes", "--wait"));
    expect({ code, stdout: stdout.replaceAll(host(), "HOST").replaceAll(/ {2,}/g, "  ") })
      .toMatchInlineSnapshot(`
        {
          "code": 0,
          "stdout": "HOST  EXTENSION  RESULT  OUTPUT
        HOST  Terminate Process  done  Terminate Process started on HOST · Arguments: {"path":"C:\\\\x"} · Termin…
        ",
        }
      `);
  });

  it("prints the results with --wait as valid JSON", async () => {
    const { stdout } = await hunt(respond("--yes", "--wait", "--json"));

    expect(await expectValidOutput("respond", stdout)).toMatchObject({
      results: [{ name: "Terminate Process", success: true }],
    });
  });

  it("prints valid JSON without results if it does not wait", async () => {
    const { stdout } = await hunt(respond("--yes", "--json"));

    expect(await expectValidOutput("respond", stdout)).toMatchObject({ scanId: null, results: null });
  });

  it.each([
    [[], "Missing required flag --extension."],
    [
      ["--extension", "Terminate Process", "--args", "{path: 1}"],
      "Invalid JSON in --args at line 1, column 2",
    ],
    [["--extension", "Terminate Process", "--args", "[1]"], "The value of --args is not a JSON object."],
  ])("rejects an invalid response, and prints what to do: %j", async (args, words) => {
    expect(await hunt(["respond", host(), ...args])).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining(words) as string,
    });
  });
});

describe("hunt respond, with an extension of another type", () => {
  it("names the command that lists the response extensions", async () => {
    expect(await hunt(["respond", host(), "--extension", "E-Discovery", "--yes"])).toEqual({
      code: 1,
      stdout: "",
      stderr:
        'hunt: No response extension named "E-Discovery" found.\nRun `hunt extension list --type response` to list the response extensions.\n',
    });
  });
});

describe("a host whose name several agents have", () => {
  const respond = ["--extension", "Terminate Process", "--yes"];
  const create = async (hostname: string, ipstring: string): Promise<string> => {
    const body = { hostname, ipstring, active: true };
    return (
      JSON.parse((await hunt(["api", "POST", "Agents", "--body", JSON.stringify(body)])).stdout) as {
        id: string;
      }
    ).id;
  };
  const listHosts = (task: string) =>
    sandbox()
      .records("userTaskItems")
      .filter(({ userTaskId }) => userTaskId === task)
      .map(({ name }) => name);

  it.each([
    ["respond", respond],
    ["scan", []],
  ])("is selected by the ID of its agent in hunt %s", async (command, flags) => {
    const name = `TWIN-${command}`;
    await create(name, "10.99.0.1");
    const id = await create(name.toLowerCase(), "10.99.0.2");

    const ambiguous = await hunt([command, name, ...flags]);
    const { code, stdout, stderr } = await hunt([command, id, ...flags]);

    expect(ambiguous.code).toBe(1);
    expect(ambiguous.stderr).toContain("2 active agents are named");
    expect(ambiguous.stderr).toContain("You can also use the ID of an agent instead of the name.");
    expect(stderr).toContain(`${name.toLowerCase()}.`);
    expect(code).toBe(0);
    expect(listHosts(stdout.trim())).toEqual([name.toLowerCase()]);
  });

  it("is rejected by the ID of an agent that is not active", async () => {
    const { id } = sandbox()
      .records("Agents")
      .find(({ active }) => active === false)!;

    const { code, stderr } = await hunt(["respond", id, ...respond]);

    expect(code).toBe(2);
    expect(stderr).toBe(
      `hunt: The agent ${id} is not active, so HUNT cannot reach its host.\nNothing was started.\n`,
    );
  });
});

describe("hunt task", { timeout: 90_000 }, () => {
  it("lists a task, shows it, and waits for it", async () => {
    const id = (await hunt(["scan", host()])).stdout.trim();
    await expectValidOutput(
      "task list",
      (await hunt(["task", "list", "--since", "2026-03-01", "--json"])).stdout,
    );
    const listed = await hunt(["task", "list", "--since", "2026-03-01"]);
    expect(listed.stdout).toMatch(
      new RegExp(
        `^Completed\\t100 %\\tScan\\tScan: ${host()}\\t2026-03-01T[^\\t]+\\t2026-03-01T[^\\t]+\\t${id}$`,
        "m",
      ),
    );
    expect((await hunt(["task", "list", "--running"])).stderr).toBe("No tasks found.\n");
    const { scanId } = (
      (await expectValidOutput("task get", (await hunt(["task", "get", id, "--json"])).stdout)) as {
        data: { scanId: string };
      }
    ).data;
    expect(await hunt(["task", "wait", id])).toEqual({
      code: 0,
      stdout: `${scanId}\n`,
      stderr: `✓ Task ended: Scan: ${host()}: Complete\n`,
    });
    await expectValidOutput("task wait", (await hunt(["task", "wait", id, "--json"])).stdout);
  });

  it("exits with code 1 if a task ends in Error", async () => {
    const id = "0f8fad5b-d9cb-469f-a165-70867728950e";
    const body = { id, name: "Scan of Berlin", status: "Error", message: "Illegal condition" };
    sandbox().faults.add({ match: "GET userTasks/*", kind: "status", status: 200, body });

    const { code, stdout, stderr } = await hunt(["task", "wait", id]);

    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain(`task ${id} (Scan of Berlin): it failed: Illegal condition.`);
  });

  it("cancels a running task after a confirmation, and exits with code 1 if you wait for it", async () => {
    const id = (await slow.hunt(["scan", group])).stdout.trim();
    expect((await slow.hunt(["task", "list", "--running"])).stdout).toContain(id);
    expect((await slow.hunt(["task", "cancel", id])).code).toBe(2);
    await expectValidOutput(
      "task cancel",
      (await slow.hunt(["task", "cancel", id, "--yes", "--json"])).stdout,
    );
    expect((await slow.hunt(["task", "cancel", id, "--yes"])).stderr).toBe(
      `Skipped, because it has ended: Cancelled  Scan: ${group}  ${id}\nNothing to do.\n`,
    );
    expect(await slow.hunt(["task", "wait", id])).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringContaining("it was cancelled") as string,
    });
  });

  it("exits with code 1 if a task does not exist", async () => {
    for (const word of ["get", "wait", "cancel"])
      expect((await hunt(["task", word, "4f1c09d2-8a4b-4c53-9d1e-2f6f0b1c7a55"])).code).toBe(1);
  });
});
