import { holdResponse } from "@huntkit/test-kit/vitest";
import { HuntClient, models, type Rows } from "@huntkit/core";
import { useHunt } from "@huntkit/testing";
import * as fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { connect, type Connection } from "../../src/hunt/connection.js";
import { toKey, groupRowsBy } from "../../src/hunt/reads/snapshot.js";

const hunt = useHunt(HuntClient, { beforeAll, afterEach, afterAll });
const newConnection = (): Connection =>
  connect({ instance: hunt().sandbox.url, token: hunt().sandbox.tokens.admin, clock: hunt().clock, env: {} });
const asked = () =>
  hunt().sandbox.requests.map(({ method, path }) => `${method} ${path.replace("/api/", "")}`);
const groups = () => hunt().sandbox.records("Targets") as unknown as { id: string; name: string }[];
const goneId = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
const getId = ([row]: { id: string | number }[]) => row?.id;

/** Waits until the sandbox has received a request this number of times. */
async function waitForRequests(request: string, times = 1): Promise<void> {
  while (asked().filter((each) => each === request).length < times) await new Promise(setImmediate);
}

/** Refreshes as Terraform does: with a number of concurrent reads, each followed by the next one. */
async function refresh(connection: Connection, ids: readonly string[], parallelism = 10): Promise<unknown[]> {
  const found: unknown[] = [];
  const rest = ids.entries();
  const lane = async () => {
    for (const [index, id] of rest)
      found[index] = getId(await connection.reads.forModel(models.targets).find("id", id));
  };
  await Promise.all(Array.from({ length: parallelism }, lane));
  return found;
}

describe("concurrent reads of a model", () => {
  it("share one query if they arrive together", async () => {
    const ids = groups()
      .slice(0, 20)
      .map(({ id }) => id);
    expect(await refresh(newConnection(), ids, ids.length)).toEqual(ids);
    expect(asked()).toEqual(["GET targets"]);
  });

  it("share the response if they read the same row", async () => {
    const [{ id } = { id: "" }] = groups();
    expect(await refresh(newConnection(), [id, id, id], 3)).toEqual([id, id, id]);
    expect(asked()).toEqual(["GET targets"]);
  });

  it("are collected while a query is in flight", async () => {
    const reading = newConnection().reads.forModel(models.targets);
    const ids = groups()
      .slice(0, 6)
      .map(({ id }) => id);
    const first = reading.find("id", ids[0]!);
    await new Promise(setImmediate);
    const others = ids.slice(1).map((id) => reading.find("id", id));
    await Promise.all([first, ...others]);
    expect(asked()).toEqual(["GET targets", "GET targets"]);
  });

  it("return all rows with the value of another property", async () => {
    const { client, reads } = newConnection();
    await Promise.all([1, 2].map(() => client.queries.create({ name: "Twice", value: "10.9.0.0/16" })));
    hunt().sandbox.requests.clear();
    const reading = reads.forModel(models.queries);
    const [twice, none] = await Promise.all([reading.find("name", "Twice"), reading.find("name", "Nobody")]);
    expect({ twice: twice.length, none, asked: asked() }).toEqual({
      twice: 2,
      none: [],
      asked: ["GET queries"],
    });
  });

  it("return nothing if the row does not exist", async () => {
    expect(await newConnection().reads.forModel(models.targets).find("id", goneId(0))).toEqual([]);
  });

  it("do not fail because of an ID that is not a UUID (HUNT responds 500)", async () => {
    const [{ id } = { id: "" }] = groups();

    const [row, none] = await refresh(newConnection(), [id, "no-such-id"]);

    expect(row).toBe(id);
    expect(none).toBeUndefined();
  });

  it("are split into several queries if the values are too long for one URL", async () => {
    const names = Array.from({ length: 20 }, (_, index) => `${index} ${"é".repeat(200)}`);
    const made = await Promise.all(names.map((name) => hunt().client.controllerGroups.create({ name })));
    hunt().sandbox.requests.clear();
    const reading = newConnection().reads.forModel(models.controllerGroups);
    expect((await Promise.all(names.map((name) => reading.find("name", name)))).map(getId)).toEqual(
      made.map(({ id }) => id),
    );
    await Promise.all(made.map(({ id }) => hunt().client.controllerGroups.delete(id)));
  });

  it("fail if their query fails, and the next read sends a new query", async () => {
    const [{ id } = { id: "" }] = groups();
    const reading = newConnection().reads.forModel(models.targets);
    hunt().sandbox.faults.add({ kind: "status", status: 400 });
    const failed = await Promise.allSettled([reading.find("id", id), reading.find("id", goneId(1))]);
    expect(failed.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(getId(await reading.find("id", id))).toBe(id);
  });

  it("continue if one of them is stopped", async () => {
    const [one, other] = groups();
    const reading = newConnection().reads.forModel(models.targets);
    const stop = new AbortController();
    const query = holdResponse(hunt().sandbox, "GET targets");
    const stopped = reading.find("id", one!.id, stop.signal);
    const goesOn = reading.find("id", other!.id);
    await query.reached;
    stop.abort(new Error("stopped"));
    await expect(stopped).rejects.toThrow("stopped");
    query.release();
    expect(getId(await goesOn)).toBe(other!.id);
  });

  it("abort the query if all of them are stopped, and later reads do not wait for it", async () => {
    const [one, other] = groups();
    const reading = newConnection().reads.forModel(models.targets);
    const stop = new AbortController();
    hunt().sandbox.faults.add({ match: "GET targets", kind: "hang" });
    const stopped = reading.find("id", one!.id, stop.signal);
    await waitForRequests("GET targets");
    stop.abort(new Error("stopped"));
    await expect(stopped).rejects.toThrow("stopped");
    expect(getId(await reading.find("id", other!.id))).toBe(other!.id);
  });
});

describe("a refresh of many rows", () => {
  it("sends at most 10 requests for 1,000 target groups, ten at a time", async () => {
    const body = Array.from({ length: 1000 }, (_, index) => ({ name: `Many ${index}` }));
    const { data: made } = await hunt().client.request<{ id: string }[]>({
      method: "POST",
      path: "targets",
      body,
    });
    const ids = made.map(({ id }) => id);
    hunt().sandbox.requests.clear();
    expect(await refresh(newConnection(), ids)).toEqual(ids);
    expect(asked().length).toBeLessThanOrEqual(10);
    expect(asked().filter((each) => each === "GET targets/count")).toHaveLength(1);
  });

  it("reads the whole model only after as many queries as the model has pages", async () => {
    const pages = 4;
    const reading = newConnection().reads.forModel(models.alerts);
    for (const { id } of hunt().sandbox.records("Alerts").slice(0, pages))
      expect(getId(await reading.find("id", id))).toBe(id);
    expect(asked()).toEqual(["GET Alerts", "GET Alerts", "GET Alerts", "GET Alerts/count", "GET Alerts"]);
    hunt().sandbox.requests.clear();
    for (const { id } of hunt().sandbox.records("Alerts").slice(1000, 1010))
      expect(getId(await reading.find("id", id))).toBe(id);
    expect(asked().length).toBeLessThanOrEqual(pages + 2);
  });

  it("queries rows that do not exist again, with shared requests", async () => {
    const ids = Array.from({ length: 40 }, (_, index) => goneId(index));
    expect(await refresh(newConnection(), ids)).toEqual(ids.map(() => undefined));
    expect(asked().length).toBeLessThanOrEqual(12);
  });
});

describe("a snapshot of a model", () => {
  const withSnapshot = async (): Promise<Connection> => {
    const connection = newConnection();
    for (const { id } of groups().slice(0, 4)) await connection.reads.forModel(models.targets).find("id", id);
    hunt().sandbox.requests.clear();
    return connection;
  };

  it("returns rows without a request", async () => {
    const { reads } = await withSnapshot();
    const { id } = groups()[5]!;
    expect(getId(await reads.forModel(models.targets).find("id", id))).toBe(id);
    expect(asked()).toEqual([]);
  });

  it("is not used for a row that it does not contain", async () => {
    const { reads } = await withSnapshot();
    const { id } = await hunt().client.targets.create({ name: "Created by another client" });
    expect(getId(await reads.forModel(models.targets).find("id", id))).toBe(id);
  });

  it("is discarded after a write to the model", async () => {
    const { client, reads } = await withSnapshot();
    const { id } = groups()[0]!;
    await client.targets.update(id, { name: "Renamed" });
    const [row] = await reads.forModel(models.targets).find("id", id);
    expect(row?.name).toBe("Renamed");
  });

  it("is kept after writes to other models", async () => {
    const { client, reads } = await withSnapshot();
    await client.queries.create({ name: "Elsewhere", value: "10.8.0.0/16" });
    hunt().sandbox.requests.clear();
    await reads.forModel(models.targets).find("id", groups()[5]!.id);
    expect(asked()).toEqual([]);
  });

  it("is discarded after 60 seconds", async () => {
    const { reads } = await withSnapshot();
    const { id } = groups()[5]!;
    hunt().clock.advance(50_000);
    await reads.forModel(models.targets).find("id", id);
    expect(asked()).toEqual([]);
    hunt().clock.advance(10_000);
    await reads.forModel(models.targets).find("id", id);
    expect(asked()).toEqual(["GET targets"]);
  });

  it("is not kept if a write happened while it was read", async () => {
    const { client, reads } = newConnection();
    const reading = reads.forModel(models.agents);
    const [first, ...others] = hunt()
      .sandbox.records("Agents")
      .map(({ id }) => id)
      .sort((a, b) => a.localeCompare(b));
    for (const id of others.slice(0, 3)) await reading.find("id", id);
    hunt().sandbox.requests.clear();
    const table = holdResponse(hunt().sandbox, "GET Agents", { skip: 1 });
    const read = reading.find("id", others[4]!);
    await table.reached;
    await client.agents.update(first!, { hostname: "changed-meanwhile" });
    table.release();
    await read;
    hunt().sandbox.faults.clear();
    const [row] = await reading.find("id", first!);
    expect(row?.hostname).toBe("changed-meanwhile");
  });

  it("is not requested again if it cannot be read", async () => {
    const reading = newConnection().reads.forModel(models.targets);
    hunt().sandbox.faults.add({ match: "targets/count", kind: "status", status: 400, times: "always" });
    for (const { id } of groups().slice(0, 8)) expect(getId(await reading.find("id", id))).toBe(id);
    expect(asked().filter((each) => each === "GET targets/count")).toHaveLength(1);
  });
});

describe("groupRowsBy", () => {
  const uuid = "0B8C8A5E-7D1F-4C1E-9A55-3A1F6C0D2B7E";

  it("finds rows by a UUID in upper or lower case", () => {
    expect(groupRowsBy([{ id: uuid }], "id").get(toKey(uuid.toLowerCase()))).toEqual([{ id: uuid }]);
  });

  it("finds rows by other strings only in the same case", () => {
    expect(groupRowsBy([{ id: "1", name: "Prod" }], "name").get(toKey("prod"))).toBeUndefined();
  });
});

describe("any sequence of reads and writes", () => {
  const names = fc.constantFrom("a", "b", "c", "d", "e");
  const step = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        act: fc.constant("read" as const),
        wanted: fc.array(names, { minLength: 1, maxLength: 5 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        act: fc.constantFrom("make" as const, "change" as const, "drop" as const, "made by others" as const),
        name: names,
      }),
    },
  );

  it("returns the rows that HUNT has at the time of each read", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 30 }), async (steps) => {
        const { client, reads } = newConnection();
        const rows = new Map<string, Rows.ControllerGroup>();
        const actual: unknown[] = [];
        const expected: unknown[] = [];
        const readName = async (name: string) =>
          (await reads.forModel(models.controllerGroups).find("id", rows.get(name)?.id ?? goneId(0)))[0]
            ?.name;
        for (const each of steps) {
          if (each.act === "read") {
            expected.push(each.wanted.map((name) => rows.get(name)?.name));
            actual.push(await Promise.all(each.wanted.map(readName)));
            continue;
          }
          const { act, name } = each;
          const row = rows.get(name);
          if (act === "change" && row)
            rows.set(name, await client.controllerGroups.update(row.id, { name: `${row.name}+` }));
          if (act === "drop" && row) await client.controllerGroups.delete(row.id);
          if (act === "drop") rows.delete(name);
          if (act.startsWith("made") && !row)
            rows.set(name, await hunt().client.controllerGroups.create({ name }));
          if (act === "make" && !row) rows.set(name, await client.controllerGroups.create({ name }));
        }
        for (const { id } of rows.values()) await client.controllerGroups.delete(id);
        await client.close();
        expect(actual).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });
});
