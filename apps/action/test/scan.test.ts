import type { RunOptions } from "@huntkit/test-kit";
import type { Fault } from "@huntkit/sandbox";
import { describe, expect, it } from "vitest";
import { toScan } from "../src/scan/start-scan.js";
import { parseStepInputs, run, useSandbox } from "./helpers.js";

const quick = useSandbox({ taskSeconds: 1 });
const slow = useSandbox({ taskSeconds: 3_600 });

const scan = (
  sandbox: ReturnType<typeof quick>,
  inputs: Record<string, string>,
  options: Partial<RunOptions> = {},
) => run({ instance: sandbox.url, token: sandbox.tokens.admin, ...inputs }, options);
const statusOf = (sandbox: ReturnType<typeof quick>) => sandbox.records("userTasks").at(-1)!["status"];

describe("scan", () => {
  it("scans a target group by its exact name, logs the progress, and reports the results", async () => {
    const [group] = quick().records("targets");
    const { exitCode, log, outputs, summary, annotations } = await scan(quick(), {
      scan: String(group!["name"]),
      "scan-options": "process, memory",
      "scan-extensions": "Host Isolation Restore",
    });
    expect({ exitCode, annotations }).toEqual({ exitCode: 0, annotations: [] });
    const scanId = outputs["scan-id"]!;
    const hosts = quick()
      .records("ScanHosts")
      .filter((host) => host["scanId"] === scanId);
    const alerts = quick()
      .records("Alerts")
      .filter((alert) => alert["scanId"] === scanId);
    expect(hosts.length * alerts.length).toBeGreaterThan(0);
    expect(outputs["scan-alerts"]).toBe(String(alerts.length));
    const progress = log
      .filter((line) => /^\d+ s, \d+ %/.test(line))
      .map((line) => line.replace(/^\d+ s, /, ""));
    expect(progress.length).toBeGreaterThan(1);
    expect(new Set(progress).size).toBe(progress.length);
    expect(progress.at(-1)).toMatch(/^100 %, Completed/);
    for (const severity of ["critical", "high", "medium", "low"])
      expect(summary).toMatch(
        new RegExp(
          `^${severity} +█* +${alerts.filter((alert) => alert["severity"] === severity).length}$`,
          "m",
        ),
      );
    expect(summary).toContain(`on ${hosts.length} hosts`);
    expect(quick().records("userTasks").at(-1)).toMatchObject({ relatedId: group!.id, type: "Scan" });
  });

  it("scans a host if no target group has the name", async () => {
    const agent = quick()
      .records("Agents")
      .find(({ active }) => active)!;
    const { log, outputs } = await scan(quick(), { scan: String(agent["hostname"]) });
    expect(log).toContain(
      `No target group is named "${String(agent["hostname"])}", so the host with this name or address is scanned.`,
    );
    expect(
      quick()
        .records("ScanHosts")
        .filter((host) => host["scanId"] === outputs["scan-id"])
        .map(({ hostname }) => hostname),
    ).toEqual([agent["hostname"]]);
  });

  it("fails on the alerts of this scan only", async () => {
    const agent = quick()
      .records("Agents")
      .find(({ active }) => active)!;

    const { outputs, exitCode, annotations, summary } = await scan(quick(), {
      scan: String(agent["hostname"]),
      "fail-on-severity": "low",
    });

    const ofScan = quick()
      .records("Alerts")
      .filter(({ scanId }) => scanId === outputs["scan-id"]);
    expect(ofScan.length).toBeGreaterThan(0);
    expect(exitCode).toBe(1);
    expect(outputs["alerts"]).toBe(String(ofScan.length));
    expect(annotations).toHaveLength(ofScan.length);
    expect(summary).toMatch(/^### ❌ \d+ alerts? of severity low, medium, high, critical in this scan$/m);
  });

  it("passes if the scan raised no alert of the severity, although the instance has new ones", async () => {
    const agent = quick()
      .records("Agents")
      .find(({ active }) => active)!;
    // The report on the scan counts its alerts first, in five requests.
    const none = { kind: "status", status: 200, body: { count: 0 } } as const;
    quick().faults.add({ match: "GET Alerts/count", skip: 5, times: "always", ...none });

    const { outputs, exitCode, annotations } = await scan(quick(), {
      scan: String(agent["hostname"]),
      "fail-on-severity": "low",
    });

    quick().faults.clear();
    expect(outputs["alerts"]).toBe("0");
    expect(annotations).toEqual([]);
    expect(exitCode).toBe(0);
  });

  it("reports a scan without results in one annotation, and does not pass the gate", async () => {
    const [{ name }] = quick().records("Targets") as unknown as [{ name: string }];
    const body = { id: "task-1", status: "Completed", relatedId: null, data: null };
    quick().faults.add({ match: "GET userTasks/*", kind: "status", status: 200, body, times: "always" });

    const { exitCode, annotations, log, outputs } = await scan(quick(), {
      scan: name,
      "fail-on-severity": "high",
    });

    quick().faults.clear();
    expect(exitCode).toBe(1);
    expect(annotations.map(({ level, title }) => [level, title])).toEqual([["error", "The scan"]]);
    expect(log).toContain("The gate: nothing was counted, since the scan has no results.");
    expect(outputs["alerts"]).toBeUndefined();
  });

  it("has a section in the job summary with the text of the annotation if it did not begin", async () => {
    const { annotations, summary, log } = await scan(quick(), {
      scan: "nothing-of-the-kind",
      "fail-on-severity": "high",
    });

    expect(annotations).toHaveLength(1);
    expect(summary).toContain(`### ❌ The scan did not begin\n\n\`${annotations[0]!.message}\``);
    expect(log).toContain("The gate: nothing was counted, since the scan has no results.");
  });

  it("fails if the task ends in Error", async () => {
    const [{ name }] = quick().records("Targets") as unknown as [{ name: string }];
    const body = { id: "task-1", status: "Error", message: "The condition is illegal" };
    quick().faults.add({ match: "GET userTasks/*", kind: "status", status: 200, body, times: "always" });

    const failed = await scan(quick(), { scan: name });

    quick().faults.clear();
    expect(failed.exitCode).toBe(1);
    expect(failed.annotations[0]?.message).toContain("it failed: The condition is illegal");
  });

  it("fails if the task does not start", async () => {
    const empty = await fetch(`${quick().api}/targets`, {
      method: "POST",
      headers: { authorization: quick().tokens.admin, "content-type": "application/json" },
      body: JSON.stringify({ name: "Empty" }),
    });
    expect(empty.ok).toBe(true);
    const unmatched = await scan(quick(), { scan: "Empty" });
    expect(unmatched).toMatchObject({
      exitCode: 1,
      annotations: [
        {
          level: "error",
          title: "The scan did not begin",
          message: expect.stringContaining("no host matches"),
        },
      ],
    });
  });

  it("fails with the nearest target group, and creates nothing, if the name is misspelled", async () => {
    const name = String(quick().records("targets")[0]!["name"]);
    const groups = quick().records("targets").length;

    const { exitCode, annotations } = await scan(quick(), { scan: name.toLowerCase() });

    expect(exitCode).toBe(1);
    expect(annotations).toEqual([
      {
        level: "error",
        title: "The scan did not begin",
        message:
          `Invalid value "${name.toLowerCase()}" for 'scan'. No target group or host has this name. ` +
          `Did you mean ${name}? (ACTION_SCAN_NOT_STARTED)`,
      },
    ]);
    expect(quick().records("targets")).toHaveLength(groups);
  });

  it("names the nearest host if the name of a host is misspelled", async () => {
    const agent = quick()
      .records("Agents")
      .find(({ active }) => active)!;

    const { annotations } = await scan(quick(), { scan: `${String(agent["hostname"])}x` });

    expect(annotations[0]!.message).toContain(`Did you mean ${String(agent["hostname"])}?`);
  });

  it("scans an IP address that HUNT has not seen", async () => {
    const { annotations } = await scan(quick(), { scan: "192.0.2.1" });

    expect(annotations[0]!.message).toContain("no active agent");
  });

  it.each<[string, Fault, boolean]>([
    ["the connection breaks during the response", { kind: "reset-after-headers" }, true],
    ["the response is not valid JSON", { kind: "invalid-json" }, true],
    ["a proxy times out", { kind: "status", status: 504 }, true],
    ["HUNT denies the request", { kind: "status", status: 403 }, false],
    ["HUNT fails with 500", { kind: "status", status: 500 }, false],
  ])("reports whether the scan may have started if %s", async (_, fault, mayRun) => {
    const [group] = quick().records("targets");
    quick().faults.add({ match: "POST targets/*", times: "always", ...fault });
    const { exitCode, annotations } = await scan(quick(), { scan: String(group!["name"]) });
    expect({ exitCode, titles: annotations.map(({ title }) => title) }).toEqual({
      exitCode: 1,
      titles: [mayRun ? "The scan may have begun" : "The scan did not begin"],
    });
  });

  it("names the task that started if the response was lost", async () => {
    const [group] = quick().records("targets");
    const before = quick().records("userTasks").length;
    quick().faults.add({ match: "POST targets/*", kind: "reset-after-headers" });
    const { annotations } = await scan(quick(), { scan: String(group!["name"]) });
    expect(quick().records("userTasks")).toHaveLength(before + 1);
    expect(annotations[0]?.message).toContain(
      `The newest scan of this target group is task ${quick().records("userTasks").at(-1)!.id}, made `,
    );
  });

  it("does not start with a token that is not valid", async () => {
    quick().requests.clear();
    const { log } = await scan(quick(), { token: "Zz09".repeat(16), scan: "anything" });
    expect(log).toContain("The scan: nothing was sent, since the check says rejected.");
    expect(quick().requests.filter(({ path }) => path.includes("argets"))).toEqual([]);
  });
});

describe("a job that is canceled during a scan", () => {
  const cancelled = (inputs: Record<string, string>) => {
    let kill: Parameters<NonNullable<RunOptions["onStart"]>>[0] = () => {};
    return scan(
      slow(),
      { scan: String(slow().records("targets")[0]!["name"]), ...inputs },
      { onStart: (send) => (kill = send), onOutput: (text) => /^\d+ s, 0 %/m.test(text) && kill("SIGINT") },
    );
  };

  it("stops waiting, and does not cancel the scan", async () => {
    const { exitCode, annotations } = await cancelled({});
    expect(exitCode).toBe(1);
    expect(annotations).toEqual([
      {
        level: "error",
        title: "The job was cancelled while HUNT scanned",
        message: expect.stringMatching(/The job was cancelled\. It may still run in HUNT/),
      },
    ]);
    expect(statusOf(slow())).toBe("Active");
  });

  it("cancels the scan if cancel-task is set", async () => {
    const { exitCode, annotations } = await cancelled({ "cancel-task": "true" });
    expect(exitCode).toBe(1);
    expect(annotations[0]?.message).toMatch(/It was cancelled in HUNT as well\. \(ACTION_SCAN_FAILED\)$/);
    expect(statusOf(slow())).toBe("Cancelled");
  });
});

describe("toScan", () => {
  it.each([
    ["process,registry", /^Invalid value "registry" for 'scan-options'\. Use some of process, /],
    ["default,process", /^Invalid value "default" for 'scan-options'.*or only default or empty/],
  ])("rejects the scan-options %s", (options, message) => {
    expect(() => toScan(parseStepInputs({ scan: "x", "scan-options": options }))).toThrow(message);
  });

  it("fails the step before the scan if scan-extensions names an unknown extension", async () => {
    const before = quick().records("userTasks").length;
    const { annotations } = await scan(quick(), {
      scan: String(quick().records("targets")[0]!["name"]),
      "scan-extensions": "Nothing of the kind",
    });
    expect(annotations).toEqual([
      {
        level: "error",
        title: "The scan did not begin",
        message: expect.stringMatching(/^extension: "Nothing of the kind" does not exist in HUNT\./),
      },
    ]);
    expect(quick().records("userTasks")).toHaveLength(before);
  });
});
