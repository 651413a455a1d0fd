import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { INTERNAL, plain, UNKNOWN_ID } from "../support/errors.js";
import { sandboxes } from "../support/sandboxes.js";

const start = sandboxes();
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const blank = (value: string): object => ({
  error: {
    statusCode: 422,
    name: "ValidationError",
    message: `The \`Rule\` instance is not valid. Details: \`name\` can't be blank (value: ${value}).`,
    details: { context: "Rule", codes: { name: ["presence"] }, messages: { name: ["can't be blank"] } },
  },
});

describe("POST", () => {
  test("a POST returns 200 with the record, its ID, and its defaults", async () => {
    const { admin } = await start();

    const { status, json } = await admin.post("rules", { name: "r", body: "b" });

    expect(status).toBe(200);
    expect(json).toMatchObject({ name: "r", body: "b", active: true, severity: "medium" });
    expect(json.id).toMatch(UUID);
    expect(json.created.slice(0, 16)).toBe("2026-03-01T12:00");
  });

  test("a POST stores the record", async () => {
    const { admin } = await start();

    const { json } = await admin.post("rules", { name: "r", body: "b" });

    expect((await admin.get(`rules/${json.id}`)).json).toMatchObject(json);
  });

  test.each([
    ["name", 5, "5"],
    ["avRatio", "1e3", 1000],
    ["archived", "false", false],
    ["createdOn", 1_767_225_600_000, "2026-01-01T00:00:00.000Z"],
  ])("a POST converts %s from %j to %j", async (property, sent, expected) => {
    const { admin } = await start();

    const { json } = await admin.post("Alerts", { name: "a", [property]: sent });

    expect(json[property]).toBe(expected);
  });

  test("a POST returns unknown properties", async () => {
    const { admin } = await start();

    const { json } = await admin.post("Alerts", { name: "a", extra: { a: [1] } });

    expect(json.extra).toEqual({ a: [1] });
  });

  test.each([
    [{ body: "b" }, "undefined"],
    [{ body: "b", name: "" }, '""'],
    [{ body: "b", name: null }, "null"],
  ])("a POST without a required property is a 422: %j", async (body, shown) => {
    const { admin } = await start();
    const response = await admin.post("rules", body);
    expect([response.status, response.json]).toEqual([422, blank(shown)]);
  });

  test("a 422 names all invalid properties", async () => {
    const { admin } = await start();
    const { json } = await admin.post("rules", { created: "nope" });
    expect(json.error.details.codes).toEqual({ name: ["presence"], body: ["presence"], created: ["date"] });
    expect(json.error.message).toContain("`created` is not a valid date (value: Invalid Date)");
  });

  test("a POST of a list returns the records", async () => {
    const { admin } = await start();

    const { status, json } = await admin.post("rules", [
      { name: "a", body: "b" },
      { name: "b", body: "b" },
    ]);

    expect(status).toBe(200);
    expect(json.map(({ name }: { name: string }) => name)).toEqual(["a", "b"]);
  });

  test("a POST of an empty list returns an empty list", async () => {
    const { admin } = await start();

    expect((await admin.post("rules", [])).json).toEqual([]);
  });

  test("a POST of a list with an invalid record is a 500 with the error of each record", async () => {
    const { admin } = await start();

    const { status, json } = await admin.post("rules", [{ name: "a", body: "b" }, { body: "b" }]);

    expect(status).toBe(500);
    expect(json.error.message).toBe("Failed with multiple errors, see `details` for more information.");
    expect(json.error.details).toEqual([null, expect.objectContaining({ statusCode: 422 })]);
  });

  test("a POST of a list with an invalid record stores the valid ones", async () => {
    const { admin } = await start();

    await admin.post("rules", [{ id: UNKNOWN_ID, name: "a", body: "b" }, { body: "b" }]);

    expect((await admin.get(`rules/${UNKNOWN_ID}`)).status).toBe(200);
  });

  test("a POST with the ID of an extension updates it, as in HUNT", async () => {
    const { admin, sandbox } = await start();
    const [extension] = sandbox.records("extensions");
    const { json } = await admin.post("extensions", { id: extension?.id, active: false });
    expect(json).toEqual({ ...extension, active: false });
  });
});

describe("bodies", () => {
  test.each(["text/plain", "application/vnd.api+json", "text/json", "application/octet-stream", undefined])(
    "a body of the type %s is ignored",
    async (type) => {
      const { admin } = await start();
      const response = await admin.post("rules", '{"name":"r","body":"b"}', {
        headers: type === undefined ? {} : { "content-type": type },
      });
      expect([response.status, response.json.error.details.codes]).toEqual([
        422,
        { name: ["presence"], body: ["presence"] },
      ]);
    },
  );

  test.each(["application/json", "APPLICATION/JSON; charset=UTF-8", "application/x-www-form-urlencoded"])(
    "a body of the type %s is parsed",
    async (type) => {
      const { admin } = await start();
      const body = type.endsWith("urlencoded") ? "name=r&body=b" : '{"name":"r","body":"b"}';
      expect((await admin.post("rules", body, { headers: { "content-type": type } })).json).toMatchObject({
        name: "r",
        body: "b",
      });
    },
  );

  test("a truncated body is a 400, even without a token", async () => {
    const { nobody } = await start();
    const { status, json } = await nobody.post("rules", '{"name":', {
      headers: { "content-type": "application/json" },
    });
    expect([status, json.error.name]).toEqual([400, "SyntaxError"]);
  });

  test.each(['"x"', "5"])("a body that is not a record is a 400: %s", async (body) => {
    const { admin } = await start();
    expect(
      (await admin.post("rules", body, { headers: { "content-type": "application/json" } })).json,
    ).toEqual(plain(400, "Value is not an object."));
  });

  const tooLarge = {
    error: { statusCode: 413, name: "PayloadTooLargeError", message: "request entity too large" },
  };
  const largeRule = JSON.stringify({ name: "x".repeat(102_400), body: "b" });
  const jsonType = { "content-type": "application/json" };

  test("a body of more than 100 kB is a 413", async () => {
    const { admin } = await start();

    expect((await admin.post("rules", largeRule, { headers: jsonType })).json).toEqual(tooLarge);
  });

  test("a compressed body of more than 100 kB is a 413", async () => {
    const { admin } = await start();
    const headers = { ...jsonType, "content-encoding": "gzip" };

    expect((await admin.post("rules", gzipSync(largeRule), { headers })).json).toEqual(tooLarge);
  });

  test("a compressed body is decompressed", async () => {
    const { admin } = await start();
    const headers = { ...jsonType, "content-encoding": "gzip" };

    expect((await admin.post("rules", gzipSync('{"name":"r","body":"b"}'), { headers })).status).toBe(200);
  });

  test("a body with an unknown charset is a 415", async () => {
    const { admin } = await start();
    const headers = { "content-type": "application/json; charset=latin1" };

    const { error } = (await admin.post("rules", "{}", { headers })).json;

    expect(error.statusCode).toBe(415);
    expect(error.message).toBe('unsupported charset "LATIN1"');
  });

  test("a body with an unknown encoding is a 415", async () => {
    const { admin } = await start();
    const headers = { ...jsonType, "content-encoding": "br2" };

    expect((await admin.post("rules", "{}", { headers })).status).toBe(415);
  });
});

describe("PATCH", () => {
  test("a PATCH changes only the sent properties", async () => {
    const { admin, sandbox } = await start();
    const [rule] = sandbox.records("rules");
    expect((await admin.patch(`rules/${rule?.id}`, { active: false })).json).toEqual({
      ...rule,
      active: false,
    });
  });

  test("a PATCH cannot remove a required property", async () => {
    const { admin, sandbox } = await start();
    const [rule] = sandbox.records("rules");

    expect((await admin.patch(`rules/${rule?.id}`, { name: null })).json).toEqual(blank("null"));

    expect(sandbox.records("rules")[0]).toEqual(rule);
  });

  test("a PATCH cannot change the ID", async () => {
    const { admin, sandbox } = await start();
    const [rule] = sandbox.records("rules");

    expect((await admin.patch(`rules/${rule?.id}`, { id: "x" })).status).toBe(400);

    expect(sandbox.records("rules")[0]).toEqual(rule);
  });
});

describe.each([
  ["PUT", (id: string) => `rules/${id}`],
  ["POST", (id: string) => `rules/${id}/replace`],
])("%s of a record", (method, path) => {
  test("a replacement removes properties that are not sent", async () => {
    const { admin } = await start();
    await admin.post("rules", { id: UNKNOWN_ID, name: "r", body: "b", short: "s" });
    expect((await admin.send(method, path(UNKNOWN_ID), { body: { name: "n", body: "c" } })).json).toEqual({
      id: UNKNOWN_ID,
      name: "n",
      body: "c",
      active: true,
      severity: "medium",
      created: expect.any(String),
      updatedBy: expect.any(String),
    });
    expect((await admin.get(`rules/${UNKNOWN_ID}`)).json.short).toBeNull();
  });

  test("a replacement without a required property is a 422", async () => {
    const { admin, sandbox } = await start();
    const id = sandbox.records("rules")[0]?.id ?? "";

    const { json } = await admin.send(method, path(id), { body: { body: "c" } });

    expect(json).toEqual(blank("undefined"));
  });

  test("a replacement of an unknown ID is a 404", async () => {
    const { admin } = await start();

    const { json } = await admin.send(method, path(UNKNOWN_ID), { body: { name: "n", body: "c" } });

    expect(json).toEqual(plain(404, `Could not replace. Object with id ${UNKNOWN_ID} does not exist!`));
  });
});

describe("DELETE", () => {
  test("a DELETE returns the count 1, and 0 if the record does not exist", async () => {
    const { admin, sandbox } = await start();
    const [rule] = sandbox.records("rules");
    const responses = [await admin.delete(`rules/${rule?.id}`), await admin.delete(`rules/${rule?.id}`)];
    expect(responses.map(({ status, json }) => [status, json])).toEqual([
      [200, { count: 1 }],
      [200, { count: 0 }],
    ]);
  });

  test.each(["Verified Good", "Verified Bad"])("the flag '%s' cannot be deleted", async (name) => {
    const { admin } = await start();
    const [flag] = await admin.find("flags", { where: { name } });
    expect((await admin.delete(`flags/${flag.id}`)).status).toBe(400);
    expect((await admin.get(`flags/${flag.id}`)).json).toEqual(flag);
  });
});

describe("POST /update", () => {
  test("update changes and counts all matching records", async () => {
    const { admin, sandbox } = await start();
    const low = sandbox.records("Alerts").filter((row) => row["severity"] === "low").length;
    const response = await admin.post(
      "Alerts/update",
      { archived: true },
      { query: { where: { severity: "low" } } },
    );
    expect(response.json).toEqual({ count: low });
    expect(
      (await admin.get("Alerts/count", { query: { where: { severity: "low", archived: false } } })).json,
    ).toEqual({ count: 0 });
  });

  test("update with an invalid date is a 500, even if no record matches", async () => {
    const { admin } = await start();
    const response = await admin.post(
      "Alerts/update",
      { createdOn: "nope" },
      { query: { where: { id: UNKNOWN_ID } } },
    );
    expect([response.status, response.json]).toEqual([500, INTERNAL]);
  });
});

test("a flag with an existing name is a 422", async () => {
  const { admin } = await start();

  const { status, json } = await admin.post("flags", { name: "Verified Bad", color: "red" });

  expect(status).toBe(422);
  expect(json.error.details.codes).toEqual({ name: ["uniqueness"] });
});

test("a change of a flag can contain its own name", async () => {
  const { admin } = await start();
  const { id } = (await admin.post("flags", { name: "Mine", color: "purple" })).json;

  expect((await admin.patch(`flags/${id}`, { name: "Mine", weight: 3 })).status).toBe(200);
});

test("a change of a flag to an existing name is a 422", async () => {
  const { admin } = await start();
  const { id } = (await admin.post("flags", { name: "Mine", color: "purple" })).json;

  expect((await admin.patch(`flags/${id}`, { name: "Verified Good" })).status).toBe(422);
});

test("a PUT without an ID in the path creates a record", async () => {
  const { admin } = await start();

  const { json } = await admin.put("rules", { id: UNKNOWN_ID, name: "r", body: "b" });

  expect(json.id).toBe(UNKNOWN_ID);
  expect(json.active).toBe(true);
});

test("a PUT without an ID in the path replaces a record", async () => {
  const { admin } = await start();
  await admin.post("rules", { id: UNKNOWN_ID, name: "r", body: "b", short: "s" });

  const { json } = await admin.put("rules", { id: UNKNOWN_ID, name: "n", body: "c" });

  expect(json).toMatchObject({ id: UNKNOWN_ID, name: "n", body: "c" });
  expect((await admin.get(`rules/${UNKNOWN_ID}`)).json.short).toBeNull();
});

test("a PATCH without an ID in the path changes a record", async () => {
  const { admin } = await start();
  await admin.post("rules", { id: UNKNOWN_ID, name: "r", body: "b" });

  const { json } = await admin.patch("rules", { id: UNKNOWN_ID, short: "s" });

  expect(json).toMatchObject({ id: UNKNOWN_ID, name: "r", short: "s" });
});
