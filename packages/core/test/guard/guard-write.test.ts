import { describe, expect, it } from "vitest";
import type { Affected, GuardOptions } from "../../src/guard/affected.js";
import { guardWrite } from "../../src/guard/guard-write.js";
import { inspectWrite } from "../../src/guard/write-request.js";
import { toUuid } from "../../src/ids.js";
import type { Send } from "../../src/http/request.js";
import { HuntAuthError, type HuntGuardError, type HuntRequest } from "../../src/index.js";
import { createScriptedSend, type ScriptedList } from "./scripted-send.js";

const where = { hostname: "a" };
const createRows = (count: number): Record<string, unknown>[] =>
  Array.from({ length: count }, (_, index) => ({
    id: toUuid(index),
    hostname: "a",
    n: null,
  }));
const createIds = (count: number) => createRows(count).map(({ id }) => id);

/** Sends a write through the guard, and returns the requests and the result. */
async function write(
  request: Partial<HuntRequest<unknown>> & { path: string },
  lists: Readonly<Record<string, ScriptedList>>,
  answer?: (write: HuntRequest<unknown>, index: number) => unknown,
) {
  const script = createScriptedSend(lists, answer);
  const whole = { method: "POST", ...request };
  const result = await guardWrite(whole, inspectWrite("POST", whole)!, script.send).catch(
    (error: unknown) => error,
  );
  return { ...script, result };
}

const archive = { path: "Alerts/archive", query: { where } };

/** Wraps a function so that lists of IDs are empty. */
function withoutMatches(send: Send): Send {
  return (request) => {
    const isList = JSON.stringify(request.query?.["filter"])?.includes("fields");
    return send(isList ? { ...request, query: { filter: { where: { id: { gt: "f" } } } } } : request);
  };
}

describe("a write by condition", () => {
  it("reads a row, counts, reads the IDs, and sends them instead of the condition", async () => {
    const { reads, writes, result } = await write(archive, { Alerts: { rows: createRows(3) } });

    expect(reads.slice(0, 4).map(({ path, query }) => [path, query])).toEqual([
      ["Alerts", { filter: { limit: 1 } }],
      ["Alerts/count", { where }],
      ["Alerts/count", { where: undefined }],
      [
        "Alerts",
        expect.objectContaining({ filter: expect.objectContaining({ where, fields: ["id"] }) as unknown }),
      ],
    ]);
    expect(writes.map(({ method, path, query }) => [method, path, query])).toEqual([
      ["POST", "Alerts/archive", { where: { id: { inq: createIds(3) } } }],
    ]);
    expect(result).toMatchObject({ status: 200, attempts: 1 });
  });

  it("passes its signal to every request of a write", async () => {
    const { signal } = new AbortController();

    const { reads, writes } = await write(
      { ...archive, guard: { confirm: () => {} }, signal },
      { Alerts: { rows: createRows(3) } },
    );

    expect(reads.length).toBeGreaterThan(4);
    expect([...reads, ...writes].filter((each) => each.signal === undefined)).toEqual([]);
  });

  it("keeps the other parameters of the query and of the body", async () => {
    const flag = await write(
      { path: "BoxProcesses/flag", query: { where, flagId: "f" } },
      { BoxProcesses: { rows: createRows(1) } },
    );
    const uninstall = await write(
      { path: "agents/uninstall", body: { where, reason: "old" } },
      { agents: { rows: createRows(1) } },
    );

    expect(flag.writes[0]!.query).toEqual({ where: { id: { inq: [toUuid(0)] } }, flagId: "f" });
    expect(uninstall.writes[0]!.body).toEqual({ where: { id: toUuid(0) }, reason: "old" });
    expect(uninstall.writes[0]!.query).toBeUndefined();
  });

  it("sends batches of 100 IDs, reports progress, and adds up their counts", async () => {
    const progress: number[][] = [];
    const guard: GuardOptions = { onProgress: (done, total) => progress.push([done, total]) };

    const { writes, result } = await write(
      { ...archive, guard },
      { Alerts: { rows: createRows(205) } },
      (_, index) => ({
        count: [100, 99, 5][index],
      }),
    );

    expect(writes.map(({ query }) => (query!["where"] as { id: { inq: string[] } }).id.inq.length)).toEqual([
      100, 100, 5,
    ]);
    expect(progress).toEqual([
      [100, 205],
      [200, 205],
      [205, 205],
    ]);
    expect(result).toMatchObject({ data: { count: 204 } });
  });

  it("sends each ID once, even if a page repeats it", async () => {
    const { writes } = await write(archive, { Alerts: { rows: [...createRows(2), ...createRows(2)] } });

    expect(writes[0]!.query).toEqual({ where: { id: { inq: createIds(2) } } });
  });

  it("sends nothing if no record matches, and returns a response without attempts", async () => {
    const rows = createRows(1);
    const script = createScriptedSend({ Alerts: { rows, matched: 0 } });
    const request = { method: "POST", ...archive };

    const result = await guardWrite(request, inspectWrite("POST", request)!, withoutMatches(script.send));

    expect(script.writes).toEqual([]);
    expect(result).toEqual({
      status: 204,
      headers: {},
      data: null,
      attempts: 0,
      mayHaveExecutedBefore: false,
    });
  });

  it("rejects a write if the model has no rows to compare with", async () => {
    const { writes, result } = await write(archive, { Alerts: { rows: [] } });

    expect(result).toMatchObject({ code: "HUNT_GUARD", problem: "no-rows" });
    expect((result as HuntGuardError).reason).toMatch(/^Alerts has no records, so it is unknown/);
    expect(writes).toEqual([]);
  });

  it.each([
    [{ hostnam: "a" }, "hostnam", "Did you mean hostname?"],
    [{ hostname: "a", nosuch: 1 }, "nosuch", "Properties: id, hostname, n."],
    [{ or: [{ hostname: "a" }, { "nosuch.x": 1 }] }, "nosuch", "Properties: id, hostname, n."],
    [{ toString: "a" }, "toString", "Properties: id, hostname, n."],
  ])("rejects a property that no row has: %j", async (condition, name, advice) => {
    const { reads, writes, result } = await write(
      { path: "Alerts/archive", query: { where: condition } },
      { Alerts: { rows: createRows(3) } },
    );

    expect(result).toMatchObject({ code: "HUNT_INPUT", input: "where", problem: "property" });
    expect((result as Error).message).toBe(
      `where: Alerts has no property "${name}" in this instance, so HUNT would ignore it. ${advice}`,
    );
    expect(reads).toHaveLength(1);
    expect(writes).toEqual([]);
  });

  it("rejects a boolean compared with a string, because HUNT would read it as true", async () => {
    const request = { path: "Alerts/archive", query: { where: { archived: "no" } } };

    const { writes, result } = await write(request, { Alerts: { rows: [{ id: "a", archived: false }] } });

    expect(result).toMatchObject({ code: "HUNT_INPUT", input: "where", problem: "type" });
    expect((result as Error).message).toMatch(
      /^where: "no" is not a value of archived in Alerts, which is a boolean\./,
    );
    expect(writes).toEqual([]);
  });

  it("rejects a string for a boolean that only the instance has", async () => {
    const request = { path: "Alerts/archive", query: { where: { own: { neq: "no" } } } };

    const { writes, result } = await write(request, { Alerts: { rows: [{ id: "a", own: false }] } });

    expect((result as Error).message).toMatch(
      /^where: "no" is not a value of own in Alerts, which is a boolean\./,
    );
    expect(writes).toEqual([]);
  });

  it("rejects a value that the property cannot have", async () => {
    const request = { path: "Alerts/archive", query: { where: { severity: "High" } } };

    const { writes, result } = await write(request, { Alerts: { rows: [{ id: "a", severity: "low" }] } });

    expect(result).toMatchObject({ code: "HUNT_INPUT", input: "where", problem: "value" });
    expect(writes).toEqual([]);
  });

  it("accepts a property that is null in the row", async () => {
    const { writes } = await write(
      { path: "Alerts/archive", query: { where: { n: 5 } } },
      { Alerts: { rows: createRows(1) } },
    );

    expect(writes).toHaveLength(1);
  });

  it("rejects too many matching records before the IDs are read", async () => {
    const { reads, writes, result } = await write(
      { ...archive, guard: { maxAffected: 2 } },
      { Alerts: { rows: createRows(3) } },
    );

    expect(result).toMatchObject({ problem: "too-many", matched: 3, total: 1_000_000 });
    expect(reads).toHaveLength(3);
    expect(writes).toEqual([]);
  });

  it("rejects a write if more records match than were counted before", async () => {
    const { writes, result } = await write(
      { ...archive, guard: { expect: 2 } },
      { Alerts: { rows: createRows(3), matched: 2 } },
    );

    expect(result).toMatchObject({ problem: "unexpected-count", matched: 3 });
    expect(writes).toEqual([]);
  });

  it("rejects a write that matches every record, unless allowAll is set", async () => {
    const lists = { Alerts: { rows: createRows(3), total: 3 } };

    const rejected = await write(archive, lists);
    const allowed = await write({ ...archive, guard: { allowAll: true } }, lists);

    expect(rejected.result).toMatchObject({ problem: "all-records" });
    expect(rejected.writes).toEqual([]);
    expect(allowed.writes).toHaveLength(1);
  });

  it("throws the error of the first batch as is, and reports the changed records if a later batch fails", async () => {
    const failure = new HuntAuthError("no", { status: 401 });
    const failAt = (at: number) => (_: unknown, index: number) => {
      if (index === at) throw failure;
      return null;
    };
    const lists = { Alerts: { rows: createRows(250) } };

    const first = await write(archive, lists, failAt(0));
    const second = await write(archive, lists, failAt(1));
    const result = second.result as HuntGuardError;

    expect(first.result).toBe(failure);
    expect(result).toMatchObject({ problem: "stopped", status: 401, matched: 250 });
    expect(result.reason).toBe("no 100 of 250 alerts were changed.");
    expect(result.done).toEqual(createIds(100));
    expect(result.cause).toBe(failure);
    expect(second.writes).toHaveLength(2);
  });

  it("throws the reason of an aborted signal as is, even after the first batch", async () => {
    const reason = new Error("enough");

    const { result } = await write(archive, { Alerts: { rows: createRows(250) } }, (_, index) => {
      if (index === 1) throw reason;
      return null;
    });

    expect(result).toBe(reason);
  });
});

describe("a write by IDs", () => {
  const named = (count: number) => ({
    path: "Alerts/archive",
    query: { where: { id: { inq: createIds(count) } } },
  });

  it("reads only one row, and sends the IDs in batches", async () => {
    const { reads, writes } = await write(named(101), { Alerts: { rows: createRows(1) } });

    expect(reads).toHaveLength(1);
    expect(writes.map(({ query }) => (query!["where"] as { id: { inq: string[] } }).id.inq)).toEqual([
      createIds(100),
      [toUuid(100)],
    ]);
  });

  it("rejects more IDs than its limits allow", async () => {
    const { result } = await write(
      { ...named(3), guard: { expect: 2 } },
      { Alerts: { rows: createRows(1) } },
    );

    expect(result).toMatchObject({ problem: "unexpected-count", matched: 3 });
    expect(result).not.toHaveProperty("total");
  });

  it("splits ids in the body in the same way as the condition", async () => {
    const body = { where: { id: createIds(150) }, ids: createIds(150), isolated: true };

    const { writes } = await write(
      { path: "Agents/toggleIsolation", body, unproven: true },
      { Agents: { rows: createRows(1) } },
    );

    expect(writes.map((each) => each.body)).toEqual([
      { where: { id: { inq: createIds(100) } }, ids: createIds(100), isolated: true },
      { where: { id: { inq: createIds(150).slice(100) } }, ids: createIds(150).slice(100), isolated: true },
    ]);
  });
});

describe("a write with a guessed body", () => {
  it("requires unproven, and is rejected before anything is read without it", async () => {
    const request = { path: "Agents/toggleIsolation", body: { where: { id: toUuid(0) } } };
    const lists = { Agents: { rows: createRows(1) } };

    const rejected = await write(request, lists);
    const sent = await write({ ...request, unproven: true }, lists);

    expect(rejected.result).toMatchObject({ code: "HUNT_GUARD", problem: "unproven" });
    expect((rejected.result as HuntGuardError).reason).toBe(
      "POST Agents/toggleIsolation: the format of this request is not public, so it might change every record.",
    );
    expect(rejected.reads).toEqual([]);
    expect(sent.writes.map(({ body }) => body)).toEqual([{ where: { id: { inq: [toUuid(0)] } } }]);
  });
});

describe("guard.confirm", () => {
  it("is called with the number, the IDs, and a sample of 10 before anything is sent", async () => {
    const seen: Affected[] = [];
    const guard: GuardOptions = { confirm: (affected) => void seen.push(affected) };

    const { writes } = await write({ ...archive, guard }, { Alerts: { rows: createRows(12) } });

    expect(seen).toEqual([
      {
        route: "Alerts",
        count: 12,
        total: 1_000_000,
        isCreated: false,
        ids: createIds(12),
        sample: createRows(10),
      },
    ]);
    expect(writes).toHaveLength(1);
  });

  it("cannot change the records that are written", async () => {
    const guard: GuardOptions = { confirm: ({ ids }) => void (ids as string[]).push("another") };

    const { writes } = await write({ ...archive, guard }, { Alerts: { rows: createRows(3) } });

    expect(writes[0]!.query!["where"]).toEqual({ id: { inq: createIds(3) } });
  });

  it("receives a sample that is read by the IDs that are sent", async () => {
    const { reads } = await write(
      { ...archive, guard: { confirm: () => {} } },
      { Alerts: { rows: createRows(12) } },
    );

    const filter = reads.at(-1)!.query!["filter"] as { where: unknown; fields?: unknown };
    expect(filter.where).toEqual({ id: { inq: createIds(10) } });
    expect(filter.fields).toBeUndefined();
  });

  it("prevents the write if it throws", async () => {
    const declined = new Error("no");
    const guard: GuardOptions = { confirm: () => Promise.reject(declined) };

    const { writes, result } = await write({ ...archive, guard }, { Alerts: { rows: createRows(3) } });

    expect(result).toBe(declined);
    expect(writes).toEqual([]);
  });
});

describe("a write in a single request", () => {
  const scan = (condition: unknown) => ({ path: "Agents/scan", body: { where: condition, taskName: "x" } });

  it("sends up to 1,000 IDs", async () => {
    const { writes } = await write(scan(where), { Agents: { rows: createRows(1_000) } });

    expect(writes.map(({ body }) => body)).toEqual([
      { where: { and: [{ id: createIds(1_000) }] }, taskName: "x" },
    ]);
  });

  it("sends the condition if more records match, after they are counted", async () => {
    const seen: Affected[] = [];
    const guard: GuardOptions = { confirm: (affected) => void seen.push(affected) };

    const { writes } = await write(
      { ...scan(where), guard },
      { Agents: { rows: createRows(5), matched: 1_001 } },
    );

    expect(writes.map(({ body }) => body)).toEqual([{ where, taskName: "x" }]);
    expect(seen).toMatchObject([{ count: 1_001, ids: null, sample: createRows(5) }]);
  });

  it("sends a list of IDs after reading only one row", async () => {
    const { reads, writes } = await write(scan({ id: createIds(1_000) }), {
      Agents: { rows: createRows(3) },
    });

    expect(reads).toHaveLength(1);
    expect(writes.map(({ body }) => body)).toEqual([
      { where: { and: [{ id: createIds(1_000) }] }, taskName: "x" },
    ]);
  });

  it("sends the condition of a group if no address matches, because HUNT then starts nothing", async () => {
    const request = { path: "targets/{id}/scan", params: { id: toUuid(1) }, body: { where, options: {} } };
    const script = createScriptedSend({ Addresses: { rows: createRows(1), matched: 0 } });
    const whole = { method: "POST", ...request };

    await guardWrite(whole, inspectWrite("POST", whole)!, withoutMatches(script.send));

    expect(script.writes.map(({ body }) => body)).toEqual([{ where, options: {} }]);
  });

  it("counts the records of a list of more than 1,000 IDs first", async () => {
    const { reads, writes } = await write(scan({ id: createIds(1_001) }), {
      Agents: { rows: createRows(3), matched: 3 },
    });

    expect(reads.slice(0, 2).map(({ path }) => path)).toEqual(["Agents", "Agents/count"]);
    expect(writes.map(({ body }) => body)).toEqual([
      { where: { and: [{ id: createIds(3) }] }, taskName: "x" },
    ]);
  });

  it("scans only addresses of the group, and counts only those", async () => {
    const request = { path: "targets/{id}/scan", params: { id: toUuid(1) }, body: { where, options: {} } };

    const { reads, writes } = await write(request, { Addresses: { rows: createRows(2) } });

    expect(reads.slice(1, 3).map(({ query }) => query!["where"])).toEqual([
      { and: [{ targetId: toUuid(1) }, where] },
      { targetId: toUuid(1) },
    ]);
    expect(writes[0]!.body).toEqual({ where: { id: { inq: createIds(2) } }, options: {} });
  });
});

describe("upsertWithWhere", () => {
  const upsert = { path: "rules/upsertWithWhere", query: { where }, body: { name: "a" } };

  it("changes the only matching record by its ID", async () => {
    const { writes } = await write(upsert, { rules: { rows: createRows(1), total: 1 } });

    expect(writes[0]!.query).toEqual({ where: { id: toUuid(0) } });
  });

  it("sends the condition if no record matches, so HUNT creates one", async () => {
    const script = createScriptedSend({ rules: { rows: createRows(1), matched: 0 } });
    const whole = { method: "POST", ...upsert };

    await guardWrite(whole, inspectWrite("POST", whole)!, withoutMatches(script.send));

    expect(script.writes.map(({ query }) => query)).toEqual([{ where }]);
  });

  it.each([
    ["that a record will be created if none matches", 0, true],
    ["that a record will be changed if one matches", 1, false],
  ])("reports to confirm %s", async (_, matched, isCreated) => {
    const seen: boolean[] = [];
    const confirm = (affected: Affected) => void seen.push(affected.isCreated);
    const script = createScriptedSend({ rules: { rows: createRows(1), matched } });
    const whole = { method: "POST", ...upsert, guard: { confirm } };
    const send = matched === 0 ? withoutMatches(script.send) : script.send;

    await guardWrite(whole, inspectWrite("POST", whole)!, send);

    expect(seen).toEqual([isCreated]);
  });

  it("rejects several matching records, even if maxAffected allows more", async () => {
    const { writes, result } = await write(
      { ...upsert, guard: { maxAffected: 9 } },
      { rules: { rows: createRows(2) } },
    );

    expect(result).toMatchObject({ problem: "too-many" });
    expect(writes).toEqual([]);
  });
});
