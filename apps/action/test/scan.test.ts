import type { ActionRun, RunOptions } from "@huntkit/test-kit";
import type { Fault } from "@huntkit/sandbox";
import { createVirtualClock } from "@huntkit/testing";
import { describe, expect, it } from "vitest";
import { toScan } from "../src/scan/start-scan.js";
import { parseStepInputs, run, type StepOptions, useSandbox } from "./helpers.js";

const quick = useSandbox({ taskSeconds: 1 });
const slow = useSandbox({ taskSeconds: 3_600 });

const scan = (
  sandbox: ReturnType<typeof quick>,
  inputs: Record<string, string>,
  options: StepOptions = {},
) => {
  const clock = createVirtualClock(sandbox.clock);
  return run({ instance: sandbox.url, token: sandbox.tokens.admin, ...inputs }, { clock, ...options });
};
const statusOf = (sandbox: ReturnType<typeof quick>) => sandbox.records("userTasks").at(-1)!["status"];

/** Scans the first target group with options and an extension. */
const scanFirstGroup = () =>
  scan(quick(), {
    scan: String(quick().records("targets")[0]!["name"]),
    "scan-options": "process, memory",
    "scan-extensions": "E-Discovery",
  });

/** Returns the records of a scan, such as its hosts or alerts. */
const recordsOf = (model: string, { outputs }: ActionRun) =>
  quick()
    .records(model)
    .filter(({ scanId }) => scanId === outputs["scan-id"]);

describe("scan", () => {
  it("scans a target group by its exact name", async () => {
    const [group] = quick().records("targets");

    const { exitCode, annotations, log } = await scanFirstGroup();

    expect(exitCode).toBe(0);
    expect(annotations).toEqual([]);
    expect(log).toContain(`Scanning target group "${String(group!["name"])}".`);
    expect(quick().records("userTasks").at(-1)).toMatchObject({ relatedId: group!.id, type: "Scan" });
  });

  it("finds a target group for any spelling of its name", async () => {
    const name = String(quick().records("targets")[0]!["name"]).toUpperCase();

    const { log } = await scan(quick(), { scan: name, "scan-options": "process" });

    expect(log).toContain(`Scanning target group "${name}".`);
  });

  it("logs each change of a scan's progress once", async () => {
    const { log } = await scanFirstGroup();

    const progress = log
      .filter((line) => /^\d+ s, \d+ %/.test(line))
      .map((line) => line.replace(/^\d+ s, /, ""));
    expect(progress.length).toBeGreaterThan(1);
    expect(new Set(progress).size).toBe(progress.length);
    expect(progress.at(-1)).toMatch(/^100 %, Completed/);
  });

  it("reports the hosts and alerts of a scan in the outputs and the summary", async () => {
    const result = await scanFirstGroup();

    const hosts = recordsOf("ScanHosts", result);
    const alerts = recordsOf("Alerts", result);
    const countOf = (severity: string) => alerts.filter((alert) => alert["severity"] === severity).length;
    expect(hosts.length * alerts.length).toBeGreaterThan(0);
    expect(result.outputs["scan-alerts"]).toBe(String(alerts.length));
    expect(result.summary).toContain(`on ${hosts.length} hosts`);
    for (const severity of ["critical", "high", "medium", "low"])
      expect(result.summary).toMatch(new RegExp(`^${severity} +█* +${countOf(severity)}$`, "m"));
  });

  it("scans a host if no target group has the name", async () => {
    const agent = quick()
      .records("Agents")
      .find(({ active }) => active)!;
    const host = String(agent["hostname"]);

    const result = await scan(quick(), { scan: host });

    expect(result.log).toContain(
      `No target group named "${host}" found. Scanning the host with this name or address.`,
    );
    expect(recordsOf("ScanHosts", result).map(({ hostname }) => hostname)).toEqual([host]);
  });

  it("fails only on the alerts of this scan", async () => {
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
    expect(summary).toMatch(/^### ❌ \d+ alerts? of severity low, medium, high, or critical in this scan$/m);
  });

  it("passes if the scan raised no alert of the severity, even if the instance has other new alerts", async () => {
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

  describe("of a group in which some hosts could not be scanned", () => {
    const gate = async (inputs: Record<string, string> = {}) => {
      const none = { kind: "status", status: 200, body: { count: 0 } } as const;
      quick().faults.add({ match: "GET Alerts/count", times: "always", ...none });
      const group = String(quick().records("targets")[0]!["name"]);
      const result = await scan(quick(), { scan: group, "fail-on-severity": "low", ...inputs });
      quick().faults.clear();
      return result;
    };

    it("does not pass the gate, and names the input that accepts it", async () => {
      const { exitCode, annotations, outputs } = await gate();

      expect(exitCode).toBe(1);
      expect(outputs["alerts"]).toBe("0");
      expect(annotations).toEqual([
        {
          level: "error",
          title: "The scan is incomplete",
          message: expect.stringMatching(
            /^\d+ of \d+ hosts could not be scanned, so the alert gate cannot pass\. To accept this, set 'allow-partial'\. \(ACTION_SCAN_PARTIAL\)$/,
          ) as string,
        },
      ]);
    });

    it("passes the gate with allow-partial", async () => {
      const { exitCode, annotations } = await gate({ "allow-partial": "true" });

      expect(exitCode).toBe(0);
      expect(annotations).toEqual([]);
    });

    it("passes without a gate", async () => {
      const { exitCode } = await gate({ "fail-on-severity": "" });

      expect(exitCode).toBe(0);
    });
  });

  it("fails with one annotation if a gate depends on a scan without results", async () => {
    const [{ name }] = quick().records("Targets") as unknown as [{ name: string }];
    const body = { id: "task-1", status: "Completed", relatedId: null, data: null };
    quick().faults.add({ match: "GET userTasks/*", kind: "status", status: 200, body, times: "always" });

    const { exitCode, annotations, log, outputs } = await scan(quick(), {
      scan: name,
      "fail-on-severity": "high",
    });

    quick().faults.clear();
    expect(exitCode).toBe(1);
    expect(annotations.map(({ level, title }) => [level, title])).toEqual([
      ["error", "Scan without results"],
    ]);
    expect(log).toContain("Alert gate skipped: the scan has no results.");
    expect(outputs["alerts"]).toBeUndefined();
  });

  it("adds the text of the annotation to the job summary if the scan did not start", async () => {
    const { annotations, summary, log } = await scan(quick(), {
      scan: "nothing-of-the-kind",
      "fail-on-severity": "high",
    });

    expect(annotations).toHaveLength(1);
    expect(summary).toContain(`### ❌ The scan did not start\n\n\`${annotations[0]!.message}\``);
    expect(log).toContain("Alert gate skipped: the scan has no results.");
  });

  it("fails if the scan's task ends with the status Error", async () => {
    const [{ name }] = quick().records("Targets") as unknown as [{ name: string }];
    const body = { id: "task-1", status: "Error", message: "The condition is illegal" };
    quick().faults.add({ match: "GET userTasks/*", kind: "status", status: 200, body, times: "always" });

    const failed = await scan(quick(), { scan: name });

    quick().faults.clear();
    expect(failed.exitCode).toBe(1);
    expect(failed.annotations[0]?.message).toContain("it failed: The condition is illegal");
  });

  it("fails if HUNT does not start the scan's task", async () => {
    const empty = await fetch(`${quick().api}/targets`, {
      method: "POST",
      headers: { authorization: quick().tokens.admin, "content-type": "application/json" },
      body: JSON.stringify({ name: "Empty" }),
    });
    expect(empty.ok).toBe(true);

    const { exitCode, annotations } = await scan(quick(), { scan: "Empty" });

    expect(exitCode).toBe(1);
    expect(annotations).toEqual([
      {
        level: "error",
        title: "The scan did not start",
        message: expect.stringContaining("no host matches"),
      },
    ]);
  });

  it("suggests the nearest target group for a misspelled name, and creates nothing", async () => {
    const name = String(quick().records("targets")[0]!["name"]);
    const misspelled = name.slice(0, -1);
    const groups = quick().records("targets").length;

    const { exitCode, annotations } = await scan(quick(), { scan: misspelled });

    expect(exitCode).toBe(1);
    expect(annotations).toEqual([
      {
        level: "error",
        title: "The scan did not start",
        message:
          `Invalid value "${misspelled}" for 'scan'. No target group or host has this name. ` +
          `Did you mean ${name}? (ACTION_SCAN_NOT_STARTED)`,
      },
    ]);
    expect(quick().records("targets")).toHaveLength(groups);
  });

  it("explains that a pattern cannot be scanned", async () => {
    const { annotations } = await run({
      instance: quick().url,
      token: quick().tokens.admin,
      scan: "SRV-*",
    });

    expect(annotations[0]!.message).toBe(
      `Invalid value "SRV-*" for 'scan'. No target group or host has this name. Wildcards and lists are not ` +
        "supported. For several hosts, scan their target group, or use a separate step for each. (ACTION_SCAN_NOT_STARTED)",
    );
  });

  it("suggests the nearest host for a misspelled name", async () => {
    const agent = quick()
      .records("Agents")
      .find(({ active }) => active)!;

    const { annotations } = await scan(quick(), { scan: `${String(agent["hostname"])}x` });

    expect(annotations[0]!.message).toContain(`Did you mean ${String(agent["hostname"])}?`);
  });

  it("tries to scan an IP address that is new to HUNT", async () => {
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

    expect(exitCode).toBe(1);
    expect(annotations.map(({ title }) => title)).toEqual([
      mayRun ? "The scan may have started" : "The scan did not start",
    ]);
  });

  it("names the task that started if the response was lost", async () => {
    const [group] = quick().records("targets");
    const before = quick().records("userTasks").length;
    quick().faults.add({ match: "POST targets/*", kind: "reset-after-headers" });

    const { annotations } = await scan(quick(), { scan: String(group!["name"]) });

    expect(quick().records("userTasks")).toHaveLength(before + 1);
    expect(annotations[0]?.message).toContain(
      `The newest scan of this target group is task ${quick().records("userTasks").at(-1)!.id}, created `,
    );
  });

  it("does not start a scan if the token is not valid", async () => {
    quick().requests.clear();

    const { log } = await scan(quick(), { token: "Zz09".repeat(16), scan: "anything" });

    expect(log).toContain("Scan skipped: HUNT does not accept the token.");
    expect(quick().requests.filter(({ path }) => path.includes("argets"))).toEqual([]);
  });
});

describe("a job that is canceled during a scan", () => {
  const cancel = (inputs: Record<string, string>) => {
    let kill: Parameters<NonNullable<RunOptions["onStart"]>>[0] = () => {};
    return scan(
      slow(),
      { scan: String(slow().records("targets")[0]!["name"]), ...inputs },
      {
        asProcess: true,
        onStart: (send) => (kill = send),
        onOutput: (text) => /^\d+ s, 0 %/m.test(text) && kill("SIGINT"),
      },
    );
  };

  it("stops waiting for the scan if the job is canceled, without canceling the scan", async () => {
    const { exitCode, annotations } = await cancel({});

    expect(exitCode).toBe(1);
    expect(annotations).toEqual([
      {
        level: "error",
        title: "The job was canceled during the scan",
        message: expect.stringMatching(
          /The job was canceled\. The task may still be running in HUNT\. Set 'cancel-task'/,
        ),
      },
    ]);
    expect(statusOf(slow())).toBe("Active");
  });

  it("cancels the scan if the job is canceled and cancel-task is set", async () => {
    const { exitCode, annotations } = await cancel({ "cancel-task": "true" });

    expect(exitCode).toBe(1);
    expect(annotations[0]?.message).toMatch(/The task was canceled in HUNT\. \(ACTION_SCAN_FAILED\)$/);
    expect(statusOf(slow())).toBe("Cancelled");
  });
});

describe("toScan", () => {
  it.each([
    ["process,registry", /^Invalid value "registry" for 'scan-options'\. Use one or more of process, /],
    ["default,process", /^Invalid value "default" for 'scan-options'.*, or only default or empty\.$/],
    ["empty", /^Input 'scan-options' is empty, so the scan has nothing to do without 'scan-extensions'\./],
  ])("rejects invalid scan-options: %s", (options, message) => {
    expect(() => toScan(parseStepInputs({ scan: "x", "scan-options": options }))).toThrow(message);
  });

  it("accepts scan-options in any case, and empty ones with an extension", () => {
    const inputs = { scan: "x", "scan-extensions": "E-Discovery" };

    const parts = toScan(parseStepInputs({ ...inputs, "scan-options": "Process, MEMORY" }));
    const empty = toScan(parseStepInputs({ ...inputs, "scan-options": "Empty" }));

    expect(parts.options).toEqual(["process", "memory"]);
    expect(empty.options).toBe("empty");
  });

  describe("with an extension that acts on hosts", () => {
    const isolate = (inputs: Record<string, string> = {}) => {
      const agent = quick()
        .records("Agents")
        .find(({ active }) => active)!;
      const scanInputs = { scan: String(agent["hostname"]), "scan-options": "empty" };
      return scan(quick(), { ...scanInputs, "scan-extensions": "host isolation", ...inputs });
    };

    it("does not start without allow-responses, and names the extension and the input", async () => {
      const tasks = quick().records("userTasks").length;

      const { exitCode, annotations } = await isolate();

      expect(exitCode).toBe(1);
      expect(annotations.map(({ message }) => message)).toEqual([
        "Input 'scan-extensions' has extensions that act on hosts: Host Isolation. " +
          "To run them, set 'allow-responses'. (ACTION_SCAN_NOT_STARTED)",
      ]);
      expect(quick().records("userTasks")).toHaveLength(tasks);
    });

    it("starts with allow-responses", async () => {
      const { exitCode } = await isolate({ "allow-responses": "true" });

      expect(exitCode).toBe(0);
      expect(quick().records("userTasks").at(-1)).toMatchObject({ type: "Response" });
    });
  });

  it("fails the step before the scan if scan-extensions has an unknown extension", async () => {
    const before = quick().records("userTasks").length;

    const { annotations } = await scan(quick(), {
      scan: String(quick().records("targets")[0]!["name"]),
      "scan-extensions": "Nothing of the kind",
    });

    expect(annotations).toEqual([
      {
        level: "error",
        title: "The scan did not start",
        message: expect.stringMatching(
          /^Input 'scan-extensions': "Nothing of the kind" does not exist in HUNT\. Existing names: .*, and \d+ more\. \(/,
        ),
      },
    ]);
    expect(quick().records("userTasks")).toHaveLength(before);
  });
});
