import { describe, expect, test } from "vitest";
import { sandboxes } from "./support/sandboxes.js";

const start = sandboxes();
const JSON_TYPE = { "content-type": "application/json" };

describe("the control routes", () => {
  test("switch faults on, one or a list, and off", async () => {
    const { nobody } = await start();
    expect((await nobody.post("/sandbox/faults", { kind: "status", times: "always" })).json).toEqual({
      added: 1,
    });
    expect((await nobody.get("version")).status).toBe(503);
    expect((await nobody.delete("/sandbox/faults")).status).toBe(204);
    expect((await nobody.get("version")).status).toBe(200);
    expect((await nobody.post("/sandbox/faults", [{ kind: "status" }, { kind: "html" }])).json).toEqual({
      added: 2,
    });
  });

  test("tell what is wrong with a fault, and then add none of a list", async () => {
    const { nobody } = await start();
    const answer = await nobody.post("/sandbox/faults", [{ kind: "status" }, { kind: "explode" }]);
    expect([answer.status, answer.json.error.message]).toEqual([
      400,
      expect.stringContaining("'kind' must be one of"),
    ]);
    expect((await nobody.get("version")).status).toBe(200);
  });

  test("read and set the clock", async () => {
    const { nobody, sandbox } = await start();
    expect((await nobody.get("/sandbox/clock")).json.now).toMatch(/^2026-03-01T12:00/);
    expect((await nobody.put("/sandbox/clock", { now: "2030-01-01T00:00:00Z" })).json.now).toMatch(
      /^2030-01-01T00:00/,
    );
    expect(new Date(sandbox.clock.now()).getUTCFullYear()).toBe(2030);
    expect((await nobody.put("/sandbox/clock", { now: "soon" })).status).toBe(400);
  });

  test("show the requests, and are not among them", async () => {
    const { nobody, admin } = await start();
    await admin.get("version?x=1");
    expect((await nobody.get("/sandbox/requests")).json).toEqual([
      { method: "GET", path: "/api/version", query: "x=1", status: 200, token: "valid" },
    ]);
    await nobody.delete("/sandbox/requests");
    expect((await nobody.get("/sandbox/requests")).json).toEqual([]);
  });

  test("reset records and faults", async () => {
    const { nobody, admin, sandbox } = await start();
    const { length } = sandbox.records("rules");
    await admin.post("rules", { name: "r", body: "b" });
    await nobody.post("/sandbox/faults", { kind: "status", times: "always" });

    expect((await nobody.post("/sandbox/reset", {})).status).toBe(204);
    expect(sandbox.records("rules")).toHaveLength(length);
    expect((await nobody.get("version")).status).toBe(200);
  });

  test("take nothing but JSON", async () => {
    const { nobody } = await start();
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]) {
      expect(
        (await nobody.post("/sandbox/faults", '{"kind":"status"}', { headers: { "content-type": type } }))
          .status,
      ).toBe(415);
    }
    expect((await nobody.post("/sandbox/faults", "{", { headers: JSON_TYPE })).status).toBe(400);
    expect((await nobody.get("version")).status).toBe(200);
  });

  test("take nothing from another origin's page", async () => {
    const { nobody, sandbox } = await start();
    for (const origin of ["https://evil.example", "null", "http://localhost:1"]) {
      expect((await nobody.post("/sandbox/faults", { kind: "status" }, { headers: { origin } })).status).toBe(
        403,
      );
      expect((await nobody.get("/sandbox/requests", { headers: { origin } })).status).toBe(403);
    }
    expect((await nobody.get("version")).status).toBe(200);
    expect((await nobody.get("/sandbox/clock", { headers: { origin: sandbox.url } })).status).toBe(200);
  });

  test("are 404 for anything else", async () => {
    const { nobody } = await start();
    expect((await nobody.get("/sandbox/nothing")).status).toBe(404);
  });
});

describe("the request log", () => {
  test("tells what a request's token was when it arrived", async () => {
    const { sandbox, nobody, admin } = await start();
    await nobody.get("version");
    await admin.get("version");
    await nobody.get("version", { token: "junk" });
    await nobody.get("version", { token: sandbox.tokens.expired });
    await nobody.get("version", { token: sandbox.tokens.expired });
    expect(sandbox.requests.map(({ token, status }) => [token, status])).toEqual([
      ["none", 200],
      ["valid", 200],
      ["unknown", 200],
      ["expired", 401],
      ["unknown", 200],
    ]);
  });

  test("never holds a token, wherever it was", async () => {
    const { sandbox, nobody } = await start();
    const { admin } = sandbox.tokens;
    await nobody.get(`users/me?access_token=${admin}&x=1`);
    await nobody.get(`users/me?%61ccess%5Ftoken=${admin}`);
    await nobody.get("users/me", { token: admin });
    await nobody.get("users/me", { headers: { authorization: `Bearer ${admin}` } });
    expect(JSON.stringify(sandbox.requests)).not.toContain(admin);
    expect(sandbox.requests[0]).toMatchObject({ query: "access_token=REDACTED&x=1", token: "valid" });
  });

  test("keeps paths as they came", async () => {
    const { sandbox, admin } = await start();
    await admin.get("/API//Alerts/COUNT/?where=%7B%7D");
    expect(sandbox.requests[0]).toMatchObject({ path: "/API//Alerts/COUNT/", query: "where=%7B%7D" });
  });

  test("can be emptied", async () => {
    const { sandbox, admin } = await start();
    await admin.get("version");
    sandbox.requests.clear();
    expect(sandbox.requests).toHaveLength(0);
  });
});
