import { tracingChannel } from "node:diagnostics_channel";
import { describe, expect, it, onTestFinished } from "vitest";
import { HuntInputError } from "../src/errors/hunt-error.js";
import { toUuid } from "../src/ids.js";
import type { RequestTrace } from "../src/http/hooks.js";
import { createClient, catchError, serve, useSandbox } from "./helpers.js";

const sandbox = useSandbox({ now: "2026-03-01T00:00:00Z" });
const client = () => createClient(sandbox().url, { token: sandbox().tokens.admin });
const row = (model: string, id: string) =>
  sandbox()
    .records(model)
    .find((each) => each.id === id);
const listAgents = (count: number) =>
  sandbox()
    .records("Agents")
    .slice(100, 100 + count)
    .map(({ id }) => id);
const noSuchId = "00000000-0000-4000-8000-000000000000";

/** Creates a client of an instance with one record. Every request except a list returns `answer`. */
async function createClientWithResponse(answer: unknown) {
  const { url } = await serve(({ url: path }, response) =>
    response.end(JSON.stringify(path?.includes("filter=") ? [{ id: "a" }] : answer)),
  );
  return createClient(url, { token: sandbox().tokens.admin });
}

describe("client.agents", () => {
  it("isolates and restores the given agents and no others", async () => {
    const ids = listAgents(2);
    const isolated = () =>
      sandbox()
        .records("Agents")
        .filter((agent) => agent["isolated"] === true).length;
    const before = isolated();
    await client().agents.isolate(ids, { unproven: true });
    expect(ids.map((id) => row("Agents", id)?.["isolated"])).toEqual([true, true]);
    expect(isolated()).toBe(before + 2);
    await client().agents.restore([ids[0]!], { unproven: true });
    expect(ids.map((id) => row("Agents", id)?.["isolated"])).toEqual([false, true]);
  });

  it("scans agents with the body that a live instance accepts", async () => {
    const { userTaskId } = await client().agents.scan(
      listAgents(1),
      { quickScan: true, process: true },
      { taskName: "Scan - AV Quick" },
    );

    expect(row("userTasks", userTaskId!)).toMatchObject({ type: "Scan", name: "Scan - AV Quick" });
  });

  it.each([
    ["taskId", { taskId: "t1" }, "t1"],
    ["id", { id: "t1" }, "t1"],
    ["null", null, null],
    ["an object without an ID", { success: true }, null],
  ])(
    "returns the task ID of a scan, or null, from each form of response: %s",
    async (_, answer, expected) => {
      const { userTaskId } = await (await createClientWithResponse(answer)).agents.scan([toUuid(1)]);

      expect(userTaskId).toBe(expected);
    },
  );

  it("returns null as the task ID if the response to a scan is empty", async () => {
    const { url } = await serve(({ method }, response) =>
      method === "GET" ? response.end(JSON.stringify([{ id: "a" }])) : response.writeHead(204).end(),
    );

    const { userTaskId } = await createClient(url, { token: sandbox().tokens.admin }).agents.scan([
      toUuid(1),
    ]);

    expect(userTaskId).toBeNull();
  });

  it("renames an agent, moves it to a location, and requests its logs", async () => {
    const [id = ""] = listAgents(1);
    const locationId = sandbox().records("Locations").at(-1)!.id;
    const jobs = sandbox().records("jobs").length;
    await client().agents.rename(id, "front-desk");
    await client().agents.assignLocation([id], locationId, { unproven: true });
    await client().agents.retrieveLogs(id);
    expect(row("Agents", id)).toMatchObject({ hostname: "front-desk", locationId });
    expect(sandbox().records("jobs").length).toBe(jobs + 1);
  });

  it("reads whether an agent is active from each form of response", async () => {
    for (const active of [true, false]) {
      const { id } = sandbox()
        .records("Agents")
        .find((agent) => agent["active"] === active)!;
      expect(await client().agents.isActive(id)).toBe(active);
      for (const answer of [active, { active }, { isActive: active, since: "2026-01-01" }]) {
        expect(await (await createClientWithResponse(answer)).agents.isActive(id)).toBe(active);
      }
    }
    expect(
      await catchError((await createClientWithResponse({ state: "up" })).agents.isActive("1")),
    ).toMatchObject({
      code: "HUNT_PROTOCOL",
    });
  });

  it("lists the scan history of agents", async () => {
    expect(await client().agents.scanHistory({ limit: 3 })).toHaveLength(3);
  });

  it("uninstalls agents by a condition, or one by its ID", async () => {
    const [one = "", other = "", third = ""] = listAgents(3);
    const isMarked = (id: string) => row("AgentDetails", id)?.["markedForUninstall"] === true;
    await client().agents.uninstall({
      hostname: String(row("Agents", one)!["hostname"]),
      id: { inq: [one] },
    });
    await client().agents.uninstallOne(other);
    expect([one, other, third].map(isMarked)).toEqual([true, true, false]);
    expect(await catchError(client().agents.uninstallOne(noSuchId))).toMatchObject({
      code: "HUNT_NOT_FOUND",
    });
  });
});

describe("client.alerts", () => {
  it("archives and restores only the alerts that match the condition", async () => {
    const [one, other] = sandbox()
      .records("Alerts")
      .filter(({ archived }) => archived === false);
    const archived = () =>
      sandbox()
        .records("Alerts")
        .filter((alert) => alert["archived"] === true).length;
    const before = archived();
    const where = { id: { inq: [one!.id, other!.id] } };
    await client().alerts.archive(where);
    expect(archived()).toBe(before + 2);
    await client().alerts.unarchive({ ...where, hostname: String(one!["hostname"]) });
    expect(row("Alerts", one!.id)).toMatchObject({ archived: false });
  });

  it("responds to alerts by IDs or by a condition", async () => {
    const [{ id }] = sandbox().records("Alerts").slice(-1) as [{ id: string }];
    expect(await client().alerts.respond({ ids: [id] }, { unproven: true })).toHaveProperty("userTaskId");
    expect(await client().alerts.respond({ where: { id } }, { unproven: true })).toHaveProperty("userTaskId");
  });

  it("comments on an alert", async () => {
    const { id } = sandbox()
      .records("Alerts")
      .find(
        (alert) =>
          !sandbox()
            .records("userComments")
            .some(({ relatedId }) => relatedId === alert.id),
      )!;
    expect(await client().alerts.comment(id, "Seen & known.")).toMatchObject({
      relatedId: id,
      value: "Seen & known.",
    });
    const comments = await client().alerts.comments(id).toArray();
    expect(comments.map(({ value }) => value)).toEqual(["Seen & known."]);
  });
});

describe("client.targets", () => {
  const group = () => {
    const targetId = String(
      sandbox()
        .records("Agents")
        .find(({ active }) => active)!["locationId"],
    );
    return row("Targets", targetId)!;
  };

  it("starts a scan and a discovery of a target group, each with a task", async () => {
    const query = sandbox().records("queries")[0]!;
    const scan = await client().targets.scan(
      group().id,
      { process: true },
      { where: { hostname: { ilike: "%a%" } }, guard: { allowAll: true } },
    );
    const enumeration = await client().targets.enumerate(String(query["targetId"]), [query.id]);
    expect([scan, enumeration].map(({ userTaskId }) => row("userTasks", userTaskId)?.["type"])).toEqual([
      "Scan",
      "Enumerate",
    ]);
    expect(await catchError(client().targets.scan(noSuchId, {}))).toMatchObject({ code: "HUNT_NOT_FOUND" });
  });

  it("scans a single host, and returns a task of type Scan", async () => {
    const agent = sandbox()
      .records("Agents")
      .find(({ active }) => active)!;
    const { id } = sandbox().records("credentials")[0]!;
    const request = {
      target: String(agent["hostname"]),
      targetGroup: { id: String(agent["locationId"]) },
      sshCredential: { id },
      options: { process: true },
    };
    const { userTaskId } = await client().targets.scanHost(request);
    expect(row("userTasks", userTaskId)).toMatchObject({ type: "Scan" });
    expect(await catchError(client().targets.scanHost({ ...request, target: "no-such-host" }))).toMatchObject(
      {
        code: "HUNT_SERVER",
      },
    );
    expect(
      await catchError(client().targets.scanHost({ ...request, sshCredential: { id: noSuchId } })),
    ).toMatchObject({ code: "HUNT_NOT_FOUND" });
  });

  it("lists the agents of a target group over several pages, by a condition", async () => {
    const { id } = group();
    const ids = sandbox()
      .records("Agents")
      .filter(({ locationId }) => locationId === id)
      .map((agent) => agent.id)
      .sort();
    expect(ids.length).toBeGreaterThan(20);
    expect(
      (await client().targets.agents(id, {}, { pageSize: 10, preserveOrder: true }).toArray()).map(
        (agent) => agent.id,
      ),
    ).toEqual(ids);
    const active = sandbox()
      .records("Agents")
      .filter((agent) => agent["locationId"] === id && agent["active"] === true);
    expect(
      await client()
        .targets.agents(id, { where: { active: true } })
        .count(),
    ).toBe(active.length);
    expect(await catchError(client().targets.agents("..").count())).toMatchObject({ code: "HUNT_INPUT" });
    // A string that is not a UUID makes the database return an error.
    expect(await catchError(client().targets.agents("a/b").count())).toMatchObject({ code: "HUNT_SERVER" });
    expect(sandbox().requests.at(-1)?.path).toMatch(/a%2Fb/);
  });

  it("traces the agents of every target group, and the comments of every alert, under one route", async () => {
    const routes: string[] = [];
    const note = (trace: unknown) => void routes.push((trace as RequestTrace).route);
    const { start } = tracingChannel<unknown, RequestTrace>("huntkit:request");
    start.subscribe(note);
    onTestFinished(() => {
      start.unsubscribe(note);
    });
    await client().targets.agents(group().id).first();
    await client().targets.agents(group().id).count();
    await client().alerts.comments(sandbox().records("Alerts")[0]!.id).firstPage();
    expect(routes).toEqual(["targets/{id}/agents", "targets/{id}/agents/count", "Alerts/{id}/comments"]);
  });

  it("moves a deleted target group to the archive", async () => {
    const { id } = await client().targets.create({ name: "For a day" });

    await client().targets.delete(id);

    expect(row("Targets", id)).toBeUndefined();
    expect(row("TargetsArchive", id)).toMatchObject({ name: "For a day" });
  });

  it("deletes a target group permanently with archive: true", async () => {
    const { id } = await client().targets.create({ name: "For an hour" });

    await client().targets.delete(id, { archive: true });

    expect(row("Targets", id)).toBeUndefined();
    expect(row("TargetsArchive", id)).toBeUndefined();
    expect(await catchError(client().targets.delete(id))).toMatchObject({ code: "HUNT_NOT_FOUND" });
  });

  it("deletes all addresses of a target group, and no others", async () => {
    const targetId = String(sandbox().records("Addresses").at(-1)!["targetId"]);
    const countAddresses = () =>
      sandbox()
        .records("Addresses")
        .filter((address) => address["targetId"] === targetId).length;
    const [inGroup, inAll] = [countAddresses(), sandbox().records("Addresses").length];
    expect(await client().addresses.deleteAll(targetId)).toBe(inGroup);
    expect([countAddresses(), sandbox().records("Addresses").length]).toEqual([0, inAll - inGroup]);
    expect(await client().addresses.deleteAll(targetId)).toBe(0);
  });

  it("continues if another client deletes addresses at the same time, and fails if HUNT denies the deletion", async () => {
    const targetId = String(
      sandbox()
        .records("Addresses")
        .find((address) => address["agentId"] !== null)!["targetId"],
    );
    const countAddresses = () =>
      sandbox()
        .records("Addresses")
        .filter((address) => address["targetId"] === targetId).length;
    sandbox().faults.add({ match: "DELETE Addresses/*", kind: "status", status: 403 });
    expect(await catchError(client().addresses.deleteAll(targetId))).toMatchObject({
      code: "HUNT_FORBIDDEN",
    });
    const left = countAddresses();
    expect(left).toBeGreaterThan(0);
    sandbox().faults.clear();
    sandbox().faults.add({ match: "DELETE Addresses/*", kind: "status", status: 404 });
    expect(await client().addresses.deleteAll(targetId)).toBe(left);
    expect(countAddresses()).toBe(1);
  });
});

describe("client.userTasks", () => {
  it("cancels a task", async () => {
    const { userTaskId } = await client().agents.scan(listAgents(1), { process: true });
    await client().userTasks.cancel(userTaskId!);
    expect(row("userTasks", userTaskId!)).toMatchObject({ status: "Cancelled" });
    expect(await catchError(client().userTasks.cancel(noSuchId))).toMatchObject({ code: "HUNT_NOT_FOUND" });
  });

  it("lists running and recent tasks, except archived ones and those of real-time security", async () => {
    const all = sandbox()
      .records("userTasks")
      .filter(({ archived, type }) => !archived && type !== "RTS");
    for (const since of ["2026-02-01T00:00:00.000Z", new Date("2025-12-01")]) {
      const wanted = all.filter(
        ({ endedOn }) => endedOn === null || Date.parse(endedOn as string) >= new Date(since).getTime(),
      );
      expect((await client().userTasks.recent(since).toArray()).map(({ id }) => id).sort()).toEqual(
        wanted.map(({ id }) => id).sort(),
      );
      expect(wanted.length).toBeGreaterThan(0);
    }
  });

  it("lists tasks without a type, which `neq` omits", async () => {
    const { id } = await client().userTasks.create({ name: "Without a type", archived: false });

    const recent = await client().userTasks.recent("2026-02-01").toArray();

    expect(recent.map((task) => task.id)).toContain(id);
  });
});

describe("client.quarantinedFiles", () => {
  it("creates jobs for agents to delete and restore quarantined files", async () => {
    const [file] = sandbox().records("QuarantinedFiles");
    const jobs = () =>
      sandbox()
        .records("jobs")
        .map(({ data }) => (data as { type?: string }).type);
    await client().quarantinedFiles.deleteFiles({ id: file!.id });
    expect(jobs().at(-1)).toMatch(/delete/i);
    await client().quarantinedFiles.restoreFiles({ detectionId: String(file!["detectionId"]) });
    expect(jobs().at(-1)).toMatch(/restore/i);
  });
});

describe("client.flags", () => {
  const flag = (name: string) =>
    sandbox()
      .records("flags")
      .find((each) => each["name"] === name)!;

  it.each(["Verified Good", "Verified Bad"])(
    "does not change or delete the protected flag %s, and sends only the read",
    async (name) => {
      const { id } = flag(name);
      const { flags } = client();
      for (const write of [() => flags.update(id, { weight: 0 }), () => flags.delete(id)]) {
        expect(await catchError(write())).toMatchObject({
          code: "HUNT_INPUT",
          input: "flag",
          problem: "protected",
        });
      }
      expect(sandbox().requests.map(({ method }) => method)).toEqual(["GET", "GET"]);
    },
  );

  it("rejects a flag with the name of another flag", async () => {
    expect(
      await catchError(client().flags.create({ name: "under REVIEW", color: "blue", weight: 1 })),
    ).toMatchObject({ input: "body", problem: "taken" });
    expect(sandbox().requests.map(({ method }) => method)).toEqual(["GET"]);
  });
});

describe("actions without records", () => {
  it.each([
    ["uninstall", () => client().agents.uninstall({}), "where"],
    ["archive", () => client().alerts.archive({}), "where"],
    ["unarchive", () => client().alerts.unarchive({}), "where"],
    ["respond without IDs", () => client().alerts.respond({}), "ids"],
    ["respond by an empty condition", () => client().alerts.respond({ where: {} }), "where"],
    ["respond with an empty list of IDs", () => client().alerts.respond({ ids: [] }), "ids"],
    ["delete files", () => client().quarantinedFiles.deleteFiles({}), "where"],
    ["restore files", () => client().quarantinedFiles.restoreFiles({}), "where"],
    ["isolate", () => client().agents.isolate([]), "ids"],
    ["restore", () => client().agents.restore([""]), "ids"],
    ["scan agents", () => client().agents.scan([]), "ids"],
    ["assign a location", () => client().agents.assignLocation([], "1"), "ids"],
    ["enumerate", () => client().targets.enumerate("1", []), "ids"],
    ["scan a group", () => client().targets.scan("1", {}, { where: {} }), "where"],
    ["scan a group, undefined", () => client().targets.scan("1", {}, { where: undefined }), "where"],
    ["scan a group by name", () => client().tasks.scanTargetGroup("1", { where: undefined }), "where"],
  ])("rejects an action that would change every record, and sends nothing: %s", async (_, act, input) => {
    const error = await catchError(Promise.resolve().then(act));
    expect(error).toBeInstanceOf(HuntInputError);
    expect(error).toMatchObject({ input, problem: "empty" });
    expect(sandbox().requests).toHaveLength(0);
  });
});

describe("any action", () => {
  it("rejects with the reason of its signal", async () => {
    const reason = new Error("enough");
    const signal = AbortSignal.abort(reason);
    await expect(client().agents.isolate(listAgents(1), { unproven: true, signal })).rejects.toBe(reason);
    await expect(client().addresses.deleteAll(noSuchId, { signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    );
  });

  it("does not retry an action that may have been executed", async () => {
    sandbox().faults.add({ match: "POST Agents/toggleIsolation", kind: "status", status: 503 });
    expect(await catchError(client().agents.isolate(listAgents(1), { unproven: true }))).toMatchObject({
      code: "HUNT_SERVER",
    });
    expect(sandbox().requests.filter(({ method }) => method === "POST")).toHaveLength(1);
  });
});
