import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Client, Json } from "../support/client.js";
import { sandboxes } from "../support/sandboxes.js";
import { noScanOptions, VendorClient } from "./vendor-client.js";

const start = sandboxes();

async function startClient(): Promise<{ client: VendorClient; admin: Client; sandbox: Json }> {
  const { sandbox, admin } = await start();
  return { client: new VendorClient(sandbox), admin, sandbox };
}

describe("the functions of the vendor's PowerShell module", () => {
  it("Set-ICToken: tests the token with the version and the boxes", async () => {
    const { client } = await startClient();

    expect((await client.get("Version")).serverVersion).toMatch(/^\d+(\.\d+)+$/);
    const boxes = await client.getAll("Boxes");
    expect(boxes.map(({ name }) => name)).toContain("Last 7 days");
  });

  it("New-, Get-, and Remove-ICTargetGroup: a deleted group is archived until it is deleted there", async () => {
    const { client } = await startClient();
    const group = await client.requireGroup("Laboratory");

    await client.invoke("DELETE", `targets/${group.id}`);
    const archived = await client.getAll("TargetsArchive", { id: group.id });
    await client.invoke("DELETE", `TargetsArchive/${group.id}`);

    expect(archived.map(({ name }) => name)).toEqual(["Laboratory"]);
    expect(await client.getAll("targets", { id: group.id })).toEqual([]);
    expect(await client.getAll("TargetsArchive", { id: group.id })).toEqual([]);
  });

  it.each([
    ["controllergroups", { name: "Branch office" }],
    ["credentials", { name: "Scanner", username: "CORP\\scan", password: "secret", login: "windowsDomain" }],
    ["flags", { name: "Triage", color: "teal", weight: 3 }],
  ])("New-, Get-, and Remove-: a record is listed until it is deleted: %s", async (model, record) => {
    const { client } = await startClient();

    const { id } = await client.invoke("POST", model, record);
    const listed = await client.getAll(model, { id });
    await client.invoke("DELETE", `${model}/${id}`);

    expect(listed.map(({ name }) => name)).toEqual([record.name]);
    expect(listed[0].password).toBeUndefined();
    expect((await client.getAll(model, { id })).filter(({ deleted }) => deleted !== true)).toEqual([]);
  });

  it("New-ICQuery and Invoke-ICFindHosts: the addresses of the range are listed with their query", async () => {
    const { client } = await startClient();
    const group = await client.requireGroup("Laboratory");
    const [credential] = await client.getAll("credentials");
    const query = await client.invoke("POST", "queries", {
      name: "Range",
      value: "10.20.30.0/29",
      targetId: group.id,
      credentialId: credential.id,
    });

    const { userTaskId } = await client.invoke("POST", `targets/${group.id}/Enumerate`, {
      queries: [query.id],
    });
    const task = await client.waitForTask(userTaskId);

    expect(task).toMatchObject({ type: "Enumerate", status: "Completed" });
    const addresses = await client.getAll("Addresses", { targetId: group.id });
    expect(addresses.length).toBeGreaterThan(0);
    expect(addresses.every(({ queryId }) => queryId === query.id)).toBe(true);
  });

  it("Remove-ICAddress: removes one address", async () => {
    const { client } = await startClient();
    const [address] = await client.get("Addresses", { limit: 1 });

    await client.invoke("DELETE", `Addresses/${address.id}`);

    expect(await client.getAll("Addresses", { id: address.id })).toEqual([]);
  });

  it("Get- and Remove-ICAgent: an uninstalled agent is kept and marked", async () => {
    const { client } = await startClient();
    const [agent] = await client.get("Agents", { where: { active: true }, limit: 1 });

    await client.invoke("POST", "agents/uninstall", { where: { id: agent.id } });

    const [details] = await client.getAll("AgentDetails", { id: agent.id });
    expect(details.markedForUninstall).toBe(true);
    expect(await client.count("AgentDetails", { markedForUninstall: true })).toBe(1);
  });

  it("Invoke-ICScan: scans the hosts of a group", async () => {
    const { client } = await startClient();
    const [address] = await client.get("Addresses", { where: { accessible: true }, limit: 1 });

    const { userTaskId } = await client.invoke("POST", `targets/${address.targetId}/scan`, {
      options: { process: true },
      where: { id: address.id },
    });
    const task = await client.waitForTask(userTaskId);

    expect(task).toMatchObject({ type: "Scan", status: "Completed", relatedId: address.targetId });
  });

  it("Invoke-ICScan: a condition that matches no host returns null", async () => {
    const { client } = await startClient();
    const [group] = await client.getAll("targets");

    const response = await client.invoke("POST", `targets/${group.id}/scan`, { where: { hostname: "fake" } });

    expect(response).toBeNull();
  });

  it("Invoke-ICScanTarget: finds an active agent in any group", async () => {
    const { client } = await startClient();
    const [agent] = await client.get("Agents", { where: { active: true }, limit: 1, order: "id DESC" });

    const task = await client.scanTarget(agent.ipstring, { process: true });

    expect(task.status).toBe("Completed");
    const [host] = await client.getAll("ScanHosts", { scanId: task.data.scanId });
    expect(host.hostname).toBe(agent.hostname);
  });

  it("Invoke-ICResponse and Get-ICResponseResult: a response has its extension and its arguments", async () => {
    const { client } = await startClient();
    const [agent] = await client.get("Agents", { where: { active: true }, limit: 1 });

    const { task, result } = await client.runResponse(agent.hostname, "Terminate Process", { force: true });

    expect(task.data.options).toMatchObject({ ...noScanOptions, extensions: [{ args: { force: true } }] });
    expect(result.extensionId).toBe(task.data.options.extensions[0].id);
  });

  it("Import-ICSurvey: an uploaded survey becomes a host of its scan", async () => {
    const { client, admin } = await startClient();
    const group = await client.requireGroup("OfflineScans");
    const scan = await client.invoke("POST", "scans", {
      name: "Offline-2026-03-01",
      targetId: group.id,
      startedOn: "2026-03-01T12:00:00.000Z",
    });

    const body = gzipSync(JSON.stringify({ hostname: "island-7", ip: "192.168.7.7" }));
    const { status } = await admin.send("POST", "survey", {
      body,
      headers: { "content-type": "application/octet-stream", scanid: scan.id },
    });

    expect(status).toBe(200);
    const hosts = await client.getAll("ScanHosts", { scanId: scan.id });
    expect(hosts.map(({ hostname }) => hostname)).toEqual(["island-7"]);
  });

  it("Add-, Get-, and Remove-ICScanSchedule: a schedule belongs to its group", async () => {
    const { client } = await startClient();
    const group = await client.requireGroup("Laboratory");

    const { id } = await client.invoke("POST", "scheduledJobs", {
      name: "scan-scheduled",
      relatedId: group.id,
      schedule: "0 3 * * *",
      data: { targetId: group.id },
    });
    const listed = await client.getAll("scheduledJobs", { relatedId: group.id });
    await client.invoke("DELETE", `scheduledJobs/${id}`);

    expect(listed).toMatchObject([{ id, schedule: "0 3 * * *", data: { targetId: group.id } }]);
    expect(await client.getAll("scheduledJobs", { relatedId: group.id })).toEqual([]);
  });

  it("Get-ICTask, Get-ICTaskItems, Get-ICLastScanTask, and Get-ICJob: a task has items with progress", async () => {
    const { client } = await startClient();
    const [agent] = await client.get("Agents", { where: { active: true }, limit: 1 });
    const task = await client.scanTarget(agent.hostname, { process: true });

    const [last] = await client.get("userTasks", {
      where: { and: [{ type: "Scan" }, { archived: false }] },
      order: "createdOn DESC",
      limit: 1,
    });
    const items = await client.getAll("userTaskItems", { userTaskId: task.id });
    const texts = await client.getAll("userTaskItemProgresses", { taskItemId: items[0].id });
    const jobs = await client.get("jobs", { limit: 5 });

    expect(last.id).toBe(task.id);
    expect(items.every(({ status }) => status === "complete")).toBe(true);
    expect(texts[0].text).toEqual(expect.any(String));
    expect(jobs[0].state).toEqual(expect.any(String));
  });

  it("Get-ICAuditLog: rows of the log lead to users", async () => {
    const { client } = await startClient();

    const [row] = await client.get("useractivities", { limit: 1 });
    const users = await client.getAll("users", { id: row.userId });

    expect(users).toHaveLength(1);
    expect(row.query).toEqual(expect.any(Object));
  });

  it.each([
    "ScanProcessInstances",
    "ScanModuleInstances",
    "ScanDriverInstances",
    "ScanMemScanInstances",
    "ScanArtifactInstances",
    "ScanAutostartInstances",
    "ScanConnectionInstances",
    "ScanApplicationInstances",
    "ScanAccountInstancesByHost",
    "ScanScriptInstances",
    "ScanExtensionDetails",
    "ScanHosts",
  ])("Get-ICEvent: rows have a scan, a host, and a time: %s", async (model) => {
    const { client } = await startClient();

    const [row] = await client.get(model, { limit: 1 });

    expect(row).toMatchObject({
      scanId: expect.any(String) as string,
      hostname: expect.any(String) as string,
    });
  });

  it("Get-ICAlert: alerts older than 30 days are in the archive, the others are not", async () => {
    const { client } = await startClient();
    const limit = Date.parse("2026-03-01T12:00:00.000Z") - 31 * 86_400_000;

    const current = await client.getAll("Alerts");
    const archive = await client.getAll("Alertsarchive");

    expect(current.every(({ createdOn }) => Date.parse(createdOn) >= limit)).toBe(true);
    expect(archive.length).toBeGreaterThan(0);
    expect(archive.every(({ createdOn }) => Date.parse(createdOn) < limit + 2 * 86_400_000)).toBe(true);
  });

  it("Get-ICVulnerability: an application leads to its advisories and their CVEs", async () => {
    const { client } = await startClient();
    const [advisory] = await client.get("ApplicationAdvisories", { limit: 1 });

    const applications = await client.getAll("ScanApplicationInstances", {
      applicationId: advisory.applicationId,
    });
    const cve = await client.get(`Cves/${advisory.cveId}`);

    expect(applications.length).toBeGreaterThan(0);
    expect(cve.impact).toEqual(expect.any(Object));
  });

  it("Get-ICFileDetail, Get-ICDwellTime, Get-ICNote, and Add-ICComment: a file is found by its SHA-1", async () => {
    const { client } = await startClient();
    const [alert] = await client.get("Alerts", { where: { fileRepId: { neq: null } }, limit: 1 });

    const file = await client.get(`FileReps/${alert.fileRepId}`);
    const dwell = await client.getAll("fileDwellTimes", { fileRepId: alert.fileRepId });
    await client.invoke("POST", "userComments", { relatedId: alert.fileRepId, value: "Seen before" });
    const comments = await client.getAll("userComments", { relatedId: alert.fileRepId });

    expect(Object.keys(file.avResults.results).length).toBeGreaterThan(0);
    expect(dwell).toHaveLength(1);
    expect(comments).toContainEqual(
      expect.objectContaining({ value: "Seen before", userId: expect.any(String) as string }),
    );
  });

  it("Get-ICComplianceResults: results have items", async () => {
    const { client } = await startClient();

    const [item] = await client.get("complianceresultitems", { limit: 1 });
    const results = await client.getAll("complianceresultinstances", { id: item.complianceResultId });

    expect(results).toHaveLength(1);
  });

  it("Get-ICReport: a report is listed, and read by its ID", async () => {
    const { client } = await startClient();

    const [report] = await client.get("Reports", { limit: 1 });

    expect((await client.get(`Reports/${report.id}`)).name).toBe(report.name);
  });

  it("Update- and Remove-ICFlag: PUT with a color succeeds, and a verified flag cannot be deleted", async () => {
    const { client, admin } = await startClient();
    const { id } = await client.invoke("POST", "flags", { name: "Triage", color: "teal", weight: 3 });
    const [verified] = await client.getAll("flags", { name: "Verified Good" });

    const updated = await client.invoke("PUT", `flags/${id}`, { color: "red" });
    const { status } = await admin.delete(`flags/${verified.id}`);

    expect(updated.color).toBe("red");
    expect(status).toBeGreaterThanOrEqual(400);
  });

  it.each([
    ["extensions", { name: "Sweeper", type: "collection", active: true, body: "-- a script" }],
    ["rules", { name: "Sweeper", short: "sweep", severity: "High", active: true, body: "title: Sweeper" }],
  ])("New-, Update-, and Get-IC: a POST with the ID updates the record: %s", async (model, record) => {
    const { client } = await startClient();

    const { id } = await client.invoke("POST", model, record);
    await client.invoke("POST", model, { ...record, id, name: "Broom", body: "-- a better script" });
    const version = await client.get(`${model}/${id}/LatestVersion`);

    expect(await client.getAll(model, { id })).toMatchObject([{ name: "Broom" }]);
    expect(version.body).toBe("-- a better script");
    expect(version.sha256).toMatch(/^[\da-f]{64}$/);
  });
});
