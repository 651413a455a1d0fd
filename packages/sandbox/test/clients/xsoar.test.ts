import { describe, expect, it } from "vitest";
import type { Json } from "../support/client.js";
import { sandboxes } from "../support/sandboxes.js";
import { VendorClient } from "./vendor-client.js";

const start = sandboxes();

/** Starts a sandbox, and returns a client and an active agent. */
async function startClient(): Promise<{ client: VendorClient; agent: Json; sandbox: Json }> {
  const { sandbox } = await start();
  const client = new VendorClient(sandbox);
  const [agent] = await client.get("Agents", { where: { active: true }, limit: 1, order: "id" });
  return { client, agent, sandbox };
}

describe("the commands of the Cortex XSOAR pack", () => {
  it("test-module: the current user has an ID and an email", async () => {
    const { client } = await startClient();

    const user = await client.get("users/me");

    expect(user.id).toEqual(expect.any(String));
    expect(user.email).toContain("@");
  });

  it("infocyte-scan-host and infocyte-get-taskstatus: a completed task has the ID of its scan", async () => {
    const { client, agent } = await startClient();

    const task = await client.scanTarget(agent.hostname, { process: true });

    expect(task.status).toBe("Completed");
    expect(task.message).toBe("Complete");
    expect(task.endedOn).toEqual(expect.any(String));
    expect(task.data.scanId).toEqual(expect.any(String));
  });

  it("infocyte-get-taskstatus: an active task already has the ID of its scan", async () => {
    const { client, agent, sandbox } = await startClient();
    const group = await client.requireGroup("OnDemand");
    const body = { target: agent.hostname, targetGroup: { id: group.id }, options: { process: true } };
    const { scanTaskId } = await client.invoke("POST", "targets/scan", body);

    sandbox.clock.advance(5_000);
    const task = await client.get(`userTasks/${scanTaskId}`);

    expect(task.status).toBe("Active");
    expect(task.data.scanId).toEqual(expect.any(String));
  });

  it("infocyte-get-alerts: pages through the alerts after the last ID", async () => {
    const { client, sandbox } = await startClient();
    const seen: string[] = [];
    let last = "00000000-0000-0000-0000-000000000000";

    for (;;) {
      const where = { and: [{ id: { gt: last } }, { archived: false }] };
      const page: Json[] = await client.get("Alerts", { where, order: ["id"], limit: 500 });
      seen.push(...page.map(({ id }) => id));
      if (page.length < 500) break;
      last = seen.at(-1)!;
    }

    const open = sandbox.records("Alerts").filter(({ archived }: Json) => archived === false);
    expect(seen).toHaveLength(open.length);
    expect(new Set(seen).size).toBe(open.length);
  });

  it("infocyte-get-scanresult: a scan has counts for each kind, and its hosts", async () => {
    const { client, agent } = await startClient();
    const { data } = await client.scanTarget(agent.hostname, { process: true });

    const scan = await client.get(`scans/${data.scanId}`);
    const hosts = await client.getAll("ScanHosts", { scanId: data.scanId });

    expect(scan.hostCount).toBe(1);
    expect(Object.values(scan.data.counts.total).every((count) => Number(count) >= 0)).toBe(true);
    expect(hosts.map(({ hostname }) => hostname)).toEqual([agent.hostname]);
  });

  it("infocyte-get-hostscanresult: a completed host has its alerts", async () => {
    const { client, agent } = await startClient();
    const { data } = await client.scanTarget(agent.hostname, { process: true });

    const where = { and: [{ scanId: data.scanId }, { hostname: agent.hostname }] };
    const hosts = await client.getAll("ScanHosts", where);
    const host = hosts.findLast(({ completedOn }) => completedOn !== null);
    const alerts = await client.getAll("Alerts", where);

    expect(host.osVersion).toEqual(expect.any(String));
    expect(host.hostId).toMatch(/^[\da-f]{40}$/);
    expect(alerts.every(({ hostScanId }) => hostScanId === host.id)).toBe(true);
  });

  it.each([
    ["infocyte-isolate-host", "Host Isolation", {}],
    ["infocyte-restore-host", "Host Isolation Restore", {}],
    ["infocyte-kill-process", "Terminate Process", { processToKill: "evil.exe" }],
    ["infocyte-recover-file", "Recover Files", { paths: "C:\\evil.exe" }],
    ["infocyte-start-ediscovery", "E-Discovery", { strings: "secret" }],
    ["infocyte-collect-evidence", "Collect ForensicEvidence", {}],
  ])(
    "a response command runs its extension, and the result has output and success: %s",
    async (_, name, args) => {
      const { client, agent } = await startClient();

      const { task, result } = await client.runResponse(agent.hostname, name, args);

      expect(task.status).toBe("Completed");
      expect(task.data.options.extensions).toHaveLength(1);
      expect(result.name).toBe(name);
      expect(result.hostname).toBe(agent.hostname);
      expect(Array.isArray(result.output)).toBe(true);
      expect(result.success).toEqual(expect.any(Boolean));
    },
  );

  it("infocyte-get-responseresult: the result has the extension's version and times", async () => {
    const { client, agent } = await startClient();
    const { task } = await client.runResponse(agent.hostname, "Terminate Process");

    const [result] = await client.getAll("ScanExtensionDetails", { scanId: task.data.scanId });

    expect(result.extensionVersionId).toEqual(expect.any(String));
    expect(Date.parse(result.startedOn)).toBeLessThanOrEqual(Date.parse(result.endedOn));
  });

  it("infocyte-scan-host: an unknown host is a server error", async () => {
    const { client } = await startClient();

    await expect(client.scanTarget("no-such-host")).rejects.toThrow(/targets\/scan: 5\d\d/);
  });
});
