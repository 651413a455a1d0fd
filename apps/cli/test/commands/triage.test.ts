import { describe, expect, it } from "vitest";
import { signedIn } from "../support/hunt.js";
import { atHunt } from "../support/at-hunt.js";
import { inTerminal } from "../support/in-terminal.js";
import { expectValidOutput } from "../support/schema.js";

const at = atHunt({ taskSeconds: 0 });
const { sandbox, hunt } = at;

const alertId = "8acc9458-1bfe-4902-956a-7c12b1df4436";
const sha1 = "538c0c213b792d5c68788760195473fe8a7dd674";
const noSuchId = "0f8fad5b-d9cb-469f-a165-70867728950e";
const findFile = (status: string) =>
  sandbox()
    .records("QuarantinedFiles")
    .find((row) => row["status"] === status)!;

describe("hunt quarantine list", () => {
  it("filters by the alert", async () => {
    const { alertId: wanted } = findFile("Quarantined") as unknown as { alertId: string };

    const { stdout } = await hunt(["quarantine", "list", "--alert", wanted, "--json"]);

    const files = (await expectValidOutput("quarantine list", stdout)) as Record<string, unknown>[];
    expect(files.map((file) => file["alertId"])).toEqual([wanted]);
  });

  it("filters by the state in any case", async () => {
    const { stdout } = await hunt(["quarantine", "list", "--state", "quarantined", "--all", "--json"]);

    const files = JSON.parse(stdout) as { status: string }[];
    expect(new Set(files.map(({ status }) => status.toLowerCase()))).toEqual(new Set(["quarantined"]));
  });
});

describe("hunt quarantine restore", () => {
  it("creates a job for exactly the named file", async () => {
    const file = findFile("Quarantined");
    const before = sandbox().records("jobs").length;

    const { code, stdout } = await hunt(["quarantine", "restore", file.id, "--yes", "--json"]);

    expect(code).toBe(0);
    await expectValidOutput("quarantine restore", stdout);
    const jobs = sandbox().records("jobs").slice(before);
    expect(jobs.map(({ data }) => data)).toMatchObject([
      { type: "restore-file", quarantinedFileId: file.id },
    ]);
  });

  it("skips a file that is already restored", async () => {
    const { stderr } = await hunt(["quarantine", "restore", findFile("restored").id, "--yes"]);

    expect(stderr).toMatch(/is already restored\.\nNothing to do\.\n$/);
  });

  it("requires --max-affected or --expect for several files without a prompt", async () => {
    const ids = sandbox()
      .records("QuarantinedFiles")
      .filter(({ status }) => status === "Quarantined")
      .slice(0, 2)
      .map(({ id }) => id);
    const before = sandbox().records("jobs").length;

    const { code, stderr } = await hunt(["quarantine", "restore", ...ids, "--yes"]);

    expect(code).toBe(1);
    expect(stderr).toContain("--max-affected");
    expect(sandbox().records("jobs")).toHaveLength(before);
  });

  it("changes nothing if one of the files does not exist", async () => {
    const before = sandbox().records("jobs").length;

    const { code, stderr } = await hunt([
      "quarantine",
      "restore",
      findFile("Quarantined").id,
      noSuchId,
      "--yes",
      "--expect",
      "2",
    ]);

    expect(code).toBe(1);
    expect(stderr).toContain(`Quarantined files not found: ${noSuchId}. Nothing was changed.`);
    expect(sandbox().records("jobs")).toHaveLength(before);
  });
});

describe("hunt quarantine delete", () => {
  it("shows the file with --dry-run, and changes nothing", async () => {
    const file = findFile("Quarantined");
    const before = sandbox().records("jobs").length;

    const { code, stderr } = await hunt(["quarantine", "delete", file.id, "--dry-run"]);

    expect(code).toBe(0);
    expect(stderr).toContain("The command would delete 1 file at HUNT");
    expect(sandbox().records("jobs")).toHaveLength(before);
  });
});

describe("hunt alert respond", () => {
  const command = ["alert", "respond", alertId, "--extension", "terminate process", "--yes"];

  it("runs the extension on the host of the alert, and prints the task ID", async () => {
    const { code, stdout, stderr } = await hunt([...command, "--unproven", "--args", '{"name": "xmrig"}']);

    expect(code, stderr).toBe(0);
    const task = sandbox()
      .records("userTasks")
      .find(({ id }) => id === stdout.trim());
    expect(task?.["data"]).toMatchObject({ options: { extensions: [{ args: { name: "xmrig" } }] } });
  });

  it("rejects an argument that the extension does not declare, and starts nothing", async () => {
    const before = sandbox().records("userTasks").length;

    const { code, stderr } = await hunt([...command, "--unproven", "--args", '{"nam": "xmrig"}']);

    expect(code).toBe(2);
    expect(stderr).toContain('--args: unknown argument "nam" of "Terminate Process". Did you mean name?');
    expect(sandbox().records("userTasks")).toHaveLength(before);
  });

  it("shows the arguments and the missing --unproven with --dry-run", async () => {
    const args = ["--args", '{"name": "xmrig"}', "--dry-run"];

    const { code, stderr } = await hunt([...command, ...args]);

    const [first, second] = stderr.split("\n");
    expect(code).toBe(0);
    expect(first).toBe(
      "Dry run: nothing was changed. With --unproven, the command would " +
        "run Terminate Process on the hosts of 1 alert at HUNT:",
    );
    expect(second).toBe('  {"name":"xmrig"}');
  });

  it("does not require --unproven with --dry-run if HUNT_ACTION_ROUTES has the route", async () => {
    const route = { method: "POST", path: "Alerts/response", body: { where: "{where}", ids: "{ids}" } };
    const routes = { HUNT_ACTION_ROUTES: JSON.stringify({ respondToAlerts: route }) };
    const env = { ...signedIn(sandbox().url, sandbox().tokens.admin), ...routes };

    const { stderr } = await hunt([...command, "--dry-run"], { env });

    expect(stderr).toContain("Dry run: nothing was changed. The command would run Terminate Process");
  });

  it("requires --unproven, because the request is not documented", async () => {
    const before = sandbox().records("userTasks").length;

    const { code, stderr } = await hunt(command);

    expect(code).toBe(1);
    expect(stderr).toContain("--unproven");
    expect(sandbox().records("userTasks")).toHaveLength(before);
  });
});

describe("hunt file get", () => {
  it("shows the verdict, the engines, and the comments", async () => {
    const { stdout } = await inTerminal(at, ["file", "get", "e23e9d8a028e228caf8bc32c6cfbc3afac7db30d"]);

    expect(stdout).toMatchInlineSnapshot(`
      "SHA-1         e23e9d8a028e228caf8bc32c6cfbc3afac7db30d
      MD5           012e6fd4377141bfd96e5a8c3b4dde90
      SHA-256       56b942d6901d8ba52fa84191225258c93c8d88270b7230aa782e92bdc73e8a16
      Size          1445580
      Threat        Good
      Threat score  0
      Engines       0 of 70 report it as malicious
      Dwell times   1
      Comments      pipeline@example.com: Asked the owner of the machine.
      "
    `);
  });

  it("prints JSON that matches the schema", async () => {
    const { stdout } = await hunt(["file", "get", sha1.toUpperCase(), "--json"]);

    await expectValidOutput("file get", stdout);
  });
});

describe("hunt alert list --source av", () => {
  it("lists the alerts of the antivirus", async () => {
    const { stdout } = await hunt(["alert", "list", "--source", "av", "--json"]);

    const alerts = JSON.parse(stdout) as { sourceType: string }[];
    expect(new Set(alerts.map(({ sourceType }) => sourceType))).toEqual(new Set(["av"]));
  });
});

describe("hunt agent get", () => {
  it("finds an agent by the device ID of the RMM, and shows its antivirus", async () => {
    const { stdout } = await inTerminal(at, ["agent", "get", "07ad797c-2622-4850-aa3a-ba5f92749ced"]);

    expect(stdout).toMatchInlineSnapshot(`
      "Host            WS-GRA-0001
      Address         10.56.218.236
      State           active
      System          windows
      Agent version   3.17.1.6224
      Last seen       2026-03-01 11:09
      Antivirus       on, engine 1.0.2409.11
      Definitions     8.20.32.108, 2026-02-27
      Antivirus scan  2026-02-19 12:00, av-quick-scan, completed
      Organization    Copperfield Schools
      Target group    Graz servers
      Open alerts     0
      ID              eaf7d275-a668-4598-a79a-2bea51cad873
      "
    `);
  });
});
