import { describe, expect, it, vi } from "vitest";
import type { HuntClient } from "../../src/index.js";
import { toScanOptions } from "../../src/tasks/scan-options.js";
import type { Tasks } from "../../src/tasks/tasks.js";
import type { TaskProgress } from "../../src/tasks/wait-for-task.js";
import { createVirtualClock } from "@huntkit/testing";
import { createClient, catchError, useSandbox } from "../helpers.js";

const sandbox = useSandbox({ now: "2026-03-01T00:00:00Z" });

type Row = ReturnType<ReturnType<typeof sandbox>["records"]>[number];

/** Creates a client whose delays advance the sandbox's clock, and its tasks. */
function start(): { client: HuntClient; tasks: Tasks } {
  const client = createClient(sandbox().url, {
    token: sandbox().tokens.admin,
    clock: createVirtualClock(sandbox().clock),
  });
  return { client, tasks: client.tasks };
}

const rows = (model: string, meets: (row: Row) => boolean = () => true): Row[] =>
  sandbox().records(model).filter(meets);
const row = (model: string, meets?: (row: Row) => boolean): Row => rows(model, meets)[0]!;
const named = (model: string, name: string): Row => row(model, (each) => each["name"] === name);
const text = (value: unknown): string => String(value);

/** Returns an active agent whose host name and address are unique. */
function findLoneAgent(meets: (row: Row) => boolean = () => true): Row {
  const agents = sandbox().records("Agents");
  const uses = new Map<unknown, number>();
  for (const { hostname, ipstring } of agents)
    for (const name of [hostname, ipstring]) uses.set(name, (uses.get(name) ?? 0) + 1);
  return agents.find(
    (agent) =>
      agent["active"] === true &&
      uses.get(agent["hostname"]) === 1 &&
      uses.get(agent["ipstring"]) === 1 &&
      meets(agent),
  )!;
}

const findTask = (userTaskId: string): Row => row("userTasks", ({ id }) => id === userTaskId);
const sent = (pattern: RegExp) =>
  sandbox().requests.filter(({ method, path }) => pattern.test(`${method} ${path}`));
const extensionsThatRan = (scanId: string | null) =>
  rows("ScanExtensionDetails", (detail) => detail["scanId"] === scanId);

describe("client.tasks.scanTargetGroup", () => {
  it("finds the group by name, scans with the default options, and returns the scan ID", async () => {
    const { client, tasks } = start();
    const group = row("Targets");
    const started = await tasks.scanTargetGroup(text(group["name"]).toUpperCase());
    expect(findTask(started.userTaskId)).toMatchObject({ type: "Scan", relatedId: group.id });
    const { scanId } = await started.wait();
    expect(await client.scanHosts.count({ scanId })).toBeGreaterThan(0);
    expect(await client.scanProcessInstances.count({ scanId })).toBeGreaterThan(0);
  });

  it("finds the group by ID, and scans only the requested parts on the matching hosts", async () => {
    const { client, tasks } = start();
    const { hostname, locationId } = findLoneAgent();
    const started = await tasks.scanTargetGroup(text(locationId), {
      options: ["module"],
      where: { hostname: text(hostname) },
    });
    const { scanId } = await started.wait();
    const hosts = await client.scanHosts.list({ where: { scanId } }).toArray();
    expect(hosts.map((host) => host.hostname)).toEqual([hostname]);
    expect(await client.scanModuleInstances.count({ scanId })).toBeGreaterThan(0);
    expect(await client.scanProcessInstances.count({ scanId })).toBe(0);
  });

  it("runs extensions by name and ID in order, with arguments, and looks them up in one request", async () => {
    const { tasks } = start();
    const { hostname, locationId } = findLoneAgent();
    const [discovery, logs] = [named("extensions", "E-Discovery"), named("extensions", "Yara Scanner")];
    const where = { hostname: text(hostname) };
    const extensions = [{ extension: "yara SCANNER", args: { days: 3 } }, discovery.id];
    const { scanId } = await (
      await tasks.scanTargetGroup(text(locationId), { options: "empty", where, extensions })
    ).wait();
    expect(extensionsThatRan(scanId).map(({ extensionId }) => extensionId)).toEqual([logs.id, discovery.id]);
    expect(extensionsThatRan(scanId)[0]!["output"]).toContainEqual(expect.stringContaining('{"days":3}'));
    expect(sent(/^GET \S*extensions$/)).toHaveLength(1);
  });

  it("runs the extensions in the options in addition to those in extensions", async () => {
    const { tasks } = start();
    const { hostname, locationId } = findLoneAgent();
    const options = { process: true, extensions: [{ id: named("extensions", "E-Discovery").id }] };
    const started = await tasks.scanTargetGroup(text(locationId), {
      options,
      where: { hostname: text(hostname) },
      extensions: ["Yara Scanner"],
    });
    const { scanId } = await started.wait();
    expect(
      extensionsThatRan(scanId)
        .map(({ name }) => text(name))
        .sort(),
    ).toEqual(["E-Discovery", "Yara Scanner"]);
  });

  it("waits for a discovery with enumerateFirst, and reports its progress", async () => {
    const { tasks } = start();
    const group = row("Targets");
    const told: TaskProgress[] = [];
    const started = await tasks.scanTargetGroup(group.id, {
      enumerateFirst: { onProgress: (progress) => void told.push(progress) },
    });
    const [discovery, scan] = rows("userTasks").slice(-2) as [Row, Row];
    expect(discovery).toMatchObject({ type: "Enumerate", status: "Completed", relatedId: group.id });
    expect(told.at(-1)).toMatchObject({ status: "Completed" });
    expect(scan).toMatchObject({ id: started.userTaskId, type: "Scan" });
    expect(Date.parse(text(scan["createdOn"]))).toBeGreaterThanOrEqual(
      Date.parse(text(discovery["endedOn"])),
    );
  });

  it("does not start a scan if the discovery is cancelled", async () => {
    const { client, tasks } = start();
    const cancelling: Promise<void>[] = [];
    const onProgress = () =>
      void (
        cancelling.length === 0 && cancelling.push(client.userTasks.cancel(rows("userTasks").at(-1)!.id))
      );
    const error = await catchError(
      tasks.scanTargetGroup(row("Targets").id, { enumerateFirst: { onProgress } }),
    );
    await Promise.all(cancelling);
    expect(error).toMatchObject({ code: "HUNT_TASK", problem: "cancelled" });
    expect(sent(/^POST \S+\/scan$/)).toHaveLength(0);
  });

  it("rejects with the reason of its signal before anything is started", async () => {
    const reason = new Error("no longer wanted");
    await expect(
      start().tasks.scanTargetGroup(row("Targets").id, { signal: AbortSignal.abort(reason) }),
    ).rejects.toBe(reason);
    expect(sent(/^POST/)).toHaveLength(0);
  });

  it("throws if no host of the group matches, because HUNT then starts nothing", async () => {
    const { client, tasks } = start();
    const group = await client.targets.create({ name: "Deserted" });

    const error = await catchError(tasks.scanTargetGroup(group.id));

    expect(error).toMatchObject({ code: "HUNT_TASK", problem: "no-hosts" });
    expect(error.message).toContain("no host matches");
  });

  it.each([
    ["a part of a scan", { options: ["proces"] }, { input: "options", problem: "unknown" }, '"proces"'],
    [
      "an extension",
      { extensions: ["E-Discover"] },
      { input: "extension", problem: "not-found" },
      '"E-Discovery"',
    ],
  ])("rejects %s that does not exist, and starts nothing", async (_, settings, problem, hint) => {
    const error = await catchError(
      start().tasks.scanTargetGroup(row("Targets").id, { enumerateFirst: true, ...settings } as never),
    );
    expect(error).toMatchObject({ code: "HUNT_INPUT", ...problem });
    expect(error.message).toContain(hint);
    expect(sent(/^POST/)).toHaveLength(0);
  });

  it("rejects a group that does not exist", async () => {
    expect(await catchError(start().tasks.scanTargetGroup("Atlantis"))).toMatchObject({
      input: "targetGroup",
      problem: "not-found",
    });
  });
});

describe("client.tasks.scanTarget", () => {
  it.each(["hostname", "ipstring"])(
    "finds the active agent by %s, and scans it in its own group",
    async (property) => {
      const { client, tasks } = start();
      const agent = findLoneAgent();
      const started = await tasks.scanTarget(text(agent[property]).toLowerCase());
      expect(findTask(started.userTaskId)).toMatchObject({ relatedId: agent["locationId"] });
      const { scanId } = await started.wait();
      const hosts = await client.scanHosts.list({ where: { scanId } }).toArray();
      expect(hosts.map(({ hostname }) => hostname)).toEqual([agent["hostname"]]);
    },
  );

  it("scans an agent in its own group, even if another group is given", async () => {
    const agent = findLoneAgent();
    const other = row("Targets", ({ id }) => id !== agent["locationId"]);
    const { userTaskId } = await start().tasks.scanTarget(text(agent["hostname"]), {
      targetGroup: text(other["name"]),
    });
    expect(findTask(userTaskId)).toMatchObject({ relatedId: agent["locationId"] });
  });

  it("scans an accessible address without an agent in the given group, otherwise in the last one that reached it", async () => {
    const { client, tasks } = start();
    const [one, two, three] = rows("Targets") as [Row, Row, Row];
    const common = { hostname: "printer_1", ipstring: "172.31.0.9" };
    await client.addresses.create({
      ...common,
      accessible: true,
      targetId: one.id,
      lastAccessedOn: "2026-02-01T00:00:00.000Z",
    });
    await client.addresses.create({
      ...common,
      accessible: true,
      targetId: two.id,
      lastAccessedOn: "2026-02-20T00:00:00.000Z",
    });
    await client.addresses.create({
      ...common,
      accessible: false,
      targetId: three.id,
      lastAccessedOn: "2026-02-25T00:00:00.000Z",
    });
    const scanAndFindGroup = async (targetGroup?: string) =>
      findTask((await tasks.scanTarget("PRINTER_1", { targetGroup })).userTaskId)["relatedId"];
    expect(await scanAndFindGroup(one.id)).toBe(one.id);
    expect(await scanAndFindGroup()).toBe(two.id);
    expect(await scanAndFindGroup(three.id)).toBe(two.id);
  });

  it("does not confuse hosts whose names are similar", async () => {
    const { client, tasks } = start();
    const group = row("Targets");
    for (const hostname of ["camera-1", "my-camera_1"])
      await client.addresses.create({
        hostname,
        ipstring: "172.31.1.1",
        accessible: true,
        targetId: group.id,
      });
    const error = await catchError(tasks.scanTarget("camera_1", { targetGroup: group.id }));
    expect(error).toMatchObject({ code: "HUNT_SERVER" });
    expect(error.message).toContain("Neither was found before");
  });

  it("sends credentials by their names or IDs", async () => {
    const { client, tasks } = start();
    const requests = vi.spyOn(client, "request");
    const account = named("credentials", "Domain scanner");
    const sshAccount = named("credentials", "Linux fleet");
    const agent = findLoneAgent();
    await tasks.scanTarget(text(agent["hostname"]), {
      credential: "domain scanner",
      sshCredential: sshAccount.id,
      options: "empty",
    });
    expect(requests.mock.calls.map(([{ body }]) => body).filter(Boolean)).toEqual([
      {
        target: agent["hostname"],
        targetGroup: { id: agent["locationId"] },
        credential: { id: account.id },
        sshcredential: { id: sshAccount.id },
        options: toScanOptions("empty"),
      },
    ]);
    expect(await catchError(tasks.scanTarget("any", { credential: "Nobody" }))).toMatchObject({
      input: "credential",
      problem: "not-found",
    });
    expect(await catchError(tasks.scanTarget("any", { sshCredential: "Nobody" }))).toMatchObject({
      input: "sshCredential",
      problem: "not-found",
    });
  });

  it("rejects a host with several active agents, unless the group selects one", async () => {
    const { client, tasks } = start();
    const [one, other] = rows("Targets") as [Row, Row];
    const first = await client.agents.create({
      hostname: "DESKTOP-1",
      ipstring: "172.31.2.1",
      active: true,
      locationId: one.id,
    });
    const second = await client.agents.create({
      hostname: "desktop-1",
      ipstring: "172.31.2.2",
      active: true,
      locationId: other.id,
    });
    await client.agents.create({
      hostname: "desktop-1",
      ipstring: "172.31.2.3",
      active: false,
      locationId: one.id,
    });
    const error = await catchError(tasks.scanTarget("Desktop-1"));
    expect(error).toMatchObject({ code: "HUNT_INPUT", input: "host", problem: "ambiguous" });
    for (const { id, ipstring } of [first, second])
      expect(error.message).toContain(`(${ipstring}, agent ${id})`);
    expect(error.message).toContain("2 active agents");
    expect(
      findTask((await tasks.scanTarget("Desktop-1", { targetGroup: other.id })).userTaskId),
    ).toMatchObject({ relatedId: other.id });
  });

  it("rejects a response on a host with several active agents, and starts nothing", async () => {
    const { client, tasks } = start();
    const agents = ["172.31.3.1", "172.31.3.2"].map((ipstring) =>
      client.agents.create({ hostname: "DESKTOP-2", ipstring, active: true }),
    );
    const [first, second] = await Promise.all(agents);
    const tasksBefore = rows("userTasks").length;

    const error = await catchError(tasks.respond("DESKTOP-2", "Host Isolation"));

    expect(error).toMatchObject({ code: "HUNT_INPUT", input: "host", problem: "ambiguous" });
    expect(error.message).toContain(`agent ${first!.id}`);
    expect(error.message).toContain(`agent ${second!.id}`);
    expect(rows("userTasks")).toHaveLength(tasksBefore);
  });

  it("removes the new group if HUNT does not know the host, and explains the error", async () => {
    const { tasks } = start();

    const error = await catchError(tasks.scanTarget("ghost-1"));

    expect(rows("Targets", ({ name }) => name === "OnDemand")).toEqual([]);
    expect(rows("TargetsArchive", ({ name }) => name === "OnDemand")).toEqual([]);
    expect(error.message).toContain("The new target group OnDemand was removed.");
    expect(error).toMatchObject({
      code: "HUNT_SERVER",
      status: 500,
      path: "targets/scan",
      cause: { code: "HUNT_SERVER" },
    });
    expect(error.message).toContain("no active agent and no reachable address. Neither was found before");
  });

  it.each(["999.1.1.1", "10.0.0", "10.0.0.0/33", "10.0.0.1-999", "fe80::12345"])(
    "rejects an IP address that cannot exist before anything is created: %s",
    async (host) => {
      const { client, tasks } = start();
      const requests = vi.spyOn(client, "request");

      const error = await catchError(tasks.scanTarget(host));

      expect(error).toMatchObject({ code: "HUNT_INPUT", input: "host", problem: "format" });
      expect(error.message).toBe(`host: "${host}" is not a valid IP address.`);
      expect(requests).not.toHaveBeenCalled();
    },
  );

  it("keeps an existing group OnDemand if HUNT does not know the host", async () => {
    const { client, tasks } = start();
    const { id } = await client.targets.create({ name: "OnDemand" });

    const error = await catchError(tasks.scanTarget("ghost-1"));

    expect(rows("Targets").map((target) => target.id)).toContain(id);
    expect(error.message).not.toContain("The new target group");
  });

  it("rejects an unknown host with addUnknownHost: false before anything is created", async () => {
    const { tasks } = start();

    const error = await catchError(tasks.scanTarget("ghost-1", { addUnknownHost: false }));

    expect(error).toMatchObject({ code: "HUNT_INPUT", input: "host", problem: "not-found" });
    expect(sandbox().requests.filter(({ method }) => method !== "GET")).toEqual([]);
  });

  it("rejects a scan without a group if no controller group exists", async () => {
    const { tasks } = start();
    for (const route of ["targets", "controllergroups"])
      sandbox().faults.add({ match: `GET ${route}`, kind: "status", status: 200, body: [] });
    expect(await catchError(tasks.scanTarget("ghost-2"))).toMatchObject({
      code: "HUNT_INPUT",
      input: "targetGroup",
      problem: "missing",
    });
  });

  it("reports that an active agent existed if HUNT still fails", async () => {
    sandbox().faults.add({ match: "POST targets/scan", kind: "status", status: 502 });
    const error = await catchError(start().tasks.scanTarget(text(findLoneAgent()["hostname"])));
    expect(error).toMatchObject({ code: "HUNT_SERVER", status: 502 });
    expect(error.message).toContain("An active agent was found just before the request.");
  });

  it("does not add an explanation to other errors", async () => {
    sandbox().faults.add({ match: "POST targets/scan", kind: "status", status: 403 });
    expect(
      (await catchError(start().tasks.scanTarget(text(findLoneAgent()["hostname"])))).message,
    ).not.toContain("reachable address");
  });

  it.each(["", " "])("rejects an empty host (%j) before anything is sent", async (host) => {
    expect(await catchError(start().tasks.scanTarget(host))).toMatchObject({
      code: "HUNT_INPUT",
      input: "host",
      problem: "empty",
    });
    expect(sandbox().requests).toHaveLength(0);
  });
});

describe("client.tasks.respond", () => {
  it("runs one extension with its arguments, and scans nothing", async () => {
    const { client, tasks } = start();
    const agent = findLoneAgent();
    const started = await tasks.respond(text(agent["hostname"]), "terminate process", {
      args: { path: "C:\\pagefile.sys" },
    });
    expect(findTask(started.userTaskId)).toMatchObject({ type: "Response" });
    const { scanId } = await started.wait();
    expect(extensionsThatRan(scanId)).toEqual([
      expect.objectContaining({ name: "Terminate Process", hostname: agent["hostname"] }),
    ]);
    expect(extensionsThatRan(scanId)[0]!["output"]).toContainEqual(expect.stringContaining("pagefile.sys"));
    expect(await client.scanProcessInstances.count({ scanId })).toBe(0);
  });

  it("finds the extension by its ID", async () => {
    const { id } = named("extensions", "Terminate Process");
    const { userTaskId } = await start().tasks.respond(text(findLoneAgent()["hostname"]), id);
    expect(findTask(userTaskId)).toMatchObject({ type: "Response" });
  });

  it("rejects a collection extension, and starts nothing", async () => {
    const error = await catchError(start().tasks.respond(text(findLoneAgent()["hostname"]), "E-Discovery"));
    expect(error).toMatchObject({ code: "HUNT_INPUT", input: "extension", problem: "type" });
    expect(error.message).toContain('"E-Discovery" is of type collection, not response');
    expect(sent(/^POST/)).toHaveLength(0);
  });

  it("isolates a host and restores it", async () => {
    const { client, tasks } = start();
    const { id, hostname } = findLoneAgent(({ isolated }) => isolated !== true);
    await (await tasks.isolate(text(hostname))).wait();
    expect(await client.agents.get(id)).toMatchObject({ isolated: true });
    await (await tasks.restore(text(hostname))).wait();
    expect(await client.agents.get(id)).toMatchObject({ isolated: false });
  });
});

describe("client.tasks.enumerate", () => {
  it("runs all queries of the group by default", async () => {
    const { client, tasks } = start();
    const group = row("Targets");
    await client.queries.create({ name: "Lab", value: "10.99.0.0/24", targetId: group.id });
    const started = await tasks.enumerate(text(group["name"]));
    const ids = rows("queries", ({ targetId }) => targetId === group.id)
      .map(({ id }) => id)
      .sort();
    expect(ids.length).toBeGreaterThan(1);
    expect((findTask(started.userTaskId)["data"] as { queries: string[] }).queries.toSorted()).toEqual(ids);
    expect(await started.wait()).toMatchObject({ status: "Completed", scanId: null });
  });

  it("runs the given queries by name or ID", async () => {
    const group = row("Targets");
    const query = row("queries", ({ targetId }) => targetId === group.id);
    for (const wanted of [text(query["name"]), query.id]) {
      const { userTaskId } = await start().tasks.enumerate(group.id, { queries: [wanted] });
      expect(findTask(userTaskId)["data"]).toMatchObject({ queries: [query.id] });
    }
  });

  it("rejects a query of another group", async () => {
    const { tasks } = start();
    const [one, other] = rows("Targets") as [Row, Row];
    const query = row("queries", ({ targetId }) => targetId === other.id);

    const error = await catchError(tasks.enumerate(one.id, { queries: [query.id] }));

    expect(error).toMatchObject({ input: "query", problem: "not-found" });
  });

  it("rejects an empty list of queries", async () => {
    const { tasks } = start();

    const error = await catchError(tasks.enumerate(row("Targets").id, { queries: [] }));

    expect(error).toMatchObject({ input: "query", problem: "empty" });
    expect(error.message).toContain("the list is empty");
  });

  it("rejects a group without queries", async () => {
    const { client, tasks } = start();
    const bare = await client.targets.create({ name: "Bare" });

    const error = await catchError(tasks.enumerate(bare.id));

    expect(error).toMatchObject({ input: "query", problem: "empty" });
    expect(error.message).toContain("no discovery query");
  });
});

describe("a started task", () => {
  it("can be cancelled, and awaited by its ID", async () => {
    const { tasks } = start();
    const started = await tasks.scanTargetGroup(row("Targets").id);
    await started.cancel();
    expect(await catchError(tasks.wait(started.userTaskId))).toMatchObject({
      code: "HUNT_TASK",
      problem: "cancelled",
    });
  });

  it("is serialized as its ID", async () => {
    const started = await start().tasks.scanTargetGroup(row("Targets").id);
    expect(JSON.stringify(started)).toBe(JSON.stringify({ userTaskId: started.userTaskId }));
  });
});
