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
  test("answers 200 with the record, its id and its defaults", async () => {
    const { admin } = await start();
    const answer = await admin.post("rules", { name: "r", body: "b" });
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ name: "r", body: "b", active: true, severity: "medium" });
    expect(answer.json.id).toMatch(UUID);
    expect(answer.json.created.slice(0, 16)).toBe("2026-03-01T12:00");
    expect((await admin.get(`rules/${answer.json.id}`)).json).toMatchObject(answer.json);
  });

  test("brings values to their types and keeps unknown properties", async () => {
    const { admin } = await start();
    const sent = {
      name: 5,
      hostname: "h",
      avRatio: "1e3",
      archived: "false",
      createdOn: 1_767_225_600_000,
      extra: { a: [1] },
    };
    const { json } = await admin.post("Alerts", sent);
    expect(json).toMatchObject({
      name: "5",
      avRatio: 1000,
      archived: false,
      createdOn: "2026-01-01T00:00:00.000Z",
      extra: { a: [1] },
    });
  });

  test.each([
    [{ body: "b" }, "undefined"],
    [{ body: "b", name: "" }, '""'],
    [{ body: "b", name: null }, "null"],
  ])("without what is required is 422: %j", async (body, shown) => {
    const { admin } = await start();
    const answer = await admin.post("rules", body);
    expect([answer.status, answer.json]).toEqual([422, blank(shown)]);
  });

  test("names all that is wrong at once", async () => {
    const { admin } = await start();
    const { json } = await admin.post("rules", { created: "nope" });
    expect(json.error.details.codes).toEqual({ name: ["presence"], body: ["presence"], created: ["date"] });
    expect(json.error.message).toContain("`created` is not a valid date (value: Invalid Date)");
  });

  test("of a list answers a list", async () => {
    const { admin } = await start();
    const { status, json } = await admin.post("rules", [
      { name: "a", body: "b" },
      { name: "b", body: "b" },
    ]);
    expect([status, json.map(({ name }: { name: string }) => name)]).toEqual([200, ["a", "b"]]);
    expect((await admin.post("rules", [])).json).toEqual([]);
  });

  test("of a list with a bad item is 500 with details, and the good ones are there", async () => {
    const { admin } = await start();
    const { status, json } = await admin.post("rules", [
      { id: UNKNOWN_ID, name: "a", body: "b" },
      { body: "b" },
    ]);
    expect(status).toBe(500);
    expect(json.error).toMatchObject({
      message: "Failed with multiple errors, see `details` for more information.",
      details: [null, { statusCode: 422 }],
    });
    expect((await admin.get(`rules/${UNKNOWN_ID}`)).status).toBe(200);
  });

  test("with the id of an extension updates it, as HUNT does", async () => {
    const { admin, sandbox } = await start();
    const [extension] = sandbox.records("extensions");
    const { json } = await admin.post("extensions", { id: extension?.id, active: false });
    expect(json).toEqual({ ...extension, active: false });
  });
});

describe("bodies", () => {
  test.each(["text/plain", "application/vnd.api+json", "text/json", "application/octet-stream", undefined])(
    "of type %s are ignored",
    async (type) => {
      const { admin } = await start();
      const answer = await admin.post("rules", '{"name":"r","body":"b"}', {
        headers: type === undefined ? {} : { "content-type": type },
      });
      expect([answer.status, answer.json.error.details.codes]).toEqual([
        422,
        { name: ["presence"], body: ["presence"] },
      ]);
    },
  );

  test.each(["application/json", "APPLICATION/JSON; charset=UTF-8", "application/x-www-form-urlencoded"])(
    "of type %s are understood",
    async (type) => {
      const { admin } = await start();
      const body = type.endsWith("urlencoded") ? "name=r&body=b" : '{"name":"r","body":"b"}';
      expect((await admin.post("rules", body, { headers: { "content-type": type } })).json).toMatchObject({
        name: "r",
        body: "b",
      });
    },
  );

  test("that are cut off are 400 SyntaxError, even without a token", async () => {
    const { nobody } = await start();
    const { status, json } = await nobody.post("rules", '{"name":', {
      headers: { "content-type": "application/json" },
    });
    expect([status, json.error.name]).toEqual([400, "SyntaxError"]);
  });

  test.each(['"x"', "5"])("that are no record are 400: %s", async (body) => {
    const { admin } = await start();
    expect(
      (await admin.post("rules", body, { headers: { "content-type": "application/json" } })).json,
    ).toEqual(plain(400, "Value is not an object."));
  });

  test("over 100 kB are 413, packed or not", async () => {
    const { gzipSync } = await import("node:zlib");
    const { admin } = await start();
    const large = JSON.stringify({ name: "x".repeat(102_400), body: "b" });
    const headers = { "content-type": "application/json" };
    const expected = {
      error: { statusCode: 413, name: "PayloadTooLargeError", message: "request entity too large" },
    };
    expect((await admin.post("rules", large, { headers })).json).toEqual(expected);
    expect(
      (await admin.post("rules", gzipSync(large), { headers: { ...headers, "content-encoding": "gzip" } }))
        .json,
    ).toEqual(expected);
    expect(
      (
        await admin.post("rules", gzipSync('{"name":"r","body":"b"}'), {
          headers: { ...headers, "content-encoding": "gzip" },
        })
      ).status,
    ).toBe(200);
  });

  test("in unknown charsets and encodings are 415", async () => {
    const { admin } = await start();
    expect(
      (await admin.post("rules", "{}", { headers: { "content-type": "application/json; charset=latin1" } }))
        .json.error,
    ).toMatchObject({ statusCode: 415, message: 'unsupported charset "LATIN1"' });
    expect(
      (
        await admin.post("rules", "{}", {
          headers: { "content-type": "application/json", "content-encoding": "br2" },
        })
      ).status,
    ).toBe(415);
  });
});

describe("PATCH", () => {
  test("merges", async () => {
    const { admin, sandbox } = await start();
    const [rule] = sandbox.records("rules");
    expect((await admin.patch(`rules/${rule?.id}`, { active: false })).json).toEqual({
      ...rule,
      active: false,
    });
  });

  test("may not blank what is required, nor change the id", async () => {
    const { admin, sandbox } = await start();
    const [rule] = sandbox.records("rules");
    expect((await admin.patch(`rules/${rule?.id}`, { name: null })).json).toEqual(blank("null"));
    expect((await admin.patch(`rules/${rule?.id}`, { id: "x" })).status).toBe(400);
    expect(sandbox.records("rules")[0]).toEqual(rule);
  });
});

describe.each([
  ["PUT", (id: string) => `rules/${id}`],
  ["POST", (id: string) => `rules/${id}/replace`],
])("%s of a record", (method, path) => {
  test("drops what is not sent", async () => {
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

  test("needs what is required, and an id that exists", async () => {
    const { admin, sandbox } = await start();
    expect(
      (await admin.send(method, path(sandbox.records("rules")[0]?.id ?? ""), { body: { body: "c" } })).json,
    ).toEqual(blank("undefined"));
    expect((await admin.send(method, path(UNKNOWN_ID), { body: { name: "n", body: "c" } })).json).toEqual(
      plain(404, `Could not replace. Object with id ${UNKNOWN_ID} does not exist!`),
    );
  });
});

describe("DELETE", () => {
  test("of a record counts 1, and 0 when there is none", async () => {
    const { admin, sandbox } = await start();
    const [rule] = sandbox.records("rules");
    const answers = [await admin.delete(`rules/${rule?.id}`), await admin.delete(`rules/${rule?.id}`)];
    expect(answers.map(({ status, json }) => [status, json])).toEqual([
      [200, { count: 1 }],
      [200, { count: 0 }],
    ]);
  });

  test.each(["Verified Good", "Verified Bad"])("leaves the flag '%s' alone", async (name) => {
    const { admin } = await start();
    const [flag] = await admin.find("flags", { where: { name } });
    expect((await admin.delete(`flags/${flag.id}`)).status).toBe(400);
    expect((await admin.get(`flags/${flag.id}`)).json).toEqual(flag);
  });
});

describe("POST /update", () => {
  test("changes all that match and counts them", async () => {
    const { admin, sandbox } = await start();
    const low = sandbox.records("Alerts").filter((row) => row["severity"] === "low").length;
    const answer = await admin.post(
      "Alerts/update",
      { archived: true },
      { query: { where: { severity: "low" } } },
    );
    expect(answer.json).toEqual({ count: low });
    expect(
      (await admin.get("Alerts/count", { query: { where: { severity: "low", archived: false } } })).json,
    ).toEqual({ count: 0 });
  });

  test("with what is no date is 500, even where nothing matches", async () => {
    const { admin } = await start();
    const answer = await admin.post(
      "Alerts/update",
      { createdOn: "nope" },
      { query: { where: { id: UNKNOWN_ID } } },
    );
    expect([answer.status, answer.json]).toEqual([500, INTERNAL]);
  });
});

test("the names of flags are unique", async () => {
  const { admin } = await start();
  const { status, json } = await admin.post("flags", { name: "Verified Bad", color: "red" });
  expect([status, json.error.details.codes]).toEqual([422, { name: ["uniqueness"] }]);
  const flag = (await admin.post("flags", { name: "Mine", color: "purple" })).json;
  expect((await admin.patch(`flags/${flag.id}`, { name: "Mine", weight: 3 })).status).toBe(200);
  expect((await admin.patch(`flags/${flag.id}`, { name: "Verified Good" })).status).toBe(422);
});

test("PUT and PATCH without an id in the path create or change", async () => {
  const { admin } = await start();
  expect((await admin.put("rules", { id: UNKNOWN_ID, name: "r", body: "b" })).json).toMatchObject({
    id: UNKNOWN_ID,
    active: true,
  });
  expect((await admin.patch("rules", { id: UNKNOWN_ID, short: "s" })).json).toMatchObject({
    id: UNKNOWN_ID,
    name: "r",
    short: "s",
  });
  expect((await admin.put("rules", { id: UNKNOWN_ID, name: "n", body: "b" })).json).toMatchObject({
    id: UNKNOWN_ID,
    name: "n",
    body: "b",
  });
});
