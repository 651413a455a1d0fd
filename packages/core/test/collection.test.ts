import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import type { Alert, Agent as CatalogAgent } from "@huntkit/catalog";
import type { Collection } from "../src/collection.js";
import { getField } from "../src/models/get-field.js";
import { defineModel } from "../src/models/model.js";
import { models } from "../src/models/models.js";
import type { Filter } from "../src/query/filter.js";
import { createClient, catchError, serve, useSandbox } from "./helpers.js";
import { expectNoToken } from "@huntkit/testing";
import { sampleToken } from "@huntkit/test-kit/values";
import { conditions, matches } from "./query/oracle.js";

// The reference compares strings by code point.
const sandbox = useSandbox({ now: "2026-03-01T00:00:00Z", collation: "C" });

const Agent = z.looseObject({
  id: z.string(),
  hostname: z.nullish(z.string()),
  os: z.nullish(z.string()),
  active: z.nullish(z.boolean()),
  lastSeenOn: z.nullish(z.string()),
});
type Agent = z.infer<typeof Agent>;
const agents = () =>
  createClient(sandbox().url, { token: sandbox().tokens.admin, logLevel: "off" }).model(
    defineModel("Agents", Agent),
  );

const compare = (one: string, other: string) => Number(one > other) - Number(one < other);

describe("a collection over HTTP", () => {
  it("finds the same rows as a reference implementation for any condition", async () => {
    const rows = sandbox().records("Agents");
    const collection = agents();
    await fc.assert(
      fc.asyncProperty(conditions(rows, ["hostname", "ipstring", "active"]), async (where) => {
        const expected = rows
          .filter((row) => matches(row, where))
          .map(({ id }) => id)
          .sort();
        const filter = { where, fields: ["hostname"] } as Filter<Agent>;
        const found = await collection.list(filter).toArray();
        expect(found.map(({ id }) => id).sort()).toEqual(expected);
        const count = await collection.count(where);
        expect(count).toBe(expected.length);
      }),
      { numRuns: 60 },
    );
  });

  it("returns the same rows for any concurrency, in order or unordered", async () => {
    const ids = sandbox()
      .records("Alerts")
      .map(({ id }) => id)
      .sort();
    const alerts = createClient(sandbox().url, { token: sandbox().tokens.admin }).model("Alerts");
    for (const options of [
      { concurrency: 1 },
      { concurrency: 4, pageSize: 200 },
      { concurrency: 3, pageSize: 100, preserveOrder: true },
    ]) {
      const found = (await alerts.list({ fields: ["id"] }, options).toArray()).map(({ id }) => String(id));
      expect("preserveOrder" in options || options.concurrency === 1 ? found : found.sort()).toEqual(ids);
    }
  });

  it("keeps a custom order over many pages, with ties sorted by ID", async () => {
    const found = await agents()
      .list({ order: ["os", "hostname DESC"] }, { pageSize: 500 })
      .toArray();
    const sorted = [...found].sort((a, b) => compare(a.os!, b.os!) || compare(b.hostname!, a.hostname!));
    expect(found.map(({ os, hostname }) => [os, hostname])).toEqual(
      sorted.map(({ os, hostname }) => [os, hostname]),
    );
    expect(new Set(found.map(({ id }) => id)).size).toBe(2500);
  });

  it("reads only the first page of 1,000 rows with firstPage", async () => {
    expect(await agents().list().firstPage()).toHaveLength(1000);
  });

  it("reads all rows with for await", async () => {
    let count = 0;
    for await (const agent of agents().list({ where: { active: true } }))
      count += agent.active === true ? 1 : 0;
    expect(count).toBe(
      sandbox()
        .records("Agents")
        .filter(({ active }) => active === true).length,
    );
  });

  it("returns only the requested fields and the ID", async () => {
    const agent = await agents()
      .list({ fields: ["os"] })
      .first();
    expect(Object.keys(agent!).sort()).toEqual(["id", "os"]);
  });

  it("stops sending requests after the consumer breaks out of the loop", async () => {
    for await (const _ of agents().list({}, { pageSize: 100 })) break;
    const sent = sandbox().requests.length;
    expect(sent).toBeLessThanOrEqual(6);
  });

  it("rejects with the reason of its signal", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const reading = (async () => {
      for await (const _ of agents().list({}, { pageSize: 100, signal: controller.signal }))
        controller.abort(reason);
    })();
    await expect(reading).rejects.toBe(reason);
  });

  it("pages by ID, not by skip, if the order is by ID", async () => {
    const ids = (await agents().list({ order: "id" }, { pageSize: 500 }).toArray()).map(({ id }) => id);
    expect(ids).toEqual(
      sandbox()
        .records("Agents")
        .map(({ id }) => id)
        .sort(),
    );
    expect(
      sandbox()
        .requests.map(({ query }) => decodeURIComponent(query))
        .filter((query) => query.includes("skip")),
    ).toEqual([]);
  });

  it("rejects a filter that LoopBack would misread, before anything is sent", () => {
    expect(() => agents().list({ where: { hostname: undefined } as never })).toThrow(/hostname is undefined/);
    expect(() => agents().list({ limit: 0 })).toThrow(/0 means no limit/);
    expect(() => agents().list({ order: "hostname UP" as never })).toThrow(/ASC or DESC/);
    expect(sandbox().requests).toHaveLength(0);
  });

  it("creates, reads, updates, and deletes a record", async () => {
    const flags = createClient(sandbox().url, { token: sandbox().tokens.admin }).model<{
      id: string;
      name?: string;
      color?: string;
      weight?: number;
    }>("flags");
    const made = await flags.create({ name: "Reviewed", color: "teal", weight: 4 });
    expect(await flags.update(made.id, { weight: 5 })).toMatchObject({ name: "Reviewed", weight: 5 });
    expect(await flags.get(made.id)).toMatchObject({ color: "teal", weight: 5 });
    await flags.delete(made.id);
    expect(await catchError(flags.get(made.id))).toMatchObject({
      code: "HUNT_NOT_FOUND",
      loopbackCode: "MODEL_NOT_FOUND",
    });
    expect(await catchError(flags.delete(made.id))).toMatchObject({
      code: "HUNT_NOT_FOUND",
      path: `flags/${made.id}`,
    });
  });
});

describe("a client", () => {
  it("provides one collection for every model", async () => {
    const client = createClient(sandbox().url, { token: sandbox().tokens.admin });
    for (const [name, model] of Object.entries(models))
      expect(client[name as keyof typeof models].route).toBe(model.route);
    expect(client.alerts).toBe(client.alerts);
    const where = { severity: { inq: ["critical"] }, archived: false };
    const alert = await client.alerts.list({ where, order: "createdOn DESC" }).first();
    expect(alert).toMatchObject({ severity: "critical", archived: false });
    expect(await client.agents.count({ active: true })).toBe(
      sandbox()
        .records("Agents")
        .filter(({ active }) => active === true).length,
    );
  });

  it("reads users, whose IDs may be numbers", async () => {
    const client = createClient(sandbox().url, { token: sandbox().tokens.admin });
    const users = await client.users.list({ where: { role: "admin" } }).toArray();
    expect(users.length).toBeGreaterThan(1);
  });
});

describe("the types of filters and rows", () => {
  it("know the properties, values, and operators of a model", () => {
    const check: (filter: Filter<Agent>) => void = () => {};
    check({
      where: { hostname: { like: "srv%" }, active: true, lastSeenOn: { gte: new Date(0) } },
      order: ["hostname DESC", "os"],
      fields: ["hostname"],
    });
    check({ where: { or: [{ hostname: "a" }, { os: { inq: ["Windows"] } }] } });
    // @ts-expect-error a misspelled property
    check({ where: { hostnam: "a" } });
    // @ts-expect-error a value of another type
    check({ where: { active: "yes" } });
    // @ts-expect-error an operator that LoopBack does not have
    check({ where: { hostname: { contains: "a" } } });
    // @ts-expect-error an invalid direction
    check({ order: "hostname UP" });
    // @ts-expect-error a misspelled field
    check({ fields: ["hostnam"] });
    // @ts-expect-error an operator for strings on a boolean
    check({ where: { active: { like: "t%" } } });
    expect.assertions(0);
  });

  it("reject a misspelled field of a row, of an object in it, and of a new record", () => {
    const check = (alert: Alert, collection: Collection<CatalogAgent>) => {
      // @ts-expect-error a misspelled field
      void alert.hostnme;
      // @ts-expect-error a misspelled field of an object
      void alert.data?.threatNme;
      // @ts-expect-error a misspelled field of a new record
      return collection.create({ hostnme: "srv-1" });
    };

    expect(check).toBeTypeOf("function");
  });
});

it("sends the password of a credential, which its row does not have", async () => {
  const { credentials } = createClient(sandbox().url, { token: sandbox().tokens.admin });

  const { id } = await credentials.create({ name: "Scan account", username: "svc", password: "first" });
  const changed = await credentials.update(id, { password: "second" });

  expect(changed).not.toHaveProperty("password");
  expect(
    sandbox()
      .records("credentials")
      .find((row) => row["id"] === id),
  ).toMatchObject({
    username: "svc",
    password: "second",
  });
});

describe("getField", () => {
  it("returns a field of a row that its type does not name", () => {
    const alert = { id: "1", customScore: 7 } as Alert;

    expect(getField(alert, "customScore")).toBe(7);
  });

  it("returns undefined for a field that the row does not have, and for inherited properties", () => {
    const alert = { id: "1" } as Alert;

    expect(getField(alert, "customScore")).toBeUndefined();
    expect(getField(alert, "constructor")).toBeUndefined();
  });
});

describe("an ID that is not a UUID", () => {
  const connect = () => createClient(sandbox().url, { token: sandbox().tokens.admin });

  it.each([
    ["get", () => connect().alerts.get("1234")],
    ["update", () => connect().alerts.update("1234", { archived: true })],
    ["delete", () => connect().alerts.delete("1234")],
  ])("is rejected before anything is sent, if the model has UUIDs: %s", async (_, act) => {
    sandbox().requests.clear();

    const error = await catchError(act());

    expect(error).toMatchObject({ code: "HUNT_INPUT", input: "id", problem: "format" });
    expect(error.message).toBe(
      'id: "1234" is not a valid ID of Alerts. Use a UUID, such as 0f8fad5b-d9cb-469f-a165-70867728950e.',
    );
    expect(sandbox().requests).toEqual([]);
  });

  it("is accepted if the model does not have UUIDs, or is not known to have them", () => {
    const { cves, fileReps, users } = connect();

    expect(() => cves.requireId("CVE-2024-3094")).not.toThrow();
    expect(() => fileReps.requireId("1".repeat(40))).not.toThrow();
    expect(() => users.requireId(7)).not.toThrow();
    expect(() => connect().model("Others").requireId("1234")).not.toThrow();
  });
});

describe("delete without a response", () => {
  it.each([
    ["404, as relations return", 404, { error: { statusCode: 404, message: "No instance" } }],
    ["success with a count of 0, as models return", 200, { count: 0 }],
  ])("succeeds if the retry gets %s, but not if the first attempt does", async (_, status, body) => {
    let left = 1;
    const { url } = await serve((request, response) => {
      if (left-- > 0) request.socket.destroy();
      else response.writeHead(status).end(JSON.stringify(body));
    });
    const { webhooks } = createClient(url);
    await webhooks.delete("0f8fad5b-d9cb-469f-a165-70867728950e");
    expect(await catchError(webhooks.delete("11111111-d9cb-469f-a165-70867728950e"))).toMatchObject({
      code: "HUNT_NOT_FOUND",
      method: "DELETE",
      path: "Webhooks/11111111-d9cb-469f-a165-70867728950e",
      attempts: 1,
    });
  });

  it("fails if the first attempt cannot have been executed, or if the route does not exist", async () => {
    for (const [first, second, code] of [
      [429, "Unknown id", "HUNT_NOT_FOUND"],
      [503, "There is no method to handle DELETE /webhooks/x", "HUNT_UNSUPPORTED"],
    ] as const) {
      let left = 1;
      const { url } = await serve((_, response) =>
        left-- > 0
          ? response.writeHead(first).end()
          : response.writeHead(404).end(JSON.stringify({ error: { message: second } })),
      );
      expect(
        await catchError(createClient(url).webhooks.delete("0f8fad5b-d9cb-469f-a165-70867728950e")),
      ).toMatchObject({
        code,
        attempts: 2,
      });
    }
  });

  it("does not show an ID that may be a token", async () => {
    const { url } = await serve((_, response) => response.end('{"count":0}'));
    expectNoToken(await catchError(createClient(url).model("AccessTokens").delete(sampleToken)), sampleToken);
    expectNoToken(
      await catchError(
        createClient("http://127.0.0.1:1", { retry: { retries: 0 } })
          .model("AccessTokens")
          .get(sampleToken),
      ),
      sampleToken,
    );
  });
});
