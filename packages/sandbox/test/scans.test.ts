import { describe, expect, test } from "vitest";
import type { Row } from "../src/index.js";
import type { Json } from "./support/client.js";
import { INTERNAL, plain, UNKNOWN_ID } from "./support/errors.js";
import { sandboxes, type Started } from "./support/sandboxes.js";
import { createGroup, listRowsOfScan, runTask } from "./support/tasks.js";

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

/** Scans a group of two active agents and an inactive one for processes and connections. */
async function scanGroup({ sandbox, admin }: Started) {
  const { group, agents } = await createGroup(sandbox, admin, 3);
  const { data } = await runTask(sandbox, admin, `targets/${group.id}/scan`, {
    options: { process: true, network: true, installed: true, hook: true },
  });
  const scan = sandbox.records("scans").find(({ id }) => id === data.scanId);
  const hosts = listRowsOfScan(sandbox, "ScanHosts", data.scanId);
  return { group, agents, scan, hosts };
}

describe("a scan", () => {
  test("a scan has its group and the number of its hosts and findings", async () => {
    const { group, scan } = await scanGroup(await start());

    expect(scan?.["targetId"]).toBe(group.id);
    expect(scan?.["hostCount"]).toBe(3);
    expect(scan?.["data"]).toHaveProperty("counts.total", { process: 6, connection: 6 });
  });

  test("a scan has a host for each agent, and the inactive one failed", async () => {
    const { agents, scan, hosts } = await scanGroup(await start());

    expect(hosts).toHaveLength(3);
    for (const { hostname, ipstring, active } of agents) {
      const host = hosts.find((each) => each["hostname"] === hostname);
      expect(host?.["ip"]).toBe(ipstring);
      expect(host?.["osVersion"]).toMatch(/Windows|Ubuntu|macOS/);
      expect(host?.["failed"]).toBe(!active);
      expect(host?.["completedOn"]).toBe(scan?.["completedOn"]);
    }
  });

  test.each(["ScanProcessInstances", "ScanConnectionInstances"])(
    "a scan has findings of its options on the reachable hosts: %s",
    async (model) => {
      const started = await start();
      const { scan, hosts } = await scanGroup(started);

      const found = new Set(listRowsOfScan(started.sandbox, model, scan?.id).map(({ hostId }) => hostId));

      const reachable = hosts.filter(({ failed }) => failed === false);
      expect(found).toEqual(new Set(reachable.map(({ hostId }) => hostId)));
    },
  );

  test.each([
    "ScanModuleInstances",
    "ScanDriverInstances",
    "ScanAccountInstancesByHost",
    "ScanExtensionDetails",
  ])("a scan has no findings of other options: %s", async (model) => {
    const started = await start();
    const { scan } = await scanGroup(started);

    expect(listRowsOfScan(started.sandbox, model, scan?.id)).toEqual([]);
  });

  test("a scan sets when its group was last scanned", async () => {
    const started = await start();
    const { group, scan } = await scanGroup(started);

    const { lastScannedOn } = (await started.admin.get(`targets/${group.id}`)).json;

    expect(lastScannedOn).toBe(scan?.["completedOn"]);
  });

  test("a scan without options has findings of every kind and runs no extension", async () => {
    const { sandbox, admin } = await start();
    const { group } = await createGroup(sandbox, admin, 2);
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
      expect(listRowsOfScan(sandbox, model, data.scanId).length).toBeGreaterThan(0);
    expect(listRowsOfScan(sandbox, "ScanExtensionDetails", data.scanId)).toEqual([]);
  });

  test("a scan creates alerts of its options on its hosts, about known files", async () => {
    const { sandbox, admin } = await start();
    const [target] = sandbox.records("targets");
    const { data } = await runTask(sandbox, admin, `targets/${target?.id}/scan`, {
      options: { account: true, memory: true },
    });
    const hosts = listRowsOfScan(sandbox, "ScanHosts", data.scanId);
    const alerts = listRowsOfScan(sandbox, "Alerts", data.scanId);
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

  test("a scan creates at least one alert if a host is reachable", async () => {
    const { sandbox, admin } = await start();
    const { agents } = await createGroup(sandbox, admin, 6);
    for (const { id, active } of agents) {
      const { data } = await runTask(sandbox, admin, "Agents/scan", { where: { id: [agents[5]?.id, id] } });
      expect(listRowsOfScan(sandbox, "Alerts", data.scanId).length > 0).toBe(active);
    }
  });

  test("a scan for applications only creates no alerts", async () => {
    const { sandbox, admin } = await start();
    const { group } = await createGroup(sandbox, admin, 2);
    const { data } = await runTask(sandbox, admin, `targets/${group.id}/scan`, {
      options: { application: true },
    });
    expect([
      listRowsOfScan(sandbox, "Alerts", data.scanId).length,
      listRowsOfScan(sandbox, "ScanHosts", data.scanId).length,
    ]).toEqual([0, 2]);
  });

  test("two scans have the same hostId for a host", async () => {
    const { sandbox, admin } = await start();
    const { group } = await createGroup(sandbox, admin, 2);
    const first = await runTask(sandbox, admin, `targets/${group.id}/scan`, {});
    const second = await runTask(sandbox, admin, `targets/${group.id}/scan`, {});
    const hostIds = [first, second].map(({ data }) =>
      listRowsOfScan(sandbox, "ScanHosts", data.scanId).map(({ hostId }) => hostId),
    );
    expect(hostIds[0]).toEqual(hostIds[1]);
  });

  test("a scan runs extensions in their order, and their output contains their arguments", async () => {
    const { sandbox, admin } = await start();
    const { group } = await createGroup(sandbox, admin, 2);
    const [one, two] = await admin.find("extensions", { where: { type: "collection" }, limit: 2 });
    const extensions = [
      { id: one.id, order: 2 },
      { id: two.id, order: 1, args: { path: "C:\\Temp" } },
    ];
    const { data, type } = await runTask(sandbox, admin, `targets/${group.id}/scan`, {
      options: { extensions },
    });
    const [host] = listRowsOfScan(sandbox, "ScanHosts", data.scanId);
    const details = listRowsOfScan(sandbox, "ScanExtensionDetails", data.scanId);
    expect([type, details.map(({ name }) => name)]).toEqual(["Scan", [two.name, one.name]]);
    expect(details[0]).toMatchObject({
      extensionId: two.id,
      success: true,
      hostScanId: host?.id,
      hostId: host?.["hostId"],
      output: expect.arrayContaining([expect.stringContaining('{"path":"C:\\\\Temp"}')]),
    });
  });

  test("a scan of a group includes its addresses without an agent", async () => {
    const { sandbox, admin } = await start();
    const { group, agents } = await createGroup(sandbox, admin, 3);
    const address = { accessible: true, targetId: group.id };
    await admin.post("Addresses", [
      { ...address, hostname: "printer", ipstring: "10.9.9.9" },
      { ...address, hostname: "twin", ipstring: "10.9.9.8", agentId: agents[0]?.id },
    ]);

    const { data } = await runTask(sandbox, admin, `targets/${group.id}/scan`, {});

    const names = new Set(listRowsOfScan(sandbox, "ScanHosts", data.scanId).map(({ hostname }) => hostname));
    expect(names).toEqual(new Set([...agents.map(({ hostname }) => hostname), "printer"]));
    expect(listRowsOfScan(sandbox, "ScanHosts", data.scanId)).toHaveLength(4);
  });

  test("a scan of a group includes only the hosts that match a condition", async () => {
    const { sandbox, admin } = await start();
    const { group } = await createGroup(sandbox, admin, 3);
    const address = { hostname: "printer", ipstring: "10.9.9.9", accessible: true, targetId: group.id };
    await admin.post("Addresses", address);

    const task = await runTask(sandbox, admin, `targets/${group.id}/scan`, {
      where: { hostname: "printer" },
    });

    expect(task.status).toBe("Completed");
    const names = listRowsOfScan(sandbox, "ScanHosts", task.data.scanId).map(({ hostname }) => hostname);
    expect(names).toEqual(["printer"]);
  });

  test("a scan of an empty group returns null and starts no task", async () => {
    const { sandbox, admin } = await start();
    const { id } = (await admin.post("targets", { name: "Empty" })).json;
    const tasks = sandbox.records("userTasks").length;

    const { status, json } = await admin.post(`targets/${id}/scan`, {});

    expect([status, json]).toEqual([200, null]);
    expect(sandbox.records("userTasks")).toHaveLength(tasks);
  });

  test("a scan of a group returns null and starts no task if no host matches", async () => {
    const { sandbox, admin } = await start();
    const [group] = sandbox.records("targets");
    const tasks = sandbox.records("userTasks").length;

    const { status, json } = await admin.post(`targets/${group?.id}/scan`, { where: { hostname: "fake" } });

    expect([status, json]).toEqual([200, null]);
    expect(sandbox.records("userTasks")).toHaveLength(tasks);
  });

  test("a scan of a group with an illegal condition ends as Error and creates no scan", async () => {
    const { sandbox, admin } = await start();
    const [group] = sandbox.records("targets");
    const scans = sandbox.records("scans").length;

    const task = await runTask(sandbox, admin, `targets/${group?.id}/scan`, { where: { id: "fake" } });

    expect(task.status).toBe("Error");
    expect(task.endedOn).toEqual(expect.any(String));
    expect(sandbox.records("scans")).toHaveLength(scans);
  });

  test("a scan of a host finds its active agent in any group", async () => {
    const { sandbox, admin } = await start();
    const { id } = (await admin.post("targets", { name: "OnDemand" })).json;
    const agent = sandbox.records("Agents").find(({ active }) => active === true);

    const body = { target: agent?.["hostname"], targetGroup: { id }, options: { process: true } };
    const task = await runTask(sandbox, admin, "targets/scan", body);

    expect(task.status).toBe("Completed");
    expect(task.relatedId).toBe(id);
    expect(listRowsOfScan(sandbox, "ScanHosts", task.data.scanId)).toEqual([
      expect.objectContaining({ hostname: agent?.["hostname"], failed: false }),
    ]);
  });

  test.each([
    [{ process: "yes" }, 400, "The scan option 'process' must be true or false."],
    [{ extensions: "all" }, 400, "The scan option 'extensions' must be a list."],
    [{ extensions: ["x"] }, 400, "Each item of 'extensions' must have the 'id' of an extension."],
    [{ extensions: [{ id: "x" }] }, 422, "No extension with the ID 'x' found."],
  ])("a scan with the options %j is rejected with %d", async (options, status, message) => {
    const { sandbox, admin } = await start();
    const tasks = sandbox.records("userTasks").length;
    const response = await admin.post(`targets/${sandbox.records("targets")[0]?.id}/scan`, { options });
    expect([response.status, response.json.error.message]).toEqual([status, message]);
    expect(sandbox.records("userTasks")).toHaveLength(tasks);
  });

  test.each([
    ["hostname in any case", ({ hostname }: Row) => String(hostname).toLowerCase()],
    ["IP address", ({ ipstring }: Row) => String(ipstring)],
  ])("a scan of a host finds an active agent by its %s", async (_, getTarget) => {
    const { sandbox, admin } = await start();
    const { group, agents } = await createGroup(sandbox, admin, 2);
    const [agent = { id: "" }] = agents;
    const body = { target: getTarget(agent), targetGroup: { id: group.id }, options: {} };

    const { data } = await runTask(sandbox, admin, "targets/scan", body);

    const names = listRowsOfScan(sandbox, "ScanHosts", data.scanId).map(({ hostname }) => hostname);
    expect(names).toEqual([agent["hostname"]]);
  });

  test("a scan of a host finds an accessible address if there is no agent", async () => {
    const { sandbox, admin } = await start();
    const { id } = (await admin.post("targets", { name: "Laboratory" })).json;
    const address = { hostname: "printer", ipstring: "10.9.9.9", accessible: true, targetId: id };
    await admin.post("Addresses", address);
    const body = { target: "10.9.9.9", targetGroup: { id }, options: {} };

    const task = await runTask(sandbox, admin, "targets/scan", body);

    expect(task.status).toBe("Completed");
    const names = listRowsOfScan(sandbox, "ScanHosts", task.data.scanId).map(({ hostname }) => hostname);
    expect(names).toEqual(["printer"]);
  });

  test("a scan of an unknown host is a 500", async () => {
    const { sandbox, admin } = await start();
    const targetGroup = { id: sandbox.records("targets")[0]?.id };

    const { json } = await admin.post("targets/scan", { target: "unknown", targetGroup, options: {} });

    expect(json).toEqual(INTERNAL);
  });

  test("a scan of an address that is not accessible is a 500", async () => {
    const { admin } = await start();
    const { id } = (await admin.post("targets", { name: "Laboratory" })).json;
    const address = { hostname: "ghost", ipstring: "10.9.9.7", accessible: false, targetId: id };
    await admin.post("Addresses", address);

    const { json } = await admin.post("targets/scan", { target: "ghost", targetGroup: { id }, options: {} });

    expect(json).toEqual(INTERNAL);
  });

  test("a scan of thousands of agents has one finding of each kind per host", async () => {
    const { sandbox, admin } = await start();
    const { id } = (await admin.post("targets", { name: "Everything" })).json;
    await admin.post("Agents/update", { locationId: id }, { query: { where: {} } });
    const { data } = await runTask(sandbox, admin, `targets/${id}/scan`, { options: everything });
    expect(listRowsOfScan(sandbox, "ScanHosts", data.scanId)).toHaveLength(2500);
    expect(listRowsOfScan(sandbox, "ScanProcessInstances", data.scanId).length).toBeLessThanOrEqual(2500);
  });
});

describe("a response", () => {
  test.each([
    ["Host Isolation", true],
    ["Host Isolation Restore", false],
  ])("a scan with only a response extension is a response: %s", async (name, isolated) => {
    const { sandbox, admin } = await start();
    const { group, agents } = await createGroup(sandbox, admin, 2);
    await admin.post("Agents/toggleIsolation", { ids: [agents[0]?.id], isolated: !isolated });
    const [{ id }] = await admin.find("extensions", { where: { name } });

    const task = await runTask(sandbox, admin, "targets/scan", {
      target: agents[0]?.["hostname"],
      targetGroup: { id: group.id },
      options: { extensions: [{ id }] },
    });

    expect(task.type).toBe("Response");
    expect(task.status).toBe("Completed");
    const details = listRowsOfScan(sandbox, "ScanExtensionDetails", task.data.scanId);
    expect(details.map((row) => [row["name"], row["success"]])).toEqual([[name, true]]);
    expect((await admin.get(`Agents/${agents[0]?.id}`)).json.isolated).toBe(isolated);
  });

  test("a response does not affect an inactive host", async () => {
    const { sandbox, admin } = await start();
    const { agents } = await createGroup(sandbox, admin, 2);
    const [{ id }] = await admin.find("extensions", { where: { name: "Host Isolation" } });
    const { data } = await runTask(sandbox, admin, "Agents/scan", {
      where: { id: agents.map((agent) => agent.id) },
      options: { extensions: [{ id }] },
    });
    expect(listRowsOfScan(sandbox, "ScanExtensionDetails", data.scanId)).toHaveLength(1);
    expect(
      await admin.find("Agents", { where: { id: { inq: agents.map((agent) => agent.id) }, isolated: true } }),
    ).toEqual([expect.objectContaining({ id: agents[0]?.id })]);
  });
});

describe("a discovery", () => {
  /** Creates a group with a query for a network, and one for the hostname of an agent and an address. */
  async function createQueries({ sandbox, admin }: Started) {
    const { group } = await createGroup(sandbox, admin, 1);
    const agent = sandbox.records("Agents")[5];
    const { json } = await admin.post("queries", [
      { name: "Network", value: "10.77.1.0/24", targetId: group.id },
      { name: "Hosts", value: `${String(agent?.["hostname"])}, 10.77.2.9`, targetId: group.id },
    ]);
    const queries = json.map(({ id }: Row) => id);
    const listAddresses = (): Promise<Json[]> =>
      admin.find("Addresses", { where: { targetId: group.id }, order: "ipstring" });
    return { path: `targets/${group.id}/Enumerate`, agent, queries, listAddresses };
  }

  test("a discovery finds the hosts of each query", async () => {
    const started = await start();
    const { path, agent, queries, listAddresses } = await createQueries(started);

    const task = await runTask(started.sandbox, started.admin, path, { queries });

    expect(task.type).toBe("Enumerate");
    expect(task.status).toBe("Completed");
    expect(task.message).toBe("Complete");
    const addresses = await listAddresses();
    expect(addresses).toHaveLength(8);
    const found = addresses.find(({ hostname }) => hostname === agent?.["hostname"]);
    expect(found.ipstring).toBe(agent?.["ipstring"]);
    expect(found.agentId).toBe(agent?.id);
    expect(found.accessible).toBe(true);
    expect(found.queryId).toBe(queries[1]);
  });

  test("a second discovery finds the same hosts", async () => {
    const started = await start();
    const { path, queries, listAddresses } = await createQueries(started);
    await runTask(started.sandbox, started.admin, path, { queries });
    const addresses = await listAddresses();

    const { endedOn } = await runTask(started.sandbox, started.admin, path, { queries });

    expect(await listAddresses()).toEqual(
      addresses.map((address) => ({ ...address, lastAccessedOn: endedOn })),
    );
  });

  test("a discovery without a query fails with a message", async () => {
    const { sandbox, admin } = await start();
    const [group] = sandbox.records("targets");

    const task = await runTask(sandbox, admin, `targets/${group?.id}/Enumerate`, { queries: [] });

    expect(task.status).toBe("Failed");
    expect(task.message).toBe(`The target group '${String(group?.["name"])}' has no discovery query.`);
  });

  test("a discovery with an unknown query is a 404", async () => {
    const { sandbox, admin } = await start();
    const path = `targets/${sandbox.records("targets")[0]?.id}/Enumerate`;

    const { json } = await admin.post(path, { queries: [UNKNOWN_ID] });

    expect(json).toEqual(plain(404, `Unknown "Query" id "${UNKNOWN_ID}".`, { code: "MODEL_NOT_FOUND" }));
  });

  test("a discovery with a query of another group is a 400", async () => {
    const { sandbox, admin } = await start();
    const [group, other] = sandbox.records("targets");
    const query = sandbox.records("queries").find(({ targetId }) => targetId === other?.id);

    const { json } = await admin.post(`targets/${group?.id}/Enumerate`, { queries: [query?.id] });

    expect(json).toEqual(plain(400, `The query '${query?.id}' does not belong to this target group.`));
  });

  test("a discovery requires a list of queries", async () => {
    const { sandbox, admin } = await start();

    const { json } = await admin.post(`targets/${sandbox.records("targets")[0]?.id}/Enumerate`, {});

    expect(json).toEqual(plain(400, "queries is a required argument"));
  });
});

test("the same seed and requests produce the same findings", async () => {
  const dateless = (rows: Row[]): unknown =>
    JSON.parse(
      JSON.stringify(rows, (key, value: unknown) => (/(On|Time|Date)$/.test(key) ? undefined : value)),
    );
  const found: unknown[] = [];
  for (const seed of [5, 5, 6]) {
    const { sandbox, admin } = await start({ seed });
    const { group } = await createGroup(sandbox, admin, 3);
    const { data } = await runTask(sandbox, admin, `targets/${group.id}/scan`, { options: everything });
    found.push(
      ["ScanHosts", "Alerts", "ScanProcessInstances", "ScanAccountInstancesByHost"].map((model) =>
        dateless(listRowsOfScan(sandbox, model, data.scanId)),
      ),
    );
  }
  expect(found[0]).toEqual(found[1]);
  expect(found[0]).not.toEqual(found[2]);
});
