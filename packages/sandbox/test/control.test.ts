import { describe, expect, test } from "vitest";
import { sandboxes } from "./support/sandboxes.js";

const start = sandboxes();
const JSON_TYPE = { "content-type": "application/json" };

describe("the control routes", () => {
  test("POST /sandbox/faults adds a fault", async () => {
    const { nobody } = await start();

    const { json } = await nobody.post("/sandbox/faults", { kind: "status", times: "always" });

    expect(json).toEqual({ added: 1 });
    expect((await nobody.get("version")).status).toBe(503);
  });

  test("POST /sandbox/faults adds a list of faults", async () => {
    const { nobody } = await start();

    const { json } = await nobody.post("/sandbox/faults", [{ kind: "status" }, { kind: "html" }]);

    expect(json).toEqual({ added: 2 });
    expect((await nobody.get("version")).status).toBe(503);
    expect((await nobody.get("version")).headers["content-type"]).toContain("text/html");
  });

  test("DELETE /sandbox/faults removes all faults", async () => {
    const { nobody } = await start({ faults: [{ kind: "status", times: "always" }] });

    expect((await nobody.delete("/sandbox/faults")).status).toBe(204);

    expect((await nobody.get("version")).status).toBe(200);
  });

  test("POST /sandbox/faults adds no fault of a list if one is invalid", async () => {
    const { nobody } = await start();

    const { status, json } = await nobody.post("/sandbox/faults", [{ kind: "status" }, { kind: "explode" }]);

    expect(status).toBe(400);
    expect(json.error.message).toContain("Invalid value \"explode\" for 'kind' of a fault.");
    expect((await nobody.get("version")).status).toBe(200);
  });

  test("GET /sandbox/clock returns the time of the sandbox", async () => {
    const { nobody } = await start();

    expect((await nobody.get("/sandbox/clock")).json.now).toMatch(/^2026-03-01T12:00/);
  });

  test("PUT /sandbox/clock sets the time of the sandbox", async () => {
    const { nobody, sandbox } = await start();

    const { json } = await nobody.put("/sandbox/clock", { now: "2030-01-01T00:00:00Z" });

    expect(json.now).toMatch(/^2030-01-01T00:00/);
    expect(new Date(sandbox.clock.now()).getUTCFullYear()).toBe(2030);
  });

  test("PUT /sandbox/clock rejects an invalid date", async () => {
    const { nobody } = await start();

    expect((await nobody.put("/sandbox/clock", { now: "soon" })).status).toBe(400);
  });

  test("GET /sandbox/requests returns all requests except those to /sandbox", async () => {
    const { nobody, admin } = await start();
    await admin.get("version?x=1");
    await nobody.get("/sandbox/clock");

    expect((await nobody.get("/sandbox/requests")).json).toEqual([
      { method: "GET", path: "/api/version", query: "x=1", status: 200, token: "valid" },
    ]);
  });

  test("DELETE /sandbox/requests clears the request log", async () => {
    const { nobody, admin } = await start();
    await admin.get("version");

    await nobody.delete("/sandbox/requests");

    expect((await nobody.get("/sandbox/requests")).json).toEqual([]);
  });

  test("POST /sandbox/reset resets records and faults", async () => {
    const { nobody, admin, sandbox } = await start();
    const { length } = sandbox.records("rules");
    await admin.post("rules", { name: "r", body: "b" });
    await nobody.post("/sandbox/faults", { kind: "status", times: "always" });

    expect((await nobody.post("/sandbox/reset", {})).status).toBe(204);
    expect(sandbox.records("rules")).toHaveLength(length);
    expect((await nobody.get("version")).status).toBe(200);
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])(
    "the control routes reject a body of the type %s",
    async (type) => {
      const { nobody } = await start();
      const headers = { "content-type": type };

      const { status } = await nobody.post("/sandbox/faults", '{"kind":"status"}', { headers });

      expect(status).toBe(415);
      expect((await nobody.get("version")).status).toBe(200);
    },
  );

  test("the control routes reject invalid JSON", async () => {
    const { nobody } = await start();

    expect((await nobody.post("/sandbox/faults", "{", { headers: JSON_TYPE })).status).toBe(400);
  });

  test.each(["https://evil.example", "null", "http://localhost:1"])(
    "the control routes reject requests of pages from %s",
    async (origin) => {
      const { nobody } = await start();
      const headers = { origin };

      expect((await nobody.post("/sandbox/faults", { kind: "status" }, { headers })).status).toBe(403);
      expect((await nobody.get("/sandbox/requests", { headers })).status).toBe(403);
      expect((await nobody.get("version")).status).toBe(200);
    },
  );

  test("the control routes accept requests of the sandbox's own pages", async () => {
    const { nobody, sandbox } = await start();

    expect((await nobody.get("/sandbox/clock", { headers: { origin: sandbox.url } })).status).toBe(200);
  });

  test("an unknown control route is a 404", async () => {
    const { nobody } = await start();
    expect((await nobody.get("/sandbox/nothing")).status).toBe(404);
  });
});

describe("the request log", () => {
  test("the request log has the state of each token when its request arrived", async () => {
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

  test("the request log never contains a token", async () => {
    const { sandbox, nobody } = await start();
    const { admin } = sandbox.tokens;

    await nobody.get(`users/me?access_token=${admin}&x=1`);
    await nobody.get(`users/me?%61ccess%5Ftoken=${admin}`);
    await nobody.get("users/me", { token: admin });
    await nobody.get("users/me", { headers: { authorization: `Bearer ${admin}` } });

    expect(JSON.stringify(sandbox.requests)).not.toContain(admin);
  });

  test("the request log redacts a token in the query", async () => {
    const { sandbox, nobody } = await start();

    await nobody.get(`users/me?access_token=${sandbox.tokens.admin}&x=1`);

    expect(sandbox.requests[0]?.query).toBe("access_token=REDACTED&x=1");
    expect(sandbox.requests[0]?.token).toBe("valid");
  });

  test("the request log has paths and queries as received", async () => {
    const { sandbox, admin } = await start();

    await admin.get("/API//Alerts/COUNT/?where=%7B%7D");

    expect(sandbox.requests[0]?.path).toBe("/API//Alerts/COUNT/");
    expect(sandbox.requests[0]?.query).toBe("where=%7B%7D");
  });

  test("the request log can be cleared", async () => {
    const { sandbox, admin } = await start();
    await admin.get("version");
    sandbox.requests.clear();
    expect(sandbox.requests).toHaveLength(0);
  });
});
