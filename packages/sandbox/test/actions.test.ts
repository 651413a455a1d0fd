import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Sandbox } from "../src/index.js";
import type { Json } from "./support/client.js";
import { AUTH, plain, UNKNOWN_ID } from "./support/errors.js";
import { sandboxes } from "./support/sandboxes.js";
import { createGroup, listRowsOfScan, runTask } from "./support/tasks.js";

const start = sandboxes();
const unknown = (model: string, id: string): object =>
  plain(404, `Unknown "${model}" id "${id}".`, { code: "MODEL_NOT_FOUND" });

/** Returns the IDs of the agents whose uninstallation is pending. */
function listMarked(sandbox: Sandbox): string[] {
  const agents = sandbox.records("AgentDetails");
  return agents.filter((agent) => agent["markedForUninstall"] === true).map(({ id }) => id);
}

describe("agents", () => {
  test.each([true, false])("agents are isolated or restored by their IDs: %s", async (isolated) => {
    const { admin, sandbox } = await start();
    const ids = sandbox
      .records("Agents")
      .slice(0, 2)
      .map(({ id }) => id);
    await admin.post("Agents/toggleIsolation", { ids, isolated: !isolated });

    const { status, text } = await admin.post("Agents/toggleIsolation", { ids, isolated });

    expect([status, text]).toEqual([204, ""]);
    const agents: Json[] = await admin.find("Agents", { where: { id: { inq: ids } } });
    expect(agents.map((agent) => agent.isolated)).toEqual([isolated, isolated]);
  });

  test("unknown IDs are ignored when agents are isolated", async () => {
    const { admin, sandbox } = await start();
    const id = sandbox.records("Agents")[0]?.id;

    const { status } = await admin.post("Agents/toggleIsolation", { ids: [UNKNOWN_ID, id], isolated: true });

    expect(status).toBe(204);
    expect((await admin.get(`Agents/${id}`)).json.isolated).toBe(true);
    expect(sandbox.records("Agents")).toHaveLength(2500);
  });

  test("agents are scanned with the body that a live instance accepts", async () => {
    const { admin, sandbox } = await start();
    const { group, agents } = await createGroup(sandbox, admin, 3);
    const [one, other] = agents;

    const task = await runTask(sandbox, admin, "Agents/scan", {
      where: { and: [{ id: [one?.id, other?.id, UNKNOWN_ID] }] },
      options: { process: true },
      taskName: "Scan - AV Quick",
    });

    expect(task.type).toBe("Scan");
    expect(task.name).toBe("Scan - AV Quick");
    expect(task.status).toBe("Completed");
    expect(task.relatedId).toBe(group.id);
    const hosts = listRowsOfScan(sandbox, "ScanHosts", task.data.scanId).map(({ hostname }) => hostname);
    expect(hosts).toEqual([one?.["hostname"], other?.["hostname"]]);
  });

  test("a scan of agents in several groups belongs to no group", async () => {
    const { admin, sandbox } = await start();
    const [agent, ...others] = sandbox.records("Agents");
    const other = others.find(({ locationId }) => locationId !== agent?.["locationId"]);

    const task = await runTask(sandbox, admin, "Agents/scan", { where: { id: [agent?.id, other?.id] } });

    expect(task.status).toBe("Completed");
    expect(task.relatedId).toBeNull();
  });

  test("a scan of agents fails if no agent matches", async () => {
    const { admin, sandbox } = await start();

    const task = await runTask(sandbox, admin, "Agents/scan", { where: { id: [UNKNOWN_ID] } });

    expect(task.status).toBe("Failed");
  });

  test("agents that match a condition are kept and marked when they are uninstalled", async () => {
    const { admin, sandbox } = await start();
    const inactive = sandbox.records("Agents").filter(({ active }) => active === false);

    const { status } = await admin.post("Agents/uninstall", { where: { active: false } });

    expect(status).toBe(204);
    expect(listMarked(sandbox)).toEqual(inactive.map(({ id }) => id));
    expect(sandbox.records("Agents")).toHaveLength(2500);
  });

  test("an agent is kept and marked when it is uninstalled by its ID", async () => {
    const { admin, sandbox } = await start();
    const id = sandbox.records("Agents")[0]?.id;

    const { status } = await admin.post(`Agents/${id}/uninstall`);

    expect(status).toBe(204);
    expect(listMarked(sandbox)).toEqual([id]);
    expect(sandbox.records("Agents")).toHaveLength(2500);
  });

  test.each([
    ["POST", "uninstall", undefined],
    ["PATCH", "rename", { name: "reception" }],
    ["POST", "retrieveLogs", undefined],
    ["GET", "isActive", undefined],
  ])("the action of an unknown agent is a 404: %s %s", async (method, action, body) => {
    const { admin } = await start();

    const { json } = await admin.send(method, `Agents/${UNKNOWN_ID}/${action}`, { body });

    expect(json).toEqual(unknown("Agent", UNKNOWN_ID));
  });

  test("the condition applies and the IDs are ignored if both are sent to isolate agents", async () => {
    const { admin, sandbox } = await start();
    const [one, other] = sandbox.records("Agents").filter(({ isolated }) => isolated === false);
    const body = { where: { and: [{ id: [one?.id] }] }, ids: [one?.id, other?.id], isolated: true };

    await admin.post("Agents/toggleIsolation", body);

    expect((await admin.get(`Agents/${one?.id}`)).json.isolated).toBe(true);
    expect((await admin.get(`Agents/${other?.id}`)).json.isolated).toBe(false);
  });

  test("AgentDetails show that the uninstallation of an agent is pending", async () => {
    const { admin, sandbox } = await start();
    const [one, other] = sandbox.records("Agents");

    await admin.post("agents/uninstall", { where: { id: one?.id } });

    expect((await admin.get(`AgentDetails/${one?.id}`)).json.markedForUninstall).toBe(true);
    expect((await admin.get(`AgentDetails/${other?.id}`)).json.markedForUninstall).toBe(false);
  });

  test("AgentDetails and the history show when an antivirus scan ended", async () => {
    const { admin, sandbox } = await start();
    const agent = sandbox.records("Agents").find(({ active }) => active === true);
    const options = { diskScan: true, quickScan: true, fullScan: false };

    const body = { where: { and: [{ id: [agent?.id] }] }, options, taskName: "Scan - AV Quick" };
    const task = await runTask(sandbox, admin, "Agents/scan", body);

    expect((await admin.get(`AgentDetails/${agent?.id}`)).json.lastAvScanTime).toBe(task.endedOn);
    const history = await admin.find("ScanHistoryTrackings", { where: { agentId: agent?.id } });
    expect(history).toContainEqual(expect.objectContaining({ status: "completed", scanTime: task.endedOn }));
  });

  test("the route of 2021 creates a job for each agent to send its logs", async () => {
    const { admin, sandbox } = await start();
    const ids = sandbox
      .records("Agents")
      .slice(0, 2)
      .map(({ id }) => id);

    const { status } = await admin.post("Agents/retrieveLogs", { where: { id: { inq: ids } } });

    expect(status).toBe(204);
    expect(
      sandbox
        .records("jobs")
        .slice(-2)
        .map(({ data }) => (data as { agentId: string }).agentId)
        .toSorted(),
    ).toEqual(ids.toSorted());
  });

  test("an agent gets another name", async () => {
    const { admin, sandbox } = await start();
    const [agent] = sandbox.records("Agents");

    const { json } = await admin.patch(`Agents/${agent?.id}/rename`, { name: "reception" });

    expect(json).toEqual({ ...agent, hostname: "reception" });
  });

  test("a job is created for an agent to send its logs", async () => {
    const { admin, sandbox } = await start();
    const id = sandbox.records("Agents")[0]?.id;

    const { status } = await admin.post(`Agents/${id}/retrieveLogs`);

    expect(status).toBe(204);
    const job = sandbox.records("jobs").at(-1);
    expect(job?.["state"]).toBe("active");
    expect(job?.["data"]).toEqual({ type: "retrieve-logs", agentId: id });
  });

  test("agents move to another location", async () => {
    const { admin, sandbox } = await start();
    const locationId = sandbox.records("Locations")[3]?.id;
    const ids = sandbox
      .records("Agents")
      .slice(0, 2)
      .map(({ id }) => id);

    const { status } = await admin.post("Agents/assignTarget", { ids, locationId });

    expect(status).toBe(204);
    const agents: Json[] = await admin.find("Agents", { where: { id: { inq: ids } } });
    expect(agents.map((agent) => agent.locationId)).toEqual([locationId, locationId]);
  });

  test("agents cannot move to an unknown location", async () => {
    const { admin, sandbox } = await start();
    const ids = [sandbox.records("Agents")[0]?.id];

    const { json } = await admin.post("Agents/assignTarget", { ids, locationId: UNKNOWN_ID });

    expect(json).toEqual(unknown("Location", UNKNOWN_ID));
  });

  test.each([true, false])("isActive returns whether an agent is active: %s", async (active) => {
    const { admin, sandbox } = await start();
    const id = sandbox.records("Agents").find((agent) => agent["active"] === active)?.id;

    expect((await admin.get(`Agents/${id}/isActive`)).json).toEqual({ isActive: active });
  });

  test("scanHistory returns the scans of an agent that match a filter", async () => {
    const { admin, sandbox } = await start();
    const [scan] = sandbox.records("ScanHistoryTrackings");
    expect(await admin.find("Agents/scanHistory", { where: { agentId: scan?.["agentId"] } })).toEqual([scan]);
  });
});

describe("alerts", () => {
  test.each([
    ["archived", "archive", true],
    ["restored", "unarchive", false],
  ])("alerts that match a condition are %s", async (_, action, archived) => {
    const { admin, sandbox } = await start();
    const low = sandbox.records("Alerts").filter(({ severity }) => severity === "low").length;
    const query = { where: { severity: "low" } };

    const { json } = await admin.post(`Alerts/${action}`, undefined, { query });

    expect(json).toEqual({ count: low });
    const changed = await admin.get("Alerts/count", { query: { where: { severity: "low", archived } } });
    expect(changed.json).toEqual({ count: low });
  });

  test.each([
    ["IDs", (id: unknown) => ({ ids: [id] })],
    ["a condition", (id: unknown) => ({ where: { id } })],
  ])("a response to alerts runs on their agents, by %s", async (_, select) => {
    const { admin, sandbox } = await start();
    const agents = sandbox.records("Agents").filter(({ active, isolated }) => active === true && !isolated);
    const ids = new Set(agents.map(({ id }) => id));
    const alert = sandbox.records("Alerts").find(({ agentId }) => ids.has(String(agentId)));
    const [{ id }] = await admin.find("extensions", { where: { name: "Host Isolation" } });
    const body = { ...select(alert?.id), options: { extensions: [{ id }] } };

    const task = await runTask(sandbox, admin, "Alerts/response", body);

    expect(task.type).toBe("Response");
    expect(task.status).toBe("Completed");
    expect((await admin.get(`Agents/${String(alert?.["agentId"])}`)).json.isolated).toBe(true);
  });

  test("a response to alerts requires IDs or a condition", async () => {
    const { admin } = await start();

    const { json } = await admin.post("Alerts/response", { options: {} });

    expect(json).toEqual(plain(400, "where is a required argument"));
  });

  test("an alert lists its comments", async () => {
    const { admin, sandbox } = await start();
    const path = `Alerts/${sandbox.records("Alerts")[0]?.id}/comments`;
    const { json } = await admin.post(path, { value: "Seen." });
    expect((await admin.get(path)).json).toEqual([expect.objectContaining(json)]);
  });
});

test.each(["extensions", "rules"])(
  "LatestVersion returns the body and its SHA-256, for %s",
  async (plural) => {
    const { admin, sandbox } = await start();
    const [row] = sandbox.records(plural);
    const body = String(row?.["body"]);
    expect((await admin.get(`${plural}/${row?.id}/LatestVersion`)).json).toEqual({
      body,
      sha256: createHash("sha256").update(body).digest("hex"),
    });
    expect((await admin.get(`${plural}/${UNKNOWN_ID}/LatestVersion`)).status).toBe(404);
  },
);

test("a deleted target group is moved to the archive", async () => {
  const { admin, sandbox } = await start();
  const [group] = sandbox.records("targets");
  const { id, name, controllerGroupId, organizationId } = group ?? { id: "" };

  expect((await admin.delete(`targets/${id}`)).json).toEqual({ count: 1 });

  expect((await admin.get(`targets/${id}`)).status).toBe(404);
  const archived = (await admin.get(`TargetsArchive/${id}`)).json;
  expect(archived).toEqual({ id, name, controllerGroupId, organizationId });
});

test("a target group is deleted permanently from the archive", async () => {
  const { admin, sandbox } = await start();
  const id = sandbox.records("targets")[0]?.id;
  await admin.delete(`targets/${id}`);

  expect((await admin.delete(`TargetsArchive/${id}`)).json).toEqual({ count: 1 });

  expect((await admin.get(`TargetsArchive/${id}`)).status).toBe(404);
});

test.each([
  ["createDeleteFileJobs", "delete-file"],
  ["createRestoreFileJobs", "restore-file"],
])("an action on quarantined files creates a job for each matching file: %s", async (action, type) => {
  const { admin, sandbox } = await start();
  const [file] = sandbox.records("QuarantinedFiles");
  const where = { agentId: file?.["agentId"] };
  const { count } = (await admin.post(`QuarantinedFiles/${action}`, undefined, { query: { where } })).json;
  expect(count).toBe(
    sandbox.records("QuarantinedFiles").filter(({ agentId }) => agentId === file?.["agentId"]).length,
  );
  expect(sandbox.records("jobs").slice(-count)).toContainEqual(
    expect.objectContaining({
      data: { type, agentId: file?.["agentId"], quarantinedFileId: file?.id, path: file?.["path"] },
    }),
  );
});

describe("the arguments of actions", () => {
  test.each([
    ["POST", "Agents/toggleIsolation", { isolated: true }, "where is a required argument"],
    ["POST", "Agents/toggleIsolation", { ids: ["x"] }, "isolated is a required argument"],
    ["POST", "Agents/toggleIsolation", { ids: "x", isolated: true }, "Value is not an array."],
    ["POST", "Agents/toggleIsolation", { ids: [1], isolated: true }, "Some of array items are not a string."],
    ["POST", "Agents/toggleIsolation", { ids: ["x"], isolated: "true" }, "Value is not a boolean."],
    ["POST", "Agents/scan", { options: {} }, "where is a required argument"],
    ["POST", "Agents/scan", { where: {}, options: "all" }, "Value is not an object."],
    ["POST", "Agents/uninstall", {}, "where is a required argument"],
    ["PATCH", `Agents/${UNKNOWN_ID}/rename`, {}, "name is a required argument"],
    ["PATCH", `Agents/${UNKNOWN_ID}/rename`, { name: "" }, "name is a required argument"],
    ["PATCH", `Agents/${UNKNOWN_ID}/rename`, { name: 5 }, "Value is not a string."],
    ["POST", "Agents/assignTarget", { ids: [] }, "locationId is a required argument"],
    ["POST", "Alerts/archive", {}, "where is a required argument"],
    ["POST", "QuarantinedFiles/createDeleteFileJobs", {}, "where is a required argument"],
    ["POST", "targets/scan", { target: "a" }, "targetGroup is a required argument"],
    ["POST", "targets/scan", { targetGroup: { id: "x" } }, "target is a required argument"],
    ["POST", "targets/scan", { target: "a", targetGroup: {} }, "targetGroup must be an object with an 'id'."],
  ])("an action with an invalid argument is a 400: %s %s %j", async (method, path, body, message) => {
    const { admin } = await start();
    expect((await admin.send(method, path, { body })).json).toEqual(plain(400, message));
  });

  test.each([
    [`targets/${UNKNOWN_ID}/scan`, {}, "Target", UNKNOWN_ID],
    [`targets/${UNKNOWN_ID}/Enumerate`, { queries: [] }, "Target", UNKNOWN_ID],
    ["targets/scan", { target: "a", targetGroup: { id: UNKNOWN_ID } }, "Target", UNKNOWN_ID],
  ])("an action of an unknown target group is a 404: %s %j", async (path, body, model, id) => {
    const { admin } = await start();
    expect((await admin.post(path, body)).json).toEqual(unknown(model, id));
  });

  test("a scan of a host accepts existing credentials", async () => {
    const { admin, sandbox } = await start();
    const agent = sandbox.records("Agents").find(({ active }) => active === true);
    const [{ id }] = await admin.find("credentials", { limit: 1 });
    const scan = { target: agent?.["hostname"], targetGroup: { id: agent?.["locationId"] }, options: {} };

    const { status } = await admin.post("targets/scan", {
      ...scan,
      credential: { id },
      sshcredential: { id },
    });

    expect(status).toBe(200);
  });

  test("a scan of a host with an unknown credential is a 404", async () => {
    const { admin, sandbox } = await start();
    const agent = sandbox.records("Agents").find(({ active }) => active === true);
    const scan = { target: agent?.["hostname"], targetGroup: { id: agent?.["locationId"] }, options: {} };

    const { json } = await admin.post("targets/scan", { ...scan, credential: { id: UNKNOWN_ID } });

    expect(json).toEqual(unknown("Credential", UNKNOWN_ID));
  });

  test.each([
    "Agents/toggleIsolation",
    "Agents/scan",
    "Agents/uninstall",
    "Alerts/archive",
    "targets/scan",
    `targets/${UNKNOWN_ID}/scan`,
    "userTasks/x/cancel",
    "survey",
  ])("an action without a token is a 401, even if its record is unknown: %s", async (path) => {
    const { nobody } = await start();
    const { status, json } = await nobody.post(path, {});
    expect([status, json]).toEqual([401, AUTH]);
  });
});

describe("requests of the vendor's code", () => {
  test.each(["extensions", "rules"])("a POST with the ID of a record updates it, for %s", async (plural) => {
    const { admin, sandbox } = await start();
    const [row] = sandbox.records(plural);
    const before = sandbox.records(plural).length;

    const { status } = await admin.post(plural, { id: row?.id, name: "Changed" });

    expect(status).toBe(200);
    expect((await admin.get(`${plural}/${row?.id}`)).json.name).toBe("Changed");
    expect(sandbox.records(plural)).toHaveLength(before);
  });

  test("a PUT of a flag with only a color succeeds, and the flag loses its name", async () => {
    const { admin, sandbox } = await start();
    const [flag] = sandbox.records("flags");

    const { status } = await admin.send("PUT", `flags/${flag?.id}`, { body: { color: "blue" } });

    expect(status).toBe(200);
    expect((await admin.get(`flags/${flag?.id}`)).json).toMatchObject({ color: "blue", name: null });
  });
});

test.each(["download", "file"])("the file of a report is a PDF: %s", async (action) => {
  const { admin, sandbox } = await start();
  const [report] = sandbox.records("Reports");

  const { status, headers, text } = await admin.get(`Reports/${report?.id}/${action}`);

  expect([status, headers["content-type"]]).toEqual([200, "application/pdf"]);
  expect(text).toMatch(/^%PDF-1\.4\n/);
  expect(text).toMatch(/%%EOF\n$/);
});

test("presignedUrl returns the URL of a report's file", async () => {
  const { admin, sandbox } = await start();
  const [report] = sandbox.records("Reports");

  const { json } = await admin.get(`Reports/${report?.id}/presignedUrl`);

  expect(json).toEqual({ url: `/api/Reports/${report?.id}/download` });
});
