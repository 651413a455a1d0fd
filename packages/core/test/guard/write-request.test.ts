import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { sampleToken } from "@huntkit/test-kit/values";
import { Collection } from "../../src/collection.js";
import { createGuard } from "../../src/guard/guard.js";
import { listSegments } from "../../src/guard/require-record-path.js";
import { inspectWrite } from "../../src/guard/write-request.js";
import { ApiToken, HuntClient, type HuntRequest } from "../../src/index.js";
import { AnyRow, defineModel } from "../../src/models/model.js";
import { createScriptedSend } from "./scripted-send.js";

const where = { hostname: "a" };
const inspect = (method: string, path: string, request: Omit<HuntRequest<unknown>, "path"> = {}) =>
  inspectWrite(method, { path, ...request });
const failure = (input: string, problem: string) =>
  expect.objectContaining({ code: "HUNT_INPUT", input, problem }) as Error;

describe("a write without a condition", () => {
  it.each([
    ["POST", "Alerts"],
    ["PATCH", "Alerts/{id}"],
    ["PUT", "flags/{id}"],
    ["DELETE", "targets/{id}"],
    ["DELETE", "targets/0f8fad5b"],
    ["DELETE", "users/me/accessTokens/{id}"],
    ["DELETE", "users/me/accessTokens/x"],
    ["DELETE", "/targets/{id}"],
    ["DELETE", "targets/x/agents/{id}"],
    ["POST", "Agents/{id}/uninstall"],
    ["POST", "Alerts/{id}/comments"],
    ["POST", "BoxProcesses/{id}/analyze"],
    ["POST", "userTasks/{id}/cancel"],
    ["POST", "targets/scan"],
    ["POST", "targets/{id}/Enumerate"],
    ["POST", "Alerts/findOrCreate"],
    ["POST", "Agents/change-stream"],
    ["POST", "Rules/bulkSave"],
    ["POST", "users/login"],
  ])("is allowed if it changes only the records in its path: %s %s", (method, path) => {
    const params = path.includes("{id}") ? { id: "x" } : {};

    expect(inspect(method, path, { params, body: { name: "a" } })).toBeNull();
  });

  it("can have any route that the user states for an action", () => {
    const action = { name: "isolateAgents", input: {} } as const;

    expect(inspect("PUT", "Isolations", { body: { ids: ["a"] }, action })).toBeNull();
  });

  it("can create a record that has a property named where", () => {
    expect(inspect("POST", "Reports", { body: { where: {} } })).toBeNull();
  });

  it("can have a body that is not an object", () => {
    expect(inspect("POST", "users/login", { body: "x" })).toBeNull();
    expect(inspect("POST", "users/login", { body: null })).toBeNull();
  });
});

describe("a write that might create a record instead of changing one", () => {
  it.each([
    ["PATCH", "targets"],
    ["PUT", "targets"],
    ["PATCH", "/targets"],
    ["POST", "targets/replaceOrCreate"],
    ["POST", "targets/REPLACEorCREATE"],
  ])("is rejected: %s %s", (method, path) => {
    const write = () => inspect(method, path, { body: { id: "x", name: "a" } });

    expect(write).toThrow(failure("path", "missing"));
  });

  it("is rejected with the routes that change one and that create one", () => {
    expect(() => inspect("PATCH", "targets", { body: { name: "a" } })).toThrow(
      "path: PATCH targets has no record ID, so HUNT might create a record. To change one, use PATCH targets/{id}. " +
        "To create one, use POST targets.",
    );
    expect(() => inspect("POST", "targets/replaceOrCreate", { body: {} })).toThrow(
      "path: POST targets/replaceOrCreate has no record ID, so HUNT might create a record. To change one, use PUT " +
        "targets/{id}. To create one, use POST targets.",
    );
  });
});

describe("a write by condition", () => {
  it.each([
    "archive",
    "unarchive",
    "update",
    "blacklist",
    "whitelist",
    "delist",
    "flag",
    "analyze",
    "createRestoreFileJobs",
    "createDeleteFileJobs",
  ])("reads its condition from the query, in batches of 100 IDs: %s", (action) => {
    const write = inspect("POST", `BoxProcesses/${action}`, { query: { where } })!;

    expect(write.condition.where).toEqual(where);
    expect(write.kind).toMatchObject({
      place: "query",
      subject: "BoxProcesses",
      maxIds: 100,
      hasBatches: true,
      isGuess: false,
      isUpsert: false,
    });
    expect(write.kind.toWhere(["a", "b"])).toEqual({ id: { inq: ["a", "b"] } });
  });

  it("is recognized in any case, and with encoded path segments", () => {
    expect(inspect("POST", "alerts/ARCHIVE", { query: { where } })).not.toBeNull();
    expect(() => inspect("POST", "Alerts/%61rchive")).toThrow(failure("where", "empty"));
  });

  it("uninstalls one agent per request, with the body of the vendor's module", () => {
    const { kind } = inspect("POST", "agents/uninstall", { body: { where } })!;

    expect(kind).toMatchObject({
      place: "body",
      subject: "agents",
      maxIds: 1,
      hasBatches: true,
      isGuess: false,
    });
    expect(kind.toWhere(["a"])).toEqual({ id: "a" });
  });

  it("scans agents in one request, with the body that a live instance accepts", () => {
    const { kind } = inspect("POST", "Agents/scan", { body: { where } })!;

    expect(kind).toMatchObject({ place: "body", maxIds: 1_000, hasBatches: false, isGuess: false });
    expect(kind.toWhere(["a", "b"])).toEqual({ and: [{ id: ["a", "b"] }] });
  });

  it("scans addresses of the group only", () => {
    const { kind } = inspect("POST", "targets/{id}/scan", { params: { id: "t1" }, body: { where } })!;

    expect(kind).toMatchObject({
      place: "body",
      subject: "Addresses",
      maxIds: 1_000,
      hasBatches: false,
      isOptional: true,
      within: { targetId: "t1" },
    });
    expect(kind.toWhere(["a"])).toEqual({ id: { inq: ["a"] } });
  });

  it("changes or creates one record with upsertWithWhere", () => {
    const { kind } = inspect("POST", "rules/upsertWithWhere", { query: { where }, body: {} })!;

    expect(kind).toMatchObject({ place: "query", maxIds: 1, hasBatches: false, isUpsert: true });
    expect(kind.toWhere(["a"])).toEqual({ id: "a" });
  });

  it.each([
    ["POST", "Agents/toggleIsolation"],
    ["POST", "Agents/approve"],
    ["POST", "Alerts/response"],
    ["POST", "Rules/someAction"],
    ["PATCH", "Agents/bulkSave"],
  ])("is a guess if its body is not public: %s %s", (method, path) => {
    const { kind } = inspect(method, path, { body: { where } })!;

    expect(kind).toMatchObject({ place: "body", maxIds: 100, hasBatches: true, isGuess: true });
    expect(kind.toWhere(["a"])).toEqual({ id: { inq: ["a"] } });
  });

  it("can have its condition in the query if the route is unknown", () => {
    expect(inspect("POST", "Rules/someAction", { query: { where } })!.kind).toMatchObject({ place: "query" });
  });

  it.each([
    ["POST", "Alerts/archive"],
    ["POST", "Alerts/update"],
    ["POST", "agents/uninstall"],
    ["POST", "Agents/scan"],
    ["POST", "Agents/toggleIsolation"],
    ["POST", "Alerts/response"],
    ["PATCH", "Agents/bulkSave"],
    ["POST", "rules/upsertWithWhere"],
  ])("is rejected without a condition: %s %s", (method, path) => {
    expect(() => inspect(method, path, { body: { ids: ["a"] } })).toThrow(failure("where", "empty"));
  });

  it("can name records in another way if the user states the route of the action", () => {
    const action = { name: "isolateAgents", input: {} } as const;

    expect(inspect("POST", "Agents/isolate", { body: { ids: ["a"] }, action })).toBeNull();
  });

  it.each([
    ["POST", "Alerts/archive", { body: { where } }, "from the query"],
    ["POST", "agents/uninstall", { query: { where } }, "from the body"],
    ["POST", "targets/t1/scan", { query: { where } }, "from the body"],
  ])("is rejected if HUNT would ignore the place of its condition: %s %s", (method, path, request, words) => {
    expect(() => inspect(method, path, request)).toThrow(failure("where", "combination"));
    expect(() => inspect(method, path, request)).toThrow(words);
  });

  it.each([
    ["DELETE", "Alerts/x"],
    ["PATCH", "Alerts/x"],
    ["PUT", "Alerts/x"],
    ["POST", "Alerts"],
    ["POST", "Alerts/x/comments"],
    ["POST", "targets/x/Enumerate"],
    ["POST", "agents/findOrCreate"],
  ])("is rejected if the route is not known to read a condition: %s %s", (method, path) => {
    expect(() => inspect(method, path, { query: { where } })).toThrow(failure("where", "combination"));
    expect(() => inspect(method, path, { query: { where } })).toThrow(
      `where: ${method} ${path} might ignore the condition`,
    );
  });

  it("is rejected with a condition in the query and in the body", () => {
    expect(() => inspect("POST", "Alerts/archive", { query: { where }, body: { where } })).toThrow(
      "where: the query and the body both have one. Remove one of them.",
    );
  });

  it.each([{ filter: { where } }, { "where[a]": 1 }, { "filter[where][a]": 1 }, { FILTER: "{}" }])(
    "is rejected with a condition that the guard cannot parse: %j",
    (query) => {
      expect(() => inspect("POST", "Alerts/archive", { query: { ...query, where } })).toThrow(
        failure("query", "combination"),
      );
    },
  );

  it("is rejected with a condition in a header", () => {
    for (const name of ["where", "Filter"])
      expect(() =>
        inspect("POST", "Alerts/archive", { query: { where }, headers: { [name]: "{}" } }),
      ).toThrow(failure("headers", "combination"));
    expect(inspect("POST", "Alerts/archive", { query: { where }, headers: { scanid: "1" } })).not.toBeNull();
  });

  it.each([[[]], [["a", ""]], [null], ["a"]])(
    "is rejected with IDs that may mean every record: %j",
    (ids) => {
      expect(() => inspect("POST", "Agents/toggleIsolation", { body: { ids, where } })).toThrow(
        failure("ids", "empty"),
      );
    },
  );

  it.each([
    [["a"], { hostname: "a" }],
    [["a"], { id: "b" }],
    [["a", "b"], { id: ["a"] }],
    [["a"], { id: ["a", "b"] }],
  ])("is rejected if ids %j are not the records of where %j", (ids, condition) => {
    expect(() => inspect("POST", "Agents/toggleIsolation", { body: { ids, where: condition } })).toThrow(
      failure("ids", "combination"),
    );
  });

  it("can name the same records in ids and in where", () => {
    const write = inspect("POST", "Agents/toggleIsolation", {
      body: { ids: ["b", "a"], where: { id: ["a", "b"] } },
    });

    expect(write!.condition.ids).toEqual(["a", "b"]);
  });
});

describe("a DELETE request", () => {
  it.each(["Agents", "{model}", "targets/x/agents", "users/{id}/accessTokens"])(
    "is rejected without a record ID: %s",
    (path) => {
      const params = { model: "Agents", id: "x" };

      expect(() => inspect("DELETE", path, { params })).toThrow(failure("path", "delete"));
      expect(() => inspect("DELETE", path, { params })).toThrow("so HUNT would delete all records");
    },
  );

  it.each(["Agents/", "targets/x/agents/"])("is rejected with an empty ID: %s", (path) => {
    expect(() => inspect("DELETE", path)).toThrow(failure("path", "missing"));
  });

  it.each([[""], [" "], [[]], [null], [undefined], [{}], [Number.NaN]])(
    "is rejected with the ID %j",
    (id) => {
      expect(() => inspect("DELETE", "Agents/{id}", { params: { id: id as string } })).toThrow(
        failure("path", "missing"),
      );
    },
  );
});

describe("a DELETE request whose parameters replace parts of the route", () => {
  const params = { m: "Agents", id: "t1", rel: "agents", fk: "a1" };

  it.each([
    "/{m}",
    "//{m}",
    "targets/{id}/{rel}",
    "targets/t1/{rel}",
    "{m}/{id}/{rel}",
    "{m}/{id}",
    "/{m}/{id}",
    "Age{m}/{id}",
    "targets/{id}/{rel}/{fk}",
  ])("is rejected: %s", (path) => {
    expect(() => inspect("DELETE", path, { params })).toThrow(failure("path", "delete"));
  });

  it("is rejected without a token in the message", () => {
    const id = new ApiToken(sampleToken);

    expect(() => inspect("DELETE", "AccessTokens/{id}/x", { params: { id } })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining(sampleToken) as string }) as Error,
    );
  });
});

describe("a DELETE request of a model without a route", () => {
  it.each(["", "/", "{id}", "/{id}", "targets/t1"])("is never sent: %j", async (model) => {
    const { send, writes } = createScriptedSend({});
    const guarded = createGuard(send, () => {});
    const rows = new Collection(guarded, defineModel(model, AnyRow));

    await expect(rows.delete("Agents")).rejects.toMatchObject({ code: "HUNT_INPUT", problem: "delete" });
    expect(writes).toEqual([]);
  });
});

it("rejects a DELETE by a stated action route if its parameter is the model", async () => {
  const uninstallAgent = { method: "DELETE", path: "/{id}" };
  const options = { instance: "http://localhost:1", token: sampleToken, actionRoutes: { uninstallAgent } };
  const client = new HuntClient(options);

  const sent = client.agents.uninstallOne("Agents");

  await expect(sent).rejects.toMatchObject({ problem: "delete" });
});

describe("a write with an ambiguous path", () => {
  it.each(["a/b", "/", "a\\b", "a%2Fb", "a%2fb", "a%5Cb", "%2e%2e", ".", ".."])(
    "is rejected with the parameter %j",
    (id) => {
      for (const method of ["DELETE", "PATCH"])
        expect(() => inspect(method, "Agents/{id}", { params: { id } })).toThrow(failure("path", "invalid"));
    },
  );

  it.each(["Agents/%2F", "Agents/x%5Cy", "Agents/%20"])("is rejected: %s", (path) => {
    expect(() => inspect("DELETE", path)).toThrow(failure("path", "invalid"));
  });

  it.each(["", "/", "//"])("is rejected without a route: %j", (path) => {
    for (const method of ["DELETE", "POST"])
      expect(() => inspect(method, path)).toThrow(failure("path", "missing"));
  });
});

it("rejects a write outside the API", () => {
  expect(() => inspect("POST", "api/Alerts/archive", { base: "origin" })).toThrow(failure("base", "value"));
});

it("listSegments decodes each segment, and keeps invalid ones", () => {
  expect(listSegments("a%20b/%zz/c")).toEqual(["a b", "%zz", "c"]);
});

describe("a scan of a group with a misspelled condition", () => {
  const params = { id: "t1" };

  it.each([
    "Where",
    "wher",
    "wehre",
    "where ",
    " w here",
    "wheres",
    "filter",
    "Filters",
    "where[a]",
    "ｗhere",
  ])("is rejected, because HUNT would scan the whole group: %j", (name) => {
    const misspelled = { [name]: { hostname: "a" } };

    for (const request of [{ body: misspelled }, { body: { options: misspelled } }])
      expect(() => inspect("POST", "targets/{id}/scan", { params, ...request })).toThrow(
        failure("body", "unknown"),
      );
  });

  it("is rejected if the condition is in the options", () => {
    expect(() =>
      inspect("POST", "targets/{id}/scan", { params, body: { options: { where: { hostname: "a" } } } }),
    ).toThrow(failure("body", "unknown"));
  });

  it("is rejected if the condition is in the query", () => {
    expect(() =>
      inspect("POST", "targets/{id}/scan", { params, query: { Where: { hostname: "a" } } }),
    ).toThrow(failure("query", "unknown"));
  });

  it.each([[[{ where }]], ["where"]])("is rejected if its body is not an object: %j", (body) => {
    expect(() => inspect("POST", "targets/{id}/scan", { params, body })).toThrow(failure("body", "type"));
  });

  it.each([{ hostname: "a" }, { optoins: { process: true } }, { options: {}, hostname: "a" }])(
    "is rejected if its body has another property, because HUNT would scan the whole group: %j",
    (body) => {
      expect(() => inspect("POST", "targets/{id}/scan", { params, body })).toThrow(
        failure("body", "unknown"),
      );
    },
  );

  it.each([{ options: { process: true } }, {}, undefined])("is accepted without a condition: %j", (body) => {
    expect(inspect("POST", "targets/{id}/scan", { params, body })).toBeNull();
  });
});

describe("a write with an upload", () => {
  const toUpload = (type: string) => ({ type, open: () => Readable.from(["x"]) });

  it("is rejected if it also has a body, because only the upload would be sent", () => {
    const request = { body: { where }, upload: toUpload("text/plain") };

    expect(() => inspect("POST", "targets/t1/scan", request)).toThrow(failure("upload", "combination"));
  });

  it.each(["application/json", "Application/JSON; charset=utf-8", "application/x-www-form-urlencoded"])(
    "is rejected if it could contain a condition that the guard cannot read: %s",
    (type) => {
      expect(() => inspect("POST", "survey", { upload: toUpload(type) })).toThrow(failure("upload", "type"));
    },
  );

  it("can send bytes", () => {
    expect(inspect("POST", "survey", { upload: toUpload("application/octet-stream") })).toBeNull();
  });
});

describe("a parameter that HUNT ignores in a write by condition", () => {
  it.each([
    [
      "Alerts/archive",
      { query: { where, limit: 1 } },
      'POST Alerts/archive has no parameter "limit", so HUNT would ignore it. Use where.',
    ],
    [
      "Alerts/archive",
      { query: { severity: "low" } },
      'POST Alerts/archive has no parameter "severity", so HUNT would ignore it. Did you mean where.severity?',
    ],
    [
      "Agents/scan",
      { query: { limit: 1 }, body: { where } },
      'POST Agents/scan has no parameter "limit", so HUNT would ignore it. Remove it.',
    ],
  ])("is rejected: %s %j", (path, request, sentence) => {
    expect(() => inspect("POST", path, request)).toThrow(`query: ${sentence}`);
  });

  it("is accepted if the route has it", () => {
    expect(inspect("POST", "BoxProcesses/flag", { query: { where, flagId: "f1" } })).not.toBeNull();
  });
});
