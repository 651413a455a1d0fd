import { describe, expect, it } from "vitest";
import { atHunt } from "../support/at-hunt.js";
import { inTerminal } from "../support/in-terminal.js";
import { expectValidOutput } from "../support/schema.js";

const at = atHunt({ taskSeconds: 0 });
const { sandbox, hunt } = at;

const scanId = "7e1aef27-d823-4bbf-a6db-d6321495e47d";
const taskId = "b2d89de3-b155-4fda-b00d-98036d6e43f0";
const read = async (name: string, args: readonly string[]) => {
  const { stdout, stderr } = await hunt([...name.split(" "), ...args, "--json"]);
  expect(stderr).not.toContain("hunt:");
  return (await expectValidOutput(name, stdout)) as Record<string, unknown>[];
};

describe("hunt result list", () => {
  it("filters by target group, newest first", async () => {
    const scans = await read("result list", ["--target-group", "Lyon workstations"]);

    const times = scans.map((scan) => String(scan["startedOn"]));
    expect(scans.map((scan) => scan["targetList"])).toContain("Lyon workstations");
    expect(times).toEqual(times.toSorted().reverse());
  });
});

describe("hunt result get", () => {
  it("shows the results of the scan of a task that has ended", async () => {
    const { code, stdout } = await hunt(["result", "get", taskId, "--json"]);

    expect(code).toBe(0);
    const report = (await expectValidOutput("result get", stdout)) as Record<string, unknown>;
    expect(report).toMatchObject({
      taskId,
      status: "Completed",
      scanId: "361ee6ee-5e24-42b2-9f9a-60d7889d1563",
    });
  });

  it("accepts the ID of a scan", async () => {
    const { stdout } = await hunt(["result", "get", scanId, "--json"]);

    expect(JSON.parse(stdout)).toMatchObject({ taskId: null, scanId });
  });

  it("exits with code 1 if neither a task nor a scan has the ID", async () => {
    const { code, stdout } = await hunt(["result", "get", "0f8fad5b-d9cb-469f-a165-70867728950e"]);

    expect(code).toBe(1);
    expect(stdout).toBe("");
  });
});

describe("hunt result hosts", () => {
  it("lists only the hosts of the scan", async () => {
    const hosts = await read("result hosts", [scanId, "--all"]);

    const own = sandbox()
      .records("ScanHosts")
      .filter((row) => row["scanId"] === scanId);
    expect(new Set(hosts.map(({ id }) => id))).toEqual(new Set(own.map(({ id }) => id)));
  });
});

describe("hunt result host", () => {
  it("shows the result of a host, with its alerts", async () => {
    const [alert] = sandbox().records("Alerts") as [{ scanId: string; hostname: string; id: string }];

    const { code, stdout, stderr } = await hunt(["result", "host", alert.scanId, alert.hostname, "--json"]);

    expect(code, stderr).toBe(0);
    const result = (await expectValidOutput("result host", stdout)) as { alerts: { id: string }[] };
    expect(result.alerts.map(({ id }) => id)).toContain(alert.id);
  });

  it("names the command that lists the hosts if the host is not part of the scan", async () => {
    const { code, stderr } = await hunt(["result", "host", scanId, "NOWHERE"]);

    expect(code).toBe(1);
    expect(stderr).toBe(
      `hunt: The host "NOWHERE" is not part of the scan.\nTo list its hosts, run: hunt result hosts ${scanId}\n`,
    );
  });
});

describe("hunt result output", () => {
  it("shows the output of the extension that a response ran", async () => {
    const { stdout: started } = await hunt([
      "respond",
      "SRV-LEI-0012",
      "--extension",
      "Terminate Process",
      "--yes",
    ]);
    await hunt(["task", "wait", started.trim()]);

    const results = await read("result output", [started.trim()]);

    expect(results).toMatchObject([{ hostname: "SRV-LEI-0012", name: "Terminate Process", success: true }]);
  });
});

describe("hunt finding list", () => {
  it("lists the findings of a scan by type", async () => {
    const findings = await read("finding list", ["--type", "process,module", "--scan", scanId, "--all"]);

    expect(new Set(findings.map(({ eventType }) => eventType))).toEqual(new Set(["Process", "Module"]));
    expect(new Set(findings.map((finding) => finding["scanId"]))).toEqual(new Set([scanId]));
  });

  it("rejects a host that does not exist, and suggests a similar one", async () => {
    const { code, stderr } = await hunt(["finding", "list", "--type", "process", "--host", "SRV-LEI-001"]);

    expect(code).toBe(1);
    expect(stderr).toContain('No host named "SRV-LEI-001" found.');
  });

  it("rejects a --scan that is not an ID", async () => {
    const { code, stderr } = await hunt(["finding", "list", "--type", "process", "--scan", "nope"]);

    expect(code).toBe(2);
    expect(stderr).toBe(
      'hunt: Invalid value "nope" for --scan.\n' +
        "Use the ID of a scan or of its task. Run `hunt task list` to list tasks with their IDs.\n",
    );
  });

  it("reports a --scan that does not exist", async () => {
    const unknownId = "11111111-7d1f-4c1e-9a55-3a1f6c0d2b7e";

    const { code, stderr } = await hunt(["finding", "list", "--type", "process", "--scan", unknownId]);

    expect(code).toBe(1);
    expect(stderr).toBe(
      `hunt: No scan and no task with the ID "${unknownId}" found.\n` +
        "Check the ID and the instance. Run `hunt task list` to list tasks with their IDs.\n",
    );
  });

  it("requires --type", async () => {
    const { code, stderr } = await hunt(["finding", "list"]);

    expect(code).toBe(2);
    expect(stderr).toContain("Missing required flag --type.");
  });
});

describe("hunt vulnerability list", () => {
  it("filters by severity", async () => {
    const found = await read("vulnerability list", ["--severity", "critical", "--limit", "5"]);

    expect(new Set(found.map(({ severity }) => severity))).toEqual(new Set(["critical"]));
  });
});

describe("hunt vulnerability list --host", () => {
  it("rejects a host that does not exist, and suggests a similar one", async () => {
    const { code, stderr } = await hunt(["vulnerability", "list", "--host", "SRV-LEI-00122"]);

    expect(code).toBe(1);
    expect(stderr).toMatch(/No host named "SRV-LEI-00122" found\.\nDid you mean .*SRV-LEI-0012/);
  });
});

describe("hunt compliance items", () => {
  it("lists what a host did not pass", async () => {
    const [{ id }] = sandbox().records("complianceresultinstances") as [{ id: string }];

    const items = await read("compliance items", [id, "--failed"]);

    const failed = sandbox()
      .records("complianceresultitems")
      .filter((item) => item["complianceResultId"] === id && item["passed"] === false);
    expect(items).toHaveLength(failed.length);
  });
});

describe("hunt task items", () => {
  it("lists only the items of the task, with their messages", async () => {
    const id = "e403a0e9-b395-478f-9b70-dd4f713eedc4";

    const items = await read("task items", [id, "--messages"]);

    expect(items.map((item) => item["userTaskId"])).toEqual([id, id]);
    expect(items.every((item) => Array.isArray(item["messages"]))).toBe(true);
  });

  it("is a table in a terminal", async () => {
    const { stdout } = await inTerminal(at, ["task", "items", "e403a0e9-b395-478f-9b70-dd4f713eedc4"]);

    expect(stdout.split("\n")[0]).toMatch(/^STATUS +TYPE +NAME +MESSAGE +ENDED +ID$/);
  });
});
