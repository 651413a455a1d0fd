import { describe, expect, test } from "vitest";
import type { Row } from "../src/index.js";
import type { Json } from "./support/client.js";
import { INTERNAL, plain, UNKNOWN_ID } from "./support/errors.js";
import { sandboxes } from "./support/sandboxes.js";
import { groupOf, ofScan, runTask } from "./support/tasks.js";

const start = sandboxes();
const everything = {
  process: true,
  module: true,
  driver: true,
  memory: true,
  account: true,
  artifact: true,
  autostart: true,
  application: true,
  network: true,
  events: true,
};

describe("a scan", () => {
  test("leaves its row, its hosts with the agents' data, and findings of what was looked for alone", async () => {
    const { sandbox, admin } = await start();
    const { group, agents } = await groupOf(sandbox, admin, 3);
    const { data } = await runTask(sandbox, admin, `targets/${group.id}/scan`, {
      options: { process: true, network: true, installed: true, hook: true },
    });
    const scan = sandbox.records("scans").find(({ id }) => id === data.scanId);
    expect(scan).toMatchObject({
      targetId: group.id,
      hostCount: 3,
      data: { counts: { total: { process: 6, connection: 6 } } },
    });
    const hosts = ofScan(sandbox, "ScanHosts", data.scanId);
    expect(hosts).toHaveLength(3);
    for (const { hostname, ipstring, active } of agents) {
      expect(hosts).toContainEqual(
        expect.objectContaining({
          hostname,
          ip: ipstring,
          osVersion: expect.stringMatching(/Windows|Ubuntu|macOS/),
          failed: active === false,
          completedOn: scan?.["completedOn"],
        }),
      );
    }
    for (const model of ["ScanProcessInstances", "ScanConnectionInstances"]) {
      const found = ofScan(sandbox, model, data.scanId);
      expect(new Set(found.map(({ hostId }) => hostId))).toEqual(
        new Set(hosts.filter(({ failed }) => failed === false).map(({ hostId }) => hostId)),
      );
    }
    for (const model of [
      "ScanModuleInstances",
      "ScanDriverInstances",
      "ScanAccountInstancesByHost",
      "ScanExtensionDetails",
    ])
      expect(ofScan(sandbox, model, data.scanId)).toEqual([]);
    expect((await admin.get(`targets/${group.id}`)).json.lastScannedOn).toBe(scan?.["completedOn"]);
  });

  test("without options looks for everything that there are models for, and runs nothing", async () => {
    const { sandbox, admin } = await start();
    const { group } = await groupOf(sandbox, admin, 2);
    const { data } = await runTask(sandbox, admin, `targets/${group.id}/scan`, {});
    const kinds = [
      "Process",
      "Module",
      "Driver",
      "MemScan",
      "Artifact",
      "Autostart",
      "Connection",
      "Application",
      "Script",
    ].map((kind) => `Scan${kind}Instances`);
    for (const model of [...kinds, "ScanAccountInstancesByHost"])
      expect(ofScan(sandbox, model, data.scanId).length).toBeGreaterThan(0);
    expect(ofScan(sandbox, "ScanExtensionDetails", data.scanId)).toEqual([]);
  });

  test("raises alerts on its hosts, of the kinds that were looked for, on files that HUNT knows", async () => {
    const { sandbox, admin } = await start();
    const [target] = sandbox.records("targets");
    const { data } = await runTask(sandbox, admin, `targets/${target?.id}/scan`, {
      options: { account: true, memory: true },
    });
    const hosts = ofScan(sandbox, "ScanHosts", data.scanId);
    const alerts = ofScan(sandbox, "Alerts", data.scanId);
    expect(new Set(alerts.map(({ type }) => type))).toEqual(new Set(["account", "memscan"]));
    expect(new Set(alerts.map(({ severity }) => severity)).size).toBeGreaterThan(2);
    const files = new Set(sandbox.records("FileReps").map(({ id }) => id));
    for (const { hostScanId, hostname, severity, fileRepId, archived } of alerts) {
      expect([files.has(String(fileRepId)), archived]).toEqual([true, false]);
      expect(hosts).toContainEqual(
        expect.objectContaining({
          id: hostScanId,
          hostname,
          failed: false,
          ...(severity === "critical" && { compromised: true }),
        }),
      );
    }
  });

  test("raises at least one alert where a host answers", async () => {
    const { sandbox, admin } = await start();
    const { agents } = await groupOf(sandbox, admin, 6);
    for (const { id, active } of agents) {
      const { data } = await runTask(sandbox, admin, "Agents/scan", { where: { id: [agents[5]?.id, id] } });
      expect(ofScan(sandbox, "Alerts", data.scanId).length > 0).toBe(active);
    }
  });

  test("that looks for nothing raises no alert", async () => {
    const { sandbox, admin } = await start();
    const { group } = await groupOf(sandbox, admin, 2);
    const { data } = await runTask(sandbox, admin, `targets/${group.id}/scan`, {
      options: { application: true },
    });
    expect([
      ofScan(sandbox, "Alerts", data.scanId).length,
      ofScan(sandbox, "ScanHosts", data.scanId).length,
    ]).toEqual([0, 2]);
  });

  test("knows a machine by one hostId each time", async () => {
    const { sandbox, admin } = await start();
    const { group } = await groupOf(sandbox, admin, 2);
    const first = await runTask(sandbox, admin, `targets/${group.id}/scan`, {});
    const second = await runTask(sandbox, admin, `targets/${group.id}/scan`, {});
    const hostIds = [first, second].map(({ data }) =>
      ofScan(sandbox, "ScanHosts", data.scanId).map(({ hostId }) => hostId),
    );
    expect(hostIds[0]).toEqual(hostIds[1]);
  });

  test("runs extensions in their order, with their arguments in the output", async () => {
    const { sandbox, admin } = await start();
    const { group } = await groupOf(sandbox, admin, 2);
    const [one, two] = await admin.find("extensions", { where: { type: "collection" }, limit: 2 });
    const extensions = [
      { id: one.id, order: 2 },
      { id: two.id, order: 1, args: { path: "C:\\Temp" } },
    ];
    const { data, type } = await runTask(sandbox, admin, `targets/${group.id}/scan`, {
      options: { extensions },
    });
    const [host] = ofScan(sandbox, "ScanHosts", data.scanId);
    const details = ofScan(sandbox, "ScanExtensionDetails", data.scanId);
    expect([type, details.map(({ name }) => name)]).toEqual(["Scan", [two.name, one.name]]);
    expect(details[0]).toMatchObject({
      extensionId: two.id,
      success: true,
      hostScanId: host?.id,
      hostId: host?.["hostId"],
      output: expect.arrayContaining([expect.stringContaining('{"path":"C:\\\\Temp"}')]),
    });
  });

  test("takes the addresses of a group that have no agent, and only the hosts that a condition wants", async () => {
    const { sandbox, admin } = await start();
    const { group, agents } = await groupOf(sandbox, admin, 3);
    await admin.post("Addresses", [
      { hostname: "printer", ipstring: "10.9.9.9", accessible: true, targetId: group.id },
      {
        hostname: "twin",
        ipstring: "10.9.9.8",
        accessible: true,
        targetId: group.id,
        agentId: agents[0]?.id,
      },
    ]);
    const all = await runTask(sandbox, admin, `targets/${group.id}/scan`, {});
    expect(ofScan(sandbox, "ScanHosts", all.data.scanId)).toContainEqual(
      expect.objectContaining({ hostname: "printer", failed: false }),
    );
    expect(ofScan(sandbox, "ScanHosts", all.data.scanId)).toHaveLength(4);
    const some = await runTask(sandbox, admin, `targets/${group.id}/scan`, {
      where: { hostname: "printer" },
    });
    expect(ofScan(sandbox, "ScanHosts", some.data.scanId)).toHaveLength(1);
    expect(some.status).toBe("Completed");
  });

  test("of a group returns null and starts nothing if no host matches", async () => {
    const { sandbox, admin } = await start();
    const { id } = (await admin.post("targets", { name: "Empty" })).json;
    const [{ id: other } = { id: "" }] = sandbox.records("targets");
    const tasks = sandbox.records("userTasks").length;

    const empty = await admin.post(`targets/${id}/scan`, {});
    const unmatched = await admin.post(`targets/${other}/scan`, { where: { hostname: "fake" } });

    expect([empty.status, empty.json]).toEqual([200, null]);
    expect([unmatched.status, unmatched.json]).toEqual([200, null]);
    expect(sandbox.records("userTasks")).toHaveLength(tasks);
  });

  test("of a group with an illegal condition ends in Error, and leaves no scan", async () => {
    const { sandbox, admin } = await start();
    const [group] = sandbox.records("targets");
    const scans = sandbox.records("scans").length;

    const task = await runTask(sandbox, admin, `targets/${group?.id}/scan`, { where: { id: "fake" } });

    expect(task).toMatchObject({ status: "Error", endedOn: expect.any(String) });
    expect(sandbox.records("scans")).toHaveLength(scans);
  });

  test("of one host finds its active agent in any group", async () => {
    const { sandbox, admin } = await start();
    const { id } = (await admin.post("targets", { name: "OnDemand" })).json;
    const agent = sandbox.records("Agents").find(({ active }) => active === true);

    const body = { target: agent?.["hostname"], targetGroup: { id }, options: { process: true } };
    const task = await runTask(sandbox, admin, "targets/scan", body);

    expect(task).toMatchObject({ status: "Completed", relatedId: id });
    expect(ofScan(sandbox, "ScanHosts", task.data.scanId)).toEqual([
      expect.objectContaining({ hostname: agent?.["hostname"], failed: false }),
    ]);
  });

  test.each([
    [{ process: "yes" }, 400, "The scan option 'process' must be true or false."],
    [{ extensions: "all" }, 400, "The scan option 'extensions' must be a list."],
    [{ extensions: ["x"] }, 400, "Each of the scan's 'extensions' needs the 'id' of an extension."],
    [
      { extensions: [{ id: "x" }] },
      422,
      "The scan cannot run the extension 'x': there is none with this id.",
    ],
  ])("with the options %j is refused with %d", async (options, status, message) => {
    const { sandbox, admin } = await start();
    const tasks = sandbox.records("userTasks").length;
    const answer = await admin.post(`targets/${sandbox.records("targets")[0]?.id}/scan`, { options });
    expect([answer.status, answer.json.error.message]).toEqual([status, message]);
    expect(sandbox.records("userTasks")).toHaveLength(tasks);
  });

  test("of one host goes to an active agent by its hostname or address, else to an accessible address", async () => {
    const { sandbox, admin } = await start();
    const { group, agents } = await groupOf(sandbox, admin, 2);
    await admin.post("Addresses", [
      { hostname: "printer", ipstring: "10.9.9.9", accessible: true, targetId: group.id },
      { hostname: "ghost", ipstring: "10.9.9.7", accessible: false, targetId: group.id },
    ]);
    const scan = (target: unknown): Promise<Json> =>
      runTask(sandbox, admin, "targets/scan", { target, targetGroup: { id: group.id }, options: {} });
    for (const target of [String(agents[0]?.["hostname"]).toLowerCase(), agents[0]?.["ipstring"]]) {
      const { data } = await scan(target);
      expect(ofScan(sandbox, "ScanHosts", data.scanId).map(({ hostname }) => hostname)).toEqual([
        agents[0]?.["hostname"],
      ]);
    }
    expect(await scan("10.9.9.9")).toMatchObject({ message: "Complete" });
    for (const target of ["ghost", "nobody"]) {
      expect(
        (await admin.post("targets/scan", { target, targetGroup: { id: group.id }, options: {} })).json,
      ).toEqual(INTERNAL);
    }
  });

  test("of thousands of agents keeps its findings few", async () => {
    const { sandbox, admin } = await start();
    const { id } = (await admin.post("targets", { name: "Everything" })).json;
    await admin.post("Agents/update", { locationId: id }, { query: { where: {} } });
    const { data } = await runTask(sandbox, admin, `targets/${id}/scan`, { options: everything });
    expect(ofScan(sandbox, "ScanHosts", data.scanId)).toHaveLength(2500);
    expect(ofScan(sandbox, "ScanProcessInstances", data.scanId).length).toBeLessThanOrEqual(2500);
  });
});

describe("a response", () => {
  test("is a scan that runs one response extension alone; it isolates a host, and lets it back", async () => {
    const { sandbox, admin } = await start();
    const { group, agents } = await groupOf(sandbox, admin, 2);
    const target = { target: agents[0]?.["hostname"], targetGroup: { id: group.id } };
    for (const [name, isolated] of [
      ["Host Isolation", true],
      ["Host Isolation Restore", false],
    ] as const) {
      const [{ id }] = await admin.find("extensions", { where: { name } });
      const task = await runTask(sandbox, admin, "targets/scan", {
        ...target,
        options: { extensions: [{ id }] },
      });
      expect(task).toMatchObject({ type: "Response", status: "Completed" });
      expect(ofScan(sandbox, "ScanExtensionDetails", task.data.scanId)).toEqual([
        expect.objectContaining({ name, success: true }),
      ]);
      expect((await admin.get(`Agents/${agents[0]?.id}`)).json.isolated).toBe(isolated);
    }
  });

  test("does nothing to a host that is inactive", async () => {
    const { sandbox, admin } = await start();
    const { agents } = await groupOf(sandbox, admin, 2);
    const [{ id }] = await admin.find("extensions", { where: { name: "Host Isolation" } });
    const { data } = await runTask(sandbox, admin, "Agents/scan", {
      where: { id: agents.map((agent) => agent.id) },
      options: { extensions: [{ id }] },
    });
    expect(ofScan(sandbox, "ScanExtensionDetails", data.scanId)).toHaveLength(1);
    expect(
      await admin.find("Agents", { where: { id: { inq: agents.map((agent) => agent.id) }, isolated: true } }),
    ).toEqual([expect.objectContaining({ id: agents[0]?.id })]);
  });
});

describe("an enumeration", () => {
  test("finds hosts by each query of a group, the same when it runs again", async () => {
    const { sandbox, admin } = await start();
    const { group } = await groupOf(sandbox, admin, 1);
    const agent = sandbox.records("Agents")[5];
    const queries = (
      await admin.post("queries", [
        { name: "Network", value: "10.77.1.0/24", targetId: group.id },
        { name: "Hosts", value: `${String(agent?.["hostname"])}, 10.77.2.9`, targetId: group.id },
      ])
    ).json.map(({ id }: Row) => id);
    const task = await runTask(sandbox, admin, `targets/${group.id}/Enumerate`, { queries });
    expect(task).toMatchObject({
      type: "Enumerate",
      status: "Completed",
      message: "Complete",
    });
    const addresses = await admin.find("Addresses", { where: { targetId: group.id }, order: "ipstring" });
    expect(addresses).toHaveLength(8);
    expect(addresses).toContainEqual(
      expect.objectContaining({
        hostname: agent?.["hostname"],
        ipstring: agent?.["ipstring"],
        agentId: agent?.id,
        accessible: true,
        queryId: queries[1],
      }),
    );
    const again = await runTask(sandbox, admin, `targets/${group.id}/Enumerate`, { queries });
    const later = await admin.find("Addresses", { where: { targetId: group.id }, order: "ipstring" });
    expect(later).toEqual(addresses.map((address: Json) => ({ ...address, lastAccessedOn: again.endedOn })));
  });

  test("without a query fails with a message; of a query that is unknown or another group's it is refused", async () => {
    const { sandbox, admin } = await start();
    const [group, other] = sandbox.records("targets");
    const path = `targets/${group?.id}/Enumerate`;
    expect(await runTask(sandbox, admin, path, { queries: [] })).toMatchObject({
      status: "Failed",
      message: expect.stringContaining("has no query"),
    });
    const foreign = sandbox.records("queries").find(({ targetId }) => targetId === other?.id)?.id ?? "";
    expect((await admin.post(path, { queries: [UNKNOWN_ID] })).json).toEqual(
      plain(404, `Unknown "Query" id "${UNKNOWN_ID}".`, { code: "MODEL_NOT_FOUND" }),
    );
    expect((await admin.post(path, { queries: [foreign] })).json).toEqual(
      plain(400, `The query '${foreign}' is not of this target group.`),
    );
    expect((await admin.post(path, {})).json).toEqual(plain(400, "queries is a required argument"));
  });
});

test("the same seed and the same requests find the same", async () => {
  const dateless = (rows: Row[]): unknown =>
    JSON.parse(
      JSON.stringify(rows, (key, value: unknown) => (/(On|Time|Date)$/.test(key) ? undefined : value)),
    );
  const found: unknown[] = [];
  for (const seed of [5, 5, 6]) {
    const { sandbox, admin } = await start({ seed });
    const { group } = await groupOf(sandbox, admin, 3);
    const { data } = await runTask(sandbox, admin, `targets/${group.id}/scan`, { options: everything });
    found.push(
      ["ScanHosts", "Alerts", "ScanProcessInstances", "ScanAccountInstancesByHost"].map((model) =>
        dateless(ofScan(sandbox, model, data.scanId)),
      ),
    );
  }
  expect(found[0]).toEqual(found[1]);
  expect(found[0]).not.toEqual(found[2]);
});
