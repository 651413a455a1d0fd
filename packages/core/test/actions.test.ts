import { tracingChannel } from "node:diagnostics_channel";
import { describe, expect, it, onTestFinished } from "vitest";
import { HuntInputError } from "../src/errors/hunt-error.js";
import type { RequestTrace } from "../src/http/hooks.js";
import { clientOf, errorOf, serve, useSandbox } from "./helpers.js";

const sandbox = useSandbox({ now: "2026-03-01T00:00:00Z" });
const client = () => clientOf(sandbox().url, { token: sandbox().tokens.admin });
const row = (model: string, id: string) =>
  sandbox()
    .records(model)
    .find((each) => each.id === id);
const someAgents = (count: number) =>
  sandbox()
    .records("Agents")
    .slice(100, 100 + count)
    .map(({ id }) => id);
const noSuchId = "00000000-0000-4000-8000-000000000000";

/** A client of an instance with one record, which returns this for everything but lists. */
async function clientOfAnswer(answer: unknown) {
  const { url } = await serve(({ url: path }, response) =>
    response.end(JSON.stringify(path?.includes("filter=") ? [{ id: "a" }] : answer)),
  );
  return clientOf(url, { token: sandbox().tokens.admin });
}

describe("agents", () => {
  it("are isolated and restored, those that are named and no other", async () => {
    const ids = someAgents(2);
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

  it("are scanned with the body that a live instance accepts", async () => {
    const { userTaskId } = await client().agents.scan(
      someAgents(1),
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
  ])("are scanned, whether the response has a task or not: %s", async (_, answer, expected) => {
    const { userTaskId } = await (await clientOfAnswer(answer)).agents.scan(["a"]);

    expect(userTaskId).toBe(expected);
  });

  it("are scanned also if the response is empty", async () => {
    const { url } = await serve(({ method }, response) =>
      method === "GET" ? response.end(JSON.stringify([{ id: "a" }])) : response.writeHead(204).end(),
    );

    const { userTaskId } = await clientOf(url, { token: sandbox().tokens.admin }).agents.scan(["a"]);

    expect(userTaskId).toBeNull();
  });

  it("are renamed, moved to a location, and asked for their logs", async () => {
    const [id = ""] = someAgents(1);
    const locationId = sandbox().records("Locations").at(-1)!.id;
    const jobs = sandbox().records("jobs").length;
    await client().agents.rename(id, "front-desk");
    await client().agents.assignLocation([id], locationId, { unproven: true });
    await client().agents.retrieveLogs(id);
    expect(row("Agents", id)).toMatchObject({ hostname: "front-desk", locationId });
    expect(sandbox().records("jobs").length).toBe(jobs + 1);
  });

  it("tell whether they are active, in each form that the answer may have", async () => {
    for (const active of [true, false]) {
      const { id } = sandbox()
        .records("Agents")
        .find((agent) => agent["active"] === active)!;
      expect(await client().agents.isActive(id)).toBe(active);
      for (const answer of [active, { active }, { isActive: active, since: "2026-01-01" }]) {
        expect(await (await clientOfAnswer(answer)).agents.isActive(id)).toBe(active);
      }
    }
    expect(await errorOf((await clientOfAnswer({ state: "up" })).agents.isActive("1"))).toMatchObject({
      code: "HUNT_PROTOCOL",
    });
  });

  it("tell their history of scans", async () => {
    expect(await client().agents.scanHistory({ limit: 3 })).toHaveLength(3);
  });

  it("are uninstalled, by a condition or one by one", async () => {
    const [one = "", other = "", third = ""] = someAgents(3);
    const isMarked = (id: string) => row("AgentDetails", id)?.["markedForUninstall"] === true;
    await client().agents.uninstall({
      hostname: String(row("Agents", one)!["hostname"]),
      id: { inq: [one] },
    });
    await client().agents.uninstallOne(other);
    expect([one, other, third].map(isMarked)).toEqual([true, true, false]);
    expect(await errorOf(client().agents.uninstallOne(noSuchId))).toMatchObject({ code: "HUNT_NOT_FOUND" });
  });
});

describe("alerts", () => {
  it("are archived and taken out again, those that meet the condition and no other", async () => {
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

  it("are responded to, by ids or by a condition", async () => {
    const [{ id }] = sandbox().records("Alerts").slice(-1) as [{ id: string }];
    expect(await client().alerts.respond({ ids: [id] }, { unproven: true })).toHaveProperty("userTaskId");
    expect(await client().alerts.respond({ where: { id } }, { unproven: true })).toHaveProperty("userTaskId");
  });

  it("are commented on", async () => {
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

describe("target groups", () => {
  const group = () => {
    const targetId = String(
      sandbox()
        .records("Agents")
        .find(({ active }) => active)!["locationId"],
    );
    return row("Targets", targetId)!;
  };

  it("are scanned and enumerated, which gives tasks", async () => {
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
    expect(await errorOf(client().targets.scan(noSuchId, {}))).toMatchObject({ code: "HUNT_NOT_FOUND" });
  });

  it("have single hosts scanned, with a task of the same kind", async () => {
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
    expect(await errorOf(client().targets.scanHost({ ...request, target: "no-such-host" }))).toMatchObject({
      code: "HUNT_SERVER",
    });
    expect(
      await errorOf(client().targets.scanHost({ ...request, sshCredential: { id: noSuchId } })),
    ).toMatchObject({ code: "HUNT_NOT_FOUND" });
  });

  it("list their agents over pages, by a condition", async () => {
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
    expect(await errorOf(client().targets.agents("..").count())).toMatchObject({ code: "HUNT_INPUT" });
    // A string that is not a UUID is an error of the database.
    expect(await errorOf(client().targets.agents("a/b").count())).toMatchObject({ code: "HUNT_SERVER" });
    expect(sandbox().requests.at(-1)?.path).toMatch(/a%2Fb/);
  });

  it("have one route for the agents of all, as alerts have for their comments, in what traces tell", async () => {
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

  it("go to the archive when they are deleted, and out of it only if told", async () => {
    const made = await client().targets.create({ name: "For a day" });
    await client().targets.delete(made.id);
    expect([row("Targets", made.id), row("TargetsArchive", made.id)]).toEqual([
      undefined,
      expect.objectContaining({ name: "For a day" }),
    ]);
    await client().targetsArchive.delete(made.id);
    const other = await client().targets.create({ name: "For an hour" });
    await client().targets.delete(other.id, { archive: true });
    expect([row("Targets", other.id), row("TargetsArchive", other.id)]).toEqual([undefined, undefined]);
    expect(await errorOf(client().targets.delete(other.id))).toMatchObject({ code: "HUNT_NOT_FOUND" });
  });

  it("lose all their addresses, and the addresses of others stay", async () => {
    const targetId = String(sandbox().records("Addresses").at(-1)!["targetId"]);
    const of = () =>
      sandbox()
        .records("Addresses")
        .filter((address) => address["targetId"] === targetId).length;
    const [inGroup, inAll] = [of(), sandbox().records("Addresses").length];
    expect(await client().addresses.deleteAll(targetId)).toBe(inGroup);
    expect([of(), sandbox().records("Addresses").length]).toEqual([0, inAll - inGroup]);
    expect(await client().addresses.deleteAll(targetId)).toBe(0);
  });

  it("lose their addresses also where somebody else deletes some meanwhile, but not where that is refused", async () => {
    const targetId = String(
      sandbox()
        .records("Addresses")
        .find((address) => address["agentId"] !== null)!["targetId"],
    );
    const of = () =>
      sandbox()
        .records("Addresses")
        .filter((address) => address["targetId"] === targetId).length;
    sandbox().faults.add({ match: "DELETE Addresses/*", kind: "status", status: 403 });
    expect(await errorOf(client().addresses.deleteAll(targetId))).toMatchObject({ code: "HUNT_FORBIDDEN" });
    const left = of();
    expect(left).toBeGreaterThan(0);
    sandbox().faults.clear();
    sandbox().faults.add({ match: "DELETE Addresses/*", kind: "status", status: 404 });
    expect(await client().addresses.deleteAll(targetId)).toBe(left);
    expect(of()).toBe(1);
  });
});

describe("tasks", () => {
  it("are cancelled", async () => {
    const { userTaskId } = await client().agents.scan(someAgents(1), { process: true });
    await client().userTasks.cancel(userTaskId!);
    expect(row("userTasks", userTaskId!)).toMatchObject({ status: "Cancelled" });
    expect(await errorOf(client().userTasks.cancel(noSuchId))).toMatchObject({ code: "HUNT_NOT_FOUND" });
  });

  it("that run, or ended of late, are listed without archived ones and those of real-time security", async () => {
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

  it("are listed without a type, too, which `neq` on its own omits", async () => {
    const { id } = await client().userTasks.create({ name: "Without a type", archived: false });

    const recent = await client().userTasks.recent("2026-02-01").toArray();

    expect(recent.map((task) => task.id)).toContain(id);
  });
});

describe("files in quarantine", () => {
  it("are deleted and put back by jobs of agents", async () => {
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

describe("flags", () => {
  const flag = (name: string) =>
    sandbox()
      .records("flags")
      .find((each) => each["name"] === name)!;

  it.each(["Verified Good", "Verified Bad"])(
    "%s can neither be changed nor deleted, and nothing but a question is sent",
    async (name) => {
      const { id } = flag(name);
      for (const refused of [client().flags.update(id, { weight: 0 }), client().flags.delete(id)]) {
        expect(await errorOf(refused)).toMatchObject({
          code: "HUNT_INPUT",
          input: "flag",
          problem: "protected",
        });
      }
      expect(sandbox().requests.map(({ method }) => method)).toEqual(["GET", "GET"]);
    },
  );

  it("have names of their own", async () => {
    expect(
      await errorOf(client().flags.create({ name: "Under review", color: "blue", weight: 1 })),
    ).toMatchObject({ input: "name", problem: "taken" });
    expect(sandbox().requests.map(({ method }) => method)).toEqual(["GET"]);
  });
});

describe("what would change every record is refused before anything is sent:", () => {
  it.each([
    ["uninstall", () => client().agents.uninstall({}), "where"],
    ["archive", () => client().alerts.archive({}), "where"],
    ["unarchive", () => client().alerts.unarchive({}), "where"],
    ["respond by nothing", () => client().alerts.respond({}), "ids"],
    ["respond by an empty condition", () => client().alerts.respond({ where: {} }), "where"],
    ["respond by no ids", () => client().alerts.respond({ ids: [] }), "ids"],
    ["delete files", () => client().quarantinedFiles.deleteFiles({}), "where"],
    ["restore files", () => client().quarantinedFiles.restoreFiles({}), "where"],
    ["isolate", () => client().agents.isolate([]), "ids"],
    ["restore", () => client().agents.restore([""]), "ids"],
    ["scan agents", () => client().agents.scan([]), "ids"],
    ["assign a location", () => client().agents.assignLocation([], "1"), "ids"],
    ["enumerate", () => client().targets.enumerate("1", []), "ids"],
    ["scan a group", () => client().targets.scan("1", {}, { where: {} }), "where"],
  ])("%s", async (_, act, input) => {
    const error = await errorOf(Promise.resolve().then(act));
    expect(error).toBeInstanceOf(HuntInputError);
    expect(error).toMatchObject({ input, problem: "empty" });
    expect(sandbox().requests).toHaveLength(0);
  });
});

describe("an action", () => {
  it("ends when its signal aborts", async () => {
    const reason = new Error("enough");
    const signal = AbortSignal.abort(reason);
    await expect(client().agents.isolate(someAgents(1), { unproven: true, signal })).rejects.toBe(reason);
    await expect(client().addresses.deleteAll(noSuchId, { signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    );
  });

  it("is not sent again where it may have been done", async () => {
    sandbox().faults.add({ match: "POST Agents/toggleIsolation", kind: "status", status: 503 });
    expect(await errorOf(client().agents.isolate(someAgents(1), { unproven: true }))).toMatchObject({
      code: "HUNT_SERVER",
    });
    expect(sandbox().requests.filter(({ method }) => method === "POST")).toHaveLength(1);
  });
});
