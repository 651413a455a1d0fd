import { describe, expect, test } from "vitest";
import { plain, UNKNOWN_ID } from "../support/errors.js";
import { sandboxes } from "../support/sandboxes.js";

const start = sandboxes();

describe("what does not exist", () => {
  test.each([
    ["GET", "fake", "There is no method to handle GET /fake"],
    ["POST", "fake/1", "There is no method to handle POST /fake/1"],
    ["GET", "Alert", "There is no method to handle GET /Alert"],
    ["GET", "/api", "There is no method to handle GET /"],
    ["DELETE", "Alerts", 'Shared class "Alert" has no method handling DELETE /'],
    ["POST", "alerts/count", 'Shared class "Alert" has no method handling POST /count'],
    ["GET", "alerts/1/fake", 'Shared class "Alert" has no method handling GET /1/fake'],
    ["OPTIONS", "alerts", 'Shared class "Alert" has no method handling OPTIONS /'],
  ])("%s %s is 404 before anybody asks for a token", async (method, path, message) => {
    const { nobody, admin } = await start();
    for (const client of [nobody, admin]) {
      const answer = await client.send(method, path, {});
      expect([answer.status, answer.json]).toEqual([404, plain(404, message)]);
    }
  });

  test("an unknown id is 404 MODEL_NOT_FOUND", async () => {
    const { admin } = await start();
    expect((await admin.get(`alerts/${UNKNOWN_ID}`)).json).toEqual(
      plain(404, `Unknown "Alert" id "${UNKNOWN_ID}".`, { code: "MODEL_NOT_FOUND" }),
    );
    expect((await admin.get("FileReps/1%2F2")).json.error.message).toBe('Unknown "FileRep" id "1/2".');
    expect((await admin.patch(`alerts/${UNKNOWN_ID}`, {})).json).toEqual(
      plain(404, `could not find a model with id ${UNKNOWN_ID}`, { code: "MODEL_NOT_FOUND" }),
    );
    expect((await admin.get(`alerts/${UNKNOWN_ID}/exists`)).json).toEqual({ exists: false });
    expect((await admin.get(`targets/${UNKNOWN_ID}/agents`)).json.error.code).toBe("MODEL_NOT_FOUND");
  });

  test("findOne without a match is 404", async () => {
    const { admin } = await start();
    const answer = await admin.get("alerts/findOne", { query: { filter: { where: { name: "nothing" } } } });
    expect([answer.status, answer.json.error.code]).toEqual([404, "MODEL_NOT_FOUND"]);
  });

  test("a broken percent-encoding is 400", async () => {
    const { admin } = await start();
    expect((await admin.get("alerts/%zz")).json.error).toMatchObject({ statusCode: 400, name: "URIError" });
  });

  test("wrong arguments come before the missing token", async () => {
    const { nobody } = await start();
    expect((await nobody.get("alerts?filter=x")).status).toBe(400);
  });
});

describe("paths", () => {
  test.each(["ALERTS/Count", "alerts/count/", "/api//alerts//count", "/API/alerts/count", "aLeRtS/COUNT///"])(
    "%s is understood",
    async (path) => {
      const { admin } = await start();
      expect((await admin.get(path)).json).toEqual({ count: 3000 });
    },
  );

  test("without /api are the web app: HTML with status 200", async () => {
    const { nobody } = await start();
    for (const path of ["/", "/users/me", "/Alerts?limit=1", "//api/alerts"]) {
      const answer = await nobody.get(path);
      expect([answer.status, answer.headers["content-type"]]).toEqual([200, "text/html; charset=UTF-8"]);
      expect(answer.text).toContain("<!doctype html>");
    }
  });
});
