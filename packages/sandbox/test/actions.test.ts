import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Json } from "./support/client.js";
import { AUTH, plain, UNKNOWN_ID } from "./support/errors.js";
import { sandboxes } from "./support/sandboxes.js";
import { groupOf, ofScan, runTask } from "./support/tasks.js";

const start = sandboxes();
const unknown = (model: string, id: string): object =>
  plain(404, `Unknown "${model}" id "${id}".`, { code: "MODEL_NOT_FOUND" });

describe("agents", () => {
  test("are isolated and let back by their ids; unknown ids are passed over", async () => {
    const { admin, sandbox } = await start();
    const ids = sandbox
      .records("Agents")
      .slice(0, 2)
      .map(({ id }) => id);
    for (const isolated of [true, false]) {
      const { status, text } = await admin.post("Agents/toggleIsolation", {
        ids: [...ids, UNKNOWN_ID],
        isolated,
      });
      expect([status, text]).toEqual([204, ""]);
      expect(
        (await admin.find("Agents", { where: { id: { inq: ids } } })).map((agent: Json) => agent.isolated),
      ).toEqual([isolated, isolated]);
    }
    expect(sandbox.records("Agents")).toHaveLength(2500);
  });

  test("are scanned with the body that a live instance accepts", async () => {
    const { admin, sandbox } = await start();
    const { group, agents } = await groupOf(sandbox, admin, 3);
    const ids = agents.slice(0, 2).map(({ id }) => id);
    const task = await runTask(sandbox, admin, "Agents/scan", {
      where: { and: [{ id: [...ids, UNKNOWN_ID] }] },
      options: { process: true },
      taskName: "Scan - AV Quick",
    });
    expect(task).toMatchObject({
      type: "Scan",
      name: "Scan - AV Quick",
      status: "Completed",
      relatedId: group.id,
    });
    expect(ofScan(sandbox, "ScanHosts", task.data.scanId).map(({ hostname }) => hostname)).toEqual(
      agents.slice(0, 2).map(({ hostname }) => hostname),
    );
  });

  test("of several groups are scanned as of none; without any agent the task fails", async () => {
    const { admin, sandbox } = await start();
    const agents = sandbox.records("Agents");
    const other = agents.find(({ locationId }) => locationId !== agents[0]?.["locationId"]);
    expect(
      await runTask(sandbox, admin, "Agents/scan", { where: { id: [agents[0]?.id, other?.id] } }),
    ).toMatchObject({
      status: "Completed",
      relatedId: null,
    });
    expect(await runTask(sandbox, admin, "Agents/scan", { where: { id: [UNKNOWN_ID] } })).toMatchObject({
      status: "Failed",
    });
  });

  test("keep their record when they are uninstalled, with a mark", async () => {
    const { admin, sandbox } = await start();
    const marked = () =>
      sandbox.records("AgentDetails").filter((agent) => agent["markedForUninstall"] === true);
    const inactive = sandbox.records("Agents").filter(({ active }) => active === false).length;

    expect((await admin.post("Agents/uninstall", { where: { active: false } })).status).toBe(204);
    expect(marked()).toHaveLength(inactive);
    const id = sandbox.records("Agents").find(({ active }) => active === true)?.id ?? "";
    expect((await admin.post(`Agents/${id}/uninstall`)).status).toBe(204);

    expect(marked()).toHaveLength(inactive + 1);
    expect(sandbox.records("Agents")).toHaveLength(2500);
    expect((await admin.post(`Agents/${UNKNOWN_ID}/uninstall`)).json).toEqual(unknown("Agent", UNKNOWN_ID));
  });

  test("are isolated by a condition rather than by ids, if both are sent", async () => {
    const { admin, sandbox } = await start();
    const [one, other] = sandbox.records("Agents").filter(({ isolated }) => isolated === false);
    const body = { where: { and: [{ id: [one?.id] }] }, ids: [one?.id, other?.id], isolated: true };

    await admin.post("Agents/toggleIsolation", body);

    expect((await admin.get(`Agents/${one?.id}`)).json.isolated).toBe(true);
    expect((await admin.get(`Agents/${other?.id}`)).json.isolated).toBe(false);
  });

  test("show in AgentDetails that their uninstallation is pending", async () => {
    const { admin, sandbox } = await start();
    const [one, other] = sandbox.records("Agents");

    await admin.post("agents/uninstall", { where: { id: one?.id } });

    expect((await admin.get(`AgentDetails/${one?.id}`)).json.markedForUninstall).toBe(true);
    expect((await admin.get(`AgentDetails/${other?.id}`)).json.markedForUninstall).toBe(false);
  });

  test("show in AgentDetails when an antivirus scan has ended", async () => {
    const { admin, sandbox } = await start();
    const agent = sandbox.records("Agents").find(({ active }) => active === true);
    const options = { diskScan: true, quickScan: true, fullScan: false };

    const body = { where: { and: [{ id: [agent?.id] }] }, options, taskName: "Scan - AV Quick" };
    const task = await runTask(sandbox, admin, "Agents/scan", body);

    expect((await admin.get(`AgentDetails/${agent?.id}`)).json.lastAvScanTime).toBe(task.endedOn);
    const history = await admin.find("ScanHistoryTrackings", { where: { agentId: agent?.id } });
    expect(history).toContainEqual(expect.objectContaining({ status: "completed", scanTime: task.endedOn }));
  });

  test("of several send their logs by the route of 2021", async () => {
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

  test("get another name", async () => {
    const { admin, sandbox } = await start();
    const [agent] = sandbox.records("Agents");
    expect((await admin.patch(`Agents/${agent?.id}/rename`, { name: "reception" })).json).toEqual({
      ...agent,
      hostname: "reception",
    });
    expect((await admin.patch(`Agents/${UNKNOWN_ID}/rename`, { name: "reception" })).json).toEqual(
      unknown("Agent", UNKNOWN_ID),
    );
  });

  test("send their logs by a job", async () => {
    const { admin, sandbox } = await start();
    const id = sandbox.records("Agents")[0]?.id;
    expect((await admin.post(`Agents/${id}/retrieveLogs`)).status).toBe(204);
    expect(sandbox.records("jobs").at(-1)).toMatchObject({
      state: "active",
      data: { type: "retrieve-logs", agentId: id },
    });
    expect((await admin.post(`Agents/${UNKNOWN_ID}/retrieveLogs`)).json).toEqual(
      unknown("Agent", UNKNOWN_ID),
    );
  });

  test("move to a location that exists", async () => {
    const { admin, sandbox } = await start();
    const locationId = sandbox.records("Locations")[3]?.id;
    const ids = sandbox
      .records("Agents")
      .slice(0, 2)
      .map(({ id }) => id);
    expect((await admin.post("Agents/assignTarget", { ids, locationId })).status).toBe(204);
    expect(
      (await admin.find("Agents", { where: { id: { inq: ids } } })).map((agent: Json) => agent.locationId),
    ).toEqual([locationId, locationId]);
    expect((await admin.post("Agents/assignTarget", { ids, locationId: UNKNOWN_ID })).json).toEqual(
      unknown("Location", UNKNOWN_ID),
    );
  });

  test("tell whether they are active", async () => {
    const { admin, sandbox } = await start();
    for (const active of [true, false]) {
      const id = sandbox.records("Agents").find((agent) => agent["active"] === active)?.id;
      expect((await admin.get(`Agents/${id}/isActive`)).json).toEqual({ isActive: active });
    }
    expect((await admin.get(`Agents/${UNKNOWN_ID}/isActive`)).json).toEqual(unknown("Agent", UNKNOWN_ID));
  });

  test("have a history of scans, by a filter", async () => {
    const { admin, sandbox } = await start();
    const [scan] = sandbox.records("ScanHistoryTrackings");
    expect(await admin.find("Agents/scanHistory", { where: { agentId: scan?.["agentId"] } })).toEqual([scan]);
  });
});

describe("alerts", () => {
  test("are archived and taken out again by a condition", async () => {
    const { admin, sandbox } = await start();
    const low = sandbox.records("Alerts").filter(({ severity }) => severity === "low").length;
    for (const [action, archived] of [
      ["archive", true],
      ["unarchive", false],
    ] as const) {
      expect(
        (await admin.post(`Alerts/${action}`, undefined, { query: { where: { severity: "low" } } })).json,
      ).toEqual({ count: low });
      expect(
        (await admin.get("Alerts/count", { query: { where: { severity: "low", archived } } })).json,
      ).toEqual({ count: low });
    }
  });

  test("are responded to on their agents, by ids or by a condition", async () => {
    const { admin, sandbox } = await start();
    const active = new Set(
      sandbox
        .records("Agents")
        .filter((agent) => agent["active"] === true)
        .map(({ id }) => id),
    );
    const alert = sandbox.records("Alerts").find(({ agentId }) => active.has(String(agentId)));
    const [{ id }] = await admin.find("extensions", { where: { name: "Host Isolation" } });
    const options = { extensions: [{ id }] };
    for (const which of [{ ids: [alert?.id] }, { where: { id: alert?.id } }]) {
      await admin.post("Agents/toggleIsolation", { ids: [alert?.["agentId"]], isolated: false });
      expect(await runTask(sandbox, admin, "Alerts/response", { ...which, options })).toMatchObject({
        type: "Response",
        status: "Completed",
      });
      expect((await admin.get(`Agents/${String(alert?.["agentId"])}`)).json.isolated).toBe(true);
    }
    expect((await admin.post("Alerts/response", { options })).json).toEqual(
      plain(400, "where is a required argument"),
    );
  });

  test("are commented on", async () => {
    const { admin, sandbox } = await start();
    const path = `Alerts/${sandbox.records("Alerts")[0]?.id}/comments`;
    const { json } = await admin.post(path, { value: "Seen." });
    expect((await admin.get(path)).json).toEqual([expect.objectContaining(json)]);
  });
});

test.each(["extensions", "rules"])(
  "the latest version of one of the %s is its body with a SHA-256",
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

test("a target group that is deleted goes to the archive under its id; there it is deleted for good", async () => {
  const { admin, sandbox } = await start();
  const [group] = sandbox.records("targets");
  expect((await admin.delete(`targets/${group?.id}`)).json).toEqual({ count: 1 });
  expect((await admin.get(`targets/${group?.id}`)).status).toBe(404);
  const archived = (await admin.get(`TargetsArchive/${group?.id}`)).json;
  const { id, name, controllerGroupId, organizationId } = group ?? { id: "" };
  expect(archived).toEqual({ id, name, controllerGroupId, organizationId });
  expect((await admin.delete(`TargetsArchive/${group?.id}`)).json).toEqual({ count: 1 });
  expect((await admin.get(`TargetsArchive/${group?.id}`)).status).toBe(404);
});

test.each([
  ["createDeleteFileJobs", "delete-file"],
  ["createRestoreFileJobs", "restore-file"],
])("quarantined files: %s makes a job for each file that matches", async (action, type) => {
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

describe("what an action is sent", () => {
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
    ["POST", "targets/scan", { target: "a", targetGroup: {} }, "targetGroup must be an object with an id"],
  ])("%s %s with %j is 400: %s", async (method, path, body, message) => {
    const { admin } = await start();
    expect((await admin.send(method, path, { body })).json).toEqual(plain(400, message));
  });

  test.each([
    [`targets/${UNKNOWN_ID}/scan`, {}, "Target", UNKNOWN_ID],
    [`targets/${UNKNOWN_ID}/Enumerate`, { queries: [] }, "Target", UNKNOWN_ID],
    ["targets/scan", { target: "a", targetGroup: { id: UNKNOWN_ID } }, "Target", UNKNOWN_ID],
  ])("POST %s with %j is 404", async (path, body, model, id) => {
    const { admin } = await start();
    expect((await admin.post(path, body)).json).toEqual(unknown(model, id));
  });

  test("names credentials that exist", async () => {
    const { admin, sandbox } = await start();
    const agent = sandbox.records("Agents").find(({ active }) => active === true);
    const body = { target: agent?.["hostname"], targetGroup: { id: agent?.["locationId"] }, options: {} };
    const [{ id }] = await admin.find("credentials", { limit: 1 });
    expect(
      (await admin.post("targets/scan", { ...body, credential: { id }, sshcredential: { id } })).status,
    ).toBe(200);
    expect((await admin.post("targets/scan", { ...body, credential: { id: UNKNOWN_ID } })).json).toEqual(
      unknown("Credential", UNKNOWN_ID),
    );
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
  ])("needs a token before anything is looked for: %s", async (path) => {
    const { nobody } = await start();
    const { status, json } = await nobody.post(path, {});
    expect([status, json]).toEqual([401, AUTH]);
  });
});

describe("what the vendor's code sends", () => {
  test.each(["extensions", "rules"])("POST of %s with the id of a record updates it", async (plural) => {
    const { admin, sandbox } = await start();
    const [row] = sandbox.records(plural);
    const before = sandbox.records(plural).length;

    const { status } = await admin.post(plural, { id: row?.id, name: "Changed" });

    expect(status).toBe(200);
    expect((await admin.get(`${plural}/${row?.id}`)).json.name).toBe("Changed");
    expect(sandbox.records(plural)).toHaveLength(before);
  });

  test("PUT of a flag with only a color succeeds, and the flag loses its name", async () => {
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

test("a report has an address of its file", async () => {
  const { admin, sandbox } = await start();
  const [report] = sandbox.records("Reports");

  const { json } = await admin.get(`Reports/${report?.id}/presignedUrl`);

  expect(json).toEqual({ url: `/api/Reports/${report?.id}/download` });
});
