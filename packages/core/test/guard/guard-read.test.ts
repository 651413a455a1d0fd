import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { createGuard } from "../../src/guard/guard.js";
import { findKnownRecords } from "../../src/guard/known-models.js";
import type { Query } from "../../src/http/address.js";
import type { HuntRequest } from "../../src/index.js";
import { createScriptedSend } from "./scripted-send.js";

const widget = { id: "w1", color: "red", size: null, spare: false };

/** Sends requests through the guard of an instance that has alerts with a custom property, and widgets. */
async function read(...requests: HuntRequest<unknown>[]) {
  const lists = {
    Alerts: { rows: [{ id: "a1", hostname: "x", own: null }] },
    Widgets: { rows: [widget] },
    Gadgets: { rows: [] },
    Policies: { rows: [] },
    "Widgets/w%201/parts": { rows: [widget] },
    "targets/t1/agents": { rows: [{ id: "g1", hostname: "x" }] },
  };
  const script = createScriptedSend(lists);
  const warnings: string[] = [];
  const send = createGuard(script.send, (message) => warnings.push(message));
  const errors: unknown[] = [];
  for (const request of requests) await send(request).catch((error: unknown) => errors.push(error));
  return { ...script, warnings, error: errors[0] };
}

const toQuery = (where: unknown, order?: unknown) => ({ filter: { where, order, limit: 1 } });

describe("a read of a known model", () => {
  it.each([
    ["Alerts", toQuery({ severity: "low", hostname: "x" })],
    ["ALERTS", toQuery({ severity: "low" })],
    ["Alerts", toQuery(undefined, ["createdOn DESC", "id"])],
    ["Alerts", toQuery(undefined, "severity")],
    ["Alerts/count", { where: { severity: "low" } }],
    ["targets/t1/agents", toQuery({ hostname: "x" })],
  ])("sends no other request for properties of the catalog: %s %j", async (path, query) => {
    const { reads } = await read({ path: path === "ALERTS" ? "Alerts" : path, query });

    expect(reads).toHaveLength(1);
  });

  it("sends a read with a custom property of the instance, and reads a row only once to find it", async () => {
    const request = { path: "Alerts", query: toQuery({ own: 1 }, "own DESC") };

    const { reads, error } = await read(request, request);

    expect(error).toBeUndefined();
    expect(reads.map(({ query }) => query)).toEqual([{ filter: { limit: 1 } }, request.query, request.query]);
  });

  it.each([
    ["Alerts", toQuery({ severty: "low" }), "where", "severty"],
    ["Alerts", toQuery({ hostname: "x", "severty.x": "low" }), "where", "severty"],
    ["Alerts/count", { where: { or: [{ hostname: "x" }, { severty: 1 }] } }, "where", "severty"],
    ["Alerts", toQuery(undefined, "severty DESC"), "order", "severty"],
    ["Alerts", toQuery(undefined, ["id", "data2.x"]), "order", "data2"],
    ["Alerts", { filter: JSON.stringify({ where: { severty: 1 } }) }, "where", "severty"],
    ["Alerts/count", { where: '{"severty": 1}' }, "where", "severty"],
    ["targets/t1/agents", toQuery({ severty: "x" }), "where", "severty"],
  ])("rejects an unknown property: %s %j", async (path, query, input, name) => {
    const { reads, error, warnings } = await read({ path, query });

    expect(error).toMatchObject({ code: "HUNT_INPUT", input, problem: "property" });
    expect((error as Error).message).toContain(`has no property "${name}" in this instance`);
    expect(reads).toHaveLength(1);
    expect(warnings).toEqual([]);
  });

  it("rejects a property that the catalog lacks if the model has no rows, and lists the catalog's properties", async () => {
    const { error } = await read({ path: "Policies", query: toQuery({ organizationID: "x" }) });

    expect(error).toMatchObject({ input: "where", problem: "property" });
    expect((error as Error).message).toMatch(/Properties: id, .*name/);
  });
});

describe("a read with a value that no record can have", () => {
  it.each([
    ["Alerts", toQuery({ severity: "High" }), "value"],
    ["Alerts", toQuery({ archived: "no" }), "type"],
    ["Alerts/count", { where: { or: [{ hostname: "x" }, { severity: { inq: ["hihg"] } }] } }, "value"],
    ["Alerts/findOne", { filter: JSON.stringify({ where: { "data.threatNam": "Bad" } }) }, "property"],
    ["targets/t1/agents", toQuery({ isolated: 1 }), "type"],
  ])("is rejected before anything is sent: %s %j", async (path, query, problem) => {
    const { reads, error } = await read({ path, query });

    expect(error).toMatchObject({ code: "HUNT_INPUT", input: "where", problem });
    expect(reads).toEqual([]);
  });

  it("is sent with one warning for all pages if HUNT might have the value", async () => {
    const request = { path: "Alerts", query: toQuery({ sourceType: "mdr" }) };

    const { reads, error, warnings } = await read(request, request);

    expect(error).toBeUndefined();
    expect(reads).toHaveLength(2);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('"mdr" is not a known value of sourceType in Alerts');
  });

  it("is rejected for a boolean that only the instance has", async () => {
    const { error } = await read({ path: "Widgets", query: toQuery({ spare: { neq: "no" } }) });

    expect((error as Error).message).toBe(
      'where: "no" is not a value of spare in Widgets, which is a boolean. Use true or false.',
    );
  });
});

describe("a read whose condition no record can match", () => {
  const instant = "2026-05-01T09:00:00Z";

  it.each<[what: string, where: object]>([
    ["a range that ends where it starts", { createdOn: { gte: instant, lt: instant } }],
    ["a range that ends before it starts", { createdOn: { gte: instant, lt: "2026-04-01" } }],
    ["a between that ends before it starts", { createdOn: { between: [instant, "2026-04-01"] } }],
    ["nin with every value", { severity: { nin: ["low", "medium", "high", "critical"] } }],
    ["conditions that exclude each other", { and: [{ severity: "low" }, { severity: "high" }] }],
  ])("returns no rows with a warning, and sends nothing: %s", async (_, where) => {
    const script = createScriptedSend({});
    const warnings: string[] = [];
    const guarded = createGuard(script.send, (message) => warnings.push(message));

    const list = await guarded({ path: "Alerts", query: { filter: { where } } });
    const count = await guarded({ path: "Alerts/count", query: { where } });

    expect(list.data).toEqual([]);
    expect(count.data).toEqual({ count: 0 });
    expect(script.reads).toEqual([]);
    expect(warnings).toEqual([expect.stringMatching(/no record can match/)]);
  });

  it.each<[what: string, where: object, problem: string]>([
    ["a range that ends where it starts", { createdOn: { gte: instant, lt: instant } }, "range"],
    ["an empty list of values", { scanId: { inq: [] } }, "empty"],
  ])("is rejected if impossible reads are errors: %s", async (_, where, problem) => {
    const script = createScriptedSend({});
    const warnings: string[] = [];
    const guarded = createGuard(script.send, (message) => warnings.push(message), {
      impossibleReads: "error",
    });

    const error = await guarded({ path: "Alerts", query: { filter: { where } } }).catch(
      (reason: unknown) => reason,
    );

    expect(error).toMatchObject({ code: "HUNT_INPUT", input: "where", problem });
    expect(script.reads).toEqual([]);
    expect(warnings).toEqual([]);
  });
});

describe("a read with an empty list of values", () => {
  const nothing = { hostname: "x", scanId: { inq: [] } };

  it.each<[path: string, query: Query, data: unknown]>([
    ["Alerts", toQuery(nothing), []],
    ["Widgets", toQuery({ color: { inq: [] } }), []],
    ["Alerts", { filter: JSON.stringify({ where: nothing }), count: "True" }, []],
    ["targets/t1/agents", toQuery({ hostname: { inq: [] } }), []],
    ["Alerts/count", { where: nothing }, { count: 0 }],
  ])("returns no rows with a warning, and sends nothing: %s %j", async (path, query, data) => {
    const script = createScriptedSend({});
    const warnings: string[] = [];

    const response = await createGuard(script.send, (message) => warnings.push(message))({ path, query });

    expect(response).toMatchObject({ status: 200, data, attempts: 0 });
    expect(script.reads).toEqual([]);
    expect(warnings).toEqual([expect.stringMatching(/^where: the list of inq for .* is empty/)]);
  });

  it.each<[path: string, query: Query, more: Partial<HuntRequest<unknown>>]>([
    ["Alerts/findOne", toQuery(nothing), {}],
    ["Alerts/csv", toQuery(nothing), {}],
    ["targets/t1/owner", toQuery(nothing), {}],
    ["Alerts", toQuery(nothing), { schema: z.object({ own: z.number() }) }],
    ["Alerts", toQuery(nothing), { binary: true }],
    ["Alerts", toQuery({ ...nothing, severity: "hihg" }), {}],
  ])(
    "is rejected if no rows are not the response, or for another mistake: %s %j",
    async (path, query, more) => {
      const { reads, error } = await read({ path, query, ...more });

      expect(error).toMatchObject({ code: "HUNT_INPUT", input: "where" });
      expect(reads).toEqual([]);
    },
  );
});

describe("a read with a parameter that HUNT ignores", () => {
  it.each([
    ["Alerts", { severity: "high" }, "Did you mean filter.where.severity?"],
    ["Alerts", { limit: 1 }, "Did you mean filter.limit?"],
    ["Alerts", { where: { severity: "high" } }, "Did you mean filter.where?"],
    ["Alerts", { filtr: {} }, "Did you mean filter?"],
    ["Alerts", { page: 2 }, "Use filter or count."],
    ["Alerts/count", { filter: { where: { severity: "high" } } }, "Did you mean where?"],
    ["Alerts/count", { severity: "high" }, "Did you mean where.severity?"],
    ["alerts/findOne", { "order[0]": "id" }, "Did you mean filter.order?"],
    ["Alerts/0f8fad5b-d9cb-469f-a165-70867728950e", { fields: ["id"] }, "Did you mean filter.fields?"],
    ["targets/t1/agents", { hostname: "x" }, "Did you mean filter.where.hostname?"],
  ])("is rejected before anything is sent: %s %j", async (path, query, advice) => {
    const { reads, error } = await read({ path, query });

    expect(error).toMatchObject({ code: "HUNT_INPUT", input: "query", problem: "unknown" });
    const [key] = Object.keys(query);
    expect((error as Error).message).toBe(
      `query: GET ${path} has no parameter "${key}", so HUNT would ignore it. ${advice}`,
    );
    expect(reads).toEqual([]);
  });

  it.each([
    ["Widgets", { color: "red" }],
    ["Alerts/a1/other", { severity: "high" }],
    ["Alerts", { count: "True", "filter[limit]": 1, severity: undefined }],
  ])("is sent if the route is unknown, or has the parameter: %s %j", async (path, query) => {
    const script = createScriptedSend({ [path]: { rows: [] } });

    await createGuard(script.send, () => {})({ path, query });

    expect(script.reads).toHaveLength(1);
  });
});

describe("the filter of a read", () => {
  it.each([
    [
      "Alerts",
      { filter: { limt: 1 } },
      'filter: unknown key "limt", so HUNT would ignore it. Did you mean limit?',
    ],
    [
      "Alerts",
      { filter: '{"wher": {"severity": "high"}}' },
      'filter: unknown key "wher", so HUNT would ignore it. Did you mean where?',
    ],
    [
      "Alerts",
      { filter: { severity: "high" } },
      'filter: unknown key "severity", so HUNT would ignore it. Did you mean filter.where.severity?',
    ],
    [
      "Alerts",
      { "filter[limt]": 1 },
      'filter: unknown key "limt", so HUNT would ignore it. Did you mean limit?',
    ],
    [
      "targets/t1/agents",
      { filter: { top: 1 } },
      'filter: unknown key "top", so HUNT would ignore it. Use where, order, limit, skip, offset, fields, or include.',
    ],
  ])("is rejected with an unknown key: %s %j", async (path, query, message) => {
    const { reads, error } = await read({ path, query });

    expect(error).toMatchObject({ code: "HUNT_INPUT", input: "filter", problem: "unknown", message });
    expect(reads).toEqual([]);
  });

  it("is accepted with an unknown key without a value, which JSON omits", async () => {
    const { error } = await read({ path: "Alerts", query: { filter: { limit: 1, fooBar: undefined } } });

    expect(error).toBeUndefined();
  });

  it("is sent with LoopBack's keys", async () => {
    const filter = { where: { severity: "low" }, order: "id", limit: 1, offset: 2, fields: ["hostname"] };

    const { reads, error } = await read({ path: "Alerts", query: { filter } });

    expect(error).toBeUndefined();
    expect(reads).toHaveLength(1);
  });

  it("is sent for a model that huntkit does not know", async () => {
    const { error } = await read({ path: "Widgets", query: { filter: { deleted: true } } });

    expect(error).toBeUndefined();
  });
});

describe("a path that begins with api/", () => {
  it.each(["/api/Alerts", "api/Alerts"])(
    "is rejected, because it is relative to the API: %s",
    async (path) => {
      const { reads, error } = await read({ path });

      expect(error).toMatchObject({
        input: "path",
        problem: "invalid",
        message: "path: must be relative to the API base, without api/. Use Alerts.",
      });
      expect(reads).toEqual([]);
    },
  );
});

describe("a read with columns", () => {
  it("rejects a column that the model does not have, and suggests the nearest one", async () => {
    const { reads, error } = await read({ path: "Alerts", columns: ["id", "hostnme"] });

    expect(error).toMatchObject({ code: "HUNT_INPUT", input: "columns", problem: "property" });
    expect((error as Error).message).toMatch(
      /^columns: Alerts has no property "hostnme" in this instance, so the column would be empty. Did you mean hostname\?/,
    );
    expect(reads).toHaveLength(1);
  });

  it("sends a column that only this instance has", async () => {
    const { error } = await read({ path: "Alerts", columns: ["hostname", "own"] });

    expect(error).toBeUndefined();
  });

  it("warns of an unknown column of a model that huntkit does not know", async () => {
    const { error, warnings } = await read({ path: "Widgets", columns: ["colour"] });

    expect(error).toBeUndefined();
    expect(warnings).toEqual([expect.stringMatching(/^columns: Widgets has no property "colour".*color/)]);
  });
});

describe("a read with fields of a known model", () => {
  it.each([
    ["Alerts", { filter: { fields: ["id", "hostnme"] } }],
    ["Alerts", { filter: { fields: "hostnme" } }],
    ["Alerts", { filter: { fields: { hostnme: true } } }],
    ["Alerts", { filter: '{"fields": ["hostnme"]}' }],
    ["Alerts/0f8fad5b-d9cb-469f-a165-70867728950e", { filter: { fields: ["hostnme"] } }],
    ["targets/t1/agents", { filter: { fields: ["hostnme"] } }],
  ])("rejects an unknown field, and suggests the nearest one: %s %j", async (path, query) => {
    const { reads, error } = await read({ path, query });

    expect(error).toMatchObject({ code: "HUNT_INPUT", input: "fields", problem: "property" });
    expect((error as Error).message).toMatch(
      /^fields: \S+ has no property "hostnme" in this instance, so HUNT would ignore it. Did you mean hostname\?/,
    );
    expect(reads).toHaveLength(1);
  });

  it("sends no other request for fields of the catalog", async () => {
    const { reads, error } = await read({
      path: "Alerts",
      query: { filter: { fields: ["id", "hostname"] } },
    });

    expect(error).toBeUndefined();
    expect(reads).toHaveLength(1);
  });

  it("sends a custom field of the instance", async () => {
    const { error } = await read({ path: "Alerts", query: { filter: { fields: ["own"] } } });

    expect(error).toBeUndefined();
  });
});

describe("a read of an unknown model", () => {
  it("sends properties of a row without a warning", async () => {
    const { reads, warnings } = await read({
      path: "Widgets",
      query: toQuery({ color: "red", "size.x": 1 }),
    });

    expect(reads).toHaveLength(2);
    expect(warnings).toEqual([]);
  });

  it("sends an unknown property with one warning for all pages", async () => {
    const request = { path: "Widgets", query: toQuery({ colr: "red" }) };

    const { reads, warnings, error } = await read(request, request);

    expect(error).toBeUndefined();
    expect(reads).toHaveLength(3);
    expect(warnings).toEqual([
      'where: Widgets has no property "colr" in this instance, so HUNT would ignore it. Did you mean color?',
    ]);
  });

  it("sends any property without a warning if the model has no rows", async () => {
    const { reads, warnings } = await read({ path: "Gadgets", query: toQuery({ colr: "red" }) });

    expect(reads).toHaveLength(2);
    expect(warnings).toEqual([]);
  });

  it("reads no row for an order by ID", async () => {
    const { reads } = await read({ path: "Widgets", query: toQuery({ id: { gt: "a" } }, ["id ASC"]) });

    expect(reads).toHaveLength(1);
  });

  it("reads a row of the same list for a list below a record", async () => {
    const { reads } = await read({
      path: "Widgets/{id}/parts",
      params: { id: "w 1" },
      query: toQuery({ color: "red" }),
    });

    expect(reads[0]!.path).toBe("Widgets/w%201/parts");
  });
});

describe("every read", () => {
  it("wraps an or next to other conditions in an and", async () => {
    const where = { archived: false, or: [{ hostname: "a" }, { hostname: "b" }] };
    const plain = { and: [{ archived: false }, { or: [{ hostname: "a" }, { hostname: "b" }] }] };

    const { reads } = await read(
      { path: "Alerts", query: { filter: { where, limit: 5 }, count: "True" } },
      { path: "Alerts/count", query: { where } },
    );

    expect(reads.map(({ query }) => query)).toEqual([
      { filter: { where: plain, limit: 5 }, count: "True" },
      { where: plain },
    ]);
  });

  it.each([
    [{ filter: { where: { hostname: { near: "1,1" } } } }, "where", "operator"],
    [{ filter: { where: { hostname: { is: "a" } } } }, "where", "operator"],
    [{ filter: { where: "{" } }, "where", "json"],
    [{ filter: { where: '{"id": 9007199254740993}' } }, "where", "inexact"],
    [{ filter: { where: '{"hostname": "a", "hostname": "b"}' } }, "where", "duplicate"],
    [{ filter: '{"where": {"version": 1.0}}' }, "filter", "inexact"],
    [{ "where[hostname]": "a" }, "query", "combination"],
    [{ "filter[where][hostname]": "a" }, "query", "combination"],
  ])("rejects a condition that HUNT would misread: %j", async (query, input, problem) => {
    const { reads, error } = await read({ path: "Alerts", query });

    expect(error).toMatchObject({ code: "HUNT_INPUT", input, problem });
    expect(reads).toEqual([]);
  });

  it.each([
    [undefined],
    [{}],
    [{ filter: { limit: 1 } }],
    [{ filter: { where: null } }],
    [{ filter: { where: {} } }],
    [{ filter: { order: "" } }],
    [{ filter: { order: [5] } }],
    [{ filter: "{" }],
    [{ filter: 5 }],
    [{ "filter[limit]": 1 }],
  ])("sends a read without a condition or an order unchanged: %j", async (query) => {
    const request = { path: "Alerts", query } as HuntRequest<unknown>;

    const { reads } = await read(request);

    expect(reads).toEqual([request]);
    expect(reads[0]).toBe(request);
  });

  it("sends a read outside the API unchanged", async () => {
    const request = { path: "Widgets", base: "origin", query: toQuery({ colr: 1 }) } as const;

    const { reads } = await read(request);

    expect(reads).toEqual([request]);
  });

  it("sends the values that it was called with, even if they change while a row is read", async () => {
    const params = { id: "w 1" };
    const request = { path: "Widgets/{id}/parts", params, query: toQuery({ color: "red" }) };
    const script = createScriptedSend({
      "Widgets/w%201/parts": { rows: [widget] },
      "Widgets/{id}/parts": { rows: [] },
    });

    const sending = createGuard(script.send, () => {})(request);
    params.id = "other";
    await sending;

    expect(script.reads[1]!.params).toEqual({ id: "w 1" });
  });

  it("sends a read synchronously if there is nothing to check", () => {
    const script = createScriptedSend({ Alerts: { rows: [] } });

    void createGuard(script.send, () => {})({ path: "Alerts" });

    expect(script.reads).toHaveLength(1);
  });
});

describe("the method of a request", () => {
  it.each(["get", "HEAD", "options"])(
    "treats a method that changes nothing as a read: %s",
    async (method) => {
      const { error } = await read({ method, path: "Alerts", query: toQuery({ severty: 1 }) });

      expect(error).toMatchObject({ problem: "property" });
    },
  );

  it("treats a method that changes records as a write, in any case", async () => {
    const { error } = await read({ method: "delete", path: "Alerts" });

    expect(error).toMatchObject({ input: "path", problem: "delete" });
  });

  it.each([
    ["body", { body: { name: "Watched" } }],
    ["upload", { upload: { type: "text/plain", open: () => Readable.from([]) } }],
  ])("rejects a request that has a body but no method, which would be a GET: %s", async (input, content) => {
    const { error, reads } = await read({ path: "Alerts", ...content });

    expect(error).toMatchObject({
      input: "method",
      problem: "missing",
      message:
        "method: missing, so this would be a GET request, which cannot have a body. " +
        `Set method to POST, PUT, or PATCH, or remove ${input}.`,
    });
    expect(reads).toEqual([]);
  });

  it.each(["GET", "head", "OPTIONS"])("rejects a read that has a body: %s", async (method) => {
    const { error } = await read({ method, path: "Alerts", body: { name: "Watched" } });

    expect(error).toMatchObject({
      input: "body",
      problem: "combination",
      message: `body: cannot be used with ${method.toUpperCase()}. Set method to POST, PUT, or PATCH, or remove body.`,
    });
  });

  it("accepts a read whose body is undefined", async () => {
    const { error, reads } = await read({ path: "Alerts", body: undefined });

    expect(error).toBeUndefined();
    expect(reads).toHaveLength(1);
  });

  it("rejects an invalid method", async () => {
    const { error } = await read({ method: "GE T", path: "Alerts" });

    expect(error).toMatchObject({ input: "method", problem: "invalid" });
  });
});

describe("findKnownRecords", () => {
  it.each([
    [["Alerts"], "Alerts", true],
    [["alerts", "count"], "alerts", true],
    [["Alerts", "CSV"], "Alerts", true],
    [["Alerts", "findOne"], "Alerts", true],
    [["targets", "t1", "agents", "count"], "targets/t1/agents", true],
    [["targets", "t1", "AGENTS"], "targets/t1/AGENTS", true],
    [["targets", "t1", "nosuch"], "targets/t1/nosuch", false],
    [["count"], "count", false],
    [["Agents", "scanHistory"], "Agents/scanHistory", false],
    [["Widgets"], "Widgets", false],
    [["Widgets", "a/b", "parts"], "Widgets/a%2Fb/parts", false],
  ])("returns the route of %j: %s", (segments, route, isKnown) => {
    const records = findKnownRecords(segments);

    expect(records.route).toBe(route);
    expect(records.fields !== null).toBe(isKnown);
  });

  it("returns the fields of the related model", () => {
    const { fields } = findKnownRecords(["targets", "t1", "agents"]);

    expect(fields).toHaveProperty("hostname");
    expect(fields).not.toHaveProperty("totalAddressCount");
  });

  it("returns no hidden field, because HUNT ignores a condition on it", () => {
    expect(findKnownRecords(["credentials"]).fields).not.toHaveProperty("password");
  });
});
