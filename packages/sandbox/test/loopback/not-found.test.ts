import { describe, expect, test } from "vitest";
import { plain, UNKNOWN_ID } from "../support/errors.js";
import { sandboxes } from "../support/sandboxes.js";

const start = sandboxes();

describe("unknown routes and records", () => {
  test.each([
    ["GET", "fake", "There is no method to handle GET /fake"],
    ["POST", "fake/1", "There is no method to handle POST /fake/1"],
    ["GET", "Alert", "There is no method to handle GET /Alert"],
    ["GET", "/api", "There is no method to handle GET /"],
    ["DELETE", "Alerts", 'Shared class "Alert" has no method handling DELETE /'],
    ["POST", "alerts/count", 'Shared class "Alert" has no method handling POST /count'],
    ["GET", "alerts/1/fake", 'Shared class "Alert" has no method handling GET /1/fake'],
    ["OPTIONS", "alerts", 'Shared class "Alert" has no method handling OPTIONS /'],
  ])("an unknown route is a 404, with or without a token: %s %s", async (method, path, message) => {
    const { nobody, admin } = await start();

    const withoutToken = await nobody.send(method, path, {});
    const withToken = await admin.send(method, path, {});

    expect([withoutToken.status, withoutToken.json]).toEqual([404, plain(404, message)]);
    expect([withToken.status, withToken.json]).toEqual([404, plain(404, message)]);
  });

  test("a read of an unknown ID is a 404", async () => {
    const { admin } = await start();

    expect((await admin.get(`alerts/${UNKNOWN_ID}`)).json).toEqual(
      plain(404, `Unknown "Alert" id "${UNKNOWN_ID}".`, { code: "MODEL_NOT_FOUND" }),
    );
  });

  test("the ID in the message of a 404 is decoded", async () => {
    const { admin } = await start();

    expect((await admin.get("FileReps/1%2F2")).json.error.message).toBe('Unknown "FileRep" id "1/2".');
  });

  test("a change of an unknown ID is a 404", async () => {
    const { admin } = await start();

    expect((await admin.patch(`alerts/${UNKNOWN_ID}`, {})).json).toEqual(
      plain(404, `could not find a model with id ${UNKNOWN_ID}`, { code: "MODEL_NOT_FOUND" }),
    );
  });

  test("exists returns false for an unknown ID", async () => {
    const { admin } = await start();

    expect((await admin.get(`alerts/${UNKNOWN_ID}/exists`)).json).toEqual({ exists: false });
  });

  test("the relation of an unknown ID is a 404", async () => {
    const { admin } = await start();

    expect((await admin.get(`targets/${UNKNOWN_ID}/agents`)).json.error.code).toBe("MODEL_NOT_FOUND");
  });

  test("findOne without a match is a 404", async () => {
    const { admin } = await start();
    const response = await admin.get("alerts/findOne", { query: { filter: { where: { name: "nothing" } } } });
    expect([response.status, response.json.error.code]).toEqual([404, "MODEL_NOT_FOUND"]);
  });

  test("invalid percent-encoding is a 400", async () => {
    const { admin } = await start();

    const { error } = (await admin.get("alerts/%zz")).json;

    expect(error.statusCode).toBe(400);
    expect(error.name).toBe("URIError");
  });

  test("an invalid argument is a 400, even without a token", async () => {
    const { nobody } = await start();
    expect((await nobody.get("alerts?filter=x")).status).toBe(400);
  });
});

describe("paths", () => {
  test.each(["ALERTS/Count", "alerts/count/", "/api//alerts//count", "/API/alerts/count", "aLeRtS/COUNT///"])(
    "case and extra slashes in a path are ignored: %s",
    async (path) => {
      const { admin } = await start();
      expect((await admin.get(path)).json).toEqual({ count: 3000 });
    },
  );

  test.each(["/", "/users/me", "/Alerts?limit=1", "//api/alerts"])(
    "a path without /api returns the web app: %s",
    async (path) => {
      const { nobody } = await start();

      const { status, headers, text } = await nobody.get(path);

      expect(status).toBe(200);
      expect(headers["content-type"]).toBe("text/html; charset=UTF-8");
      expect(text).toContain("<!doctype html>");
    },
  );
});
