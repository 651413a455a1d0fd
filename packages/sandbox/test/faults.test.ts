import { connect } from "node:net";
import { gunzipSync } from "node:zlib";
import { request } from "undici";
import { describe, expect, test } from "vitest";
import { checkFault } from "../src/server/fault.js";
import type { FaultPhase, Sandbox } from "../src/index.js";
import type { Client } from "./support/client.js";
import { sandboxes } from "./support/sandboxes.js";

const start = sandboxes();
const RULE_ID = "00000000-0000-4000-8000-00000000000a";

/**
 * Sends a request over its own connection. Resolves with all received bytes, and with how the connection
 * ended.
 */
function requestOnce(sandbox: Sandbox, path: string): Promise<{ bytes: string; ended: string }> {
  return new Promise((resolve) => {
    let bytes = "";
    const socket = connect(Number(new URL(sandbox.url).port), "127.0.0.1", () => {
      socket.write(
        `GET ${path} HTTP/1.1\r\nhost: localhost\r\nauthorization: ${sandbox.tokens.admin}\r\n\r\n`,
      );
    });
    socket.setEncoding("latin1");
    socket.on("data", (chunk: string) => (bytes += chunk));
    socket.on("end", () => resolve({ bytes, ended: "end" }));
    socket.on("error", (error: NodeJS.ErrnoException) => resolve({ bytes, ended: error.code ?? "error" }));
  });
}

const create = (client: Client): Promise<unknown> =>
  client.post("rules", { id: RULE_ID, name: "r", body: "b" });

describe("faults that replace the response", () => {
  test("a status fault responds 503 in production format by default", async () => {
    const { admin } = await start({ faults: [{ kind: "status" }] });

    const { status, json } = await admin.get("version");

    expect(status).toBe(503);
    expect(json).toEqual({ error: { statusCode: 503, message: "Service Unavailable" } });
  });

  test("a status fault does not execute the request", async () => {
    const { admin, sandbox } = await start({ faults: [{ kind: "status" }] });

    await create(admin);

    expect(sandbox.records("rules").map(({ id }) => id)).not.toContain(RULE_ID);
  });

  test("a status fault can have a status, Retry-After, and a JSON body", async () => {
    const { admin } = await start({
      faults: [{ kind: "status", status: 429, retryAfter: 7, body: { slow: "down" } }],
    });

    const { status, headers, json } = await admin.get("version");

    expect(status).toBe(429);
    expect(headers["retry-after"]).toBe("7");
    expect(json).toEqual({ slow: "down" });
  });

  test("a status fault sends a string as its body unchanged", async () => {
    const { admin } = await start({ faults: [{ kind: "status", status: 400, body: "text" }] });

    expect((await admin.get("version")).text).toBe("text");
  });

  test("a status fault does not use up an expired token", async () => {
    const { sandbox, nobody } = await start({ faults: [{ kind: "status" }] });
    const sent = { token: sandbox.tokens.expired };

    expect((await nobody.get("users/me", sent)).status).toBe(503);
    expect((await nobody.get("users/me", sent)).json.error.code).toBe("INVALID_TOKEN");
  });

  test("a reset fault resets the connection without a response", async () => {
    const { sandbox } = await start({ faults: [{ kind: "reset" }] });

    expect(await requestOnce(sandbox, "/api/version")).toEqual({ bytes: "", ended: "ECONNRESET" });

    expect(sandbox.requests.map(({ status }) => status)).toEqual([null]);
  });

  test("a reset fault does not execute the request", async () => {
    const { admin, sandbox } = await start({ faults: [{ kind: "reset" }] });

    await expect(create(admin)).rejects.toThrow(/reset|closed/i);

    expect(sandbox.records("rules").map(({ id }) => id)).not.toContain(RULE_ID);
  });

  test("a hang fault never responds, until the sandbox stops", async () => {
    const { admin, sandbox } = await start({ faults: [{ kind: "hang", match: "GET rules" }] });

    const hanging = admin.get("rules").catch((error: Error) => error);
    expect((await admin.get("version")).status).toBe(200);
    expect(sandbox.requests.find(({ path }) => path === "/api/rules")?.status).toBeNull();
    await sandbox.stop();

    expect(await hanging).toBeInstanceOf(Error);
  });

  test("an invalid-json fault responds 200 with invalid JSON", async () => {
    const { admin } = await start({ faults: [{ kind: "invalid-json" }] });

    const { status, headers, json } = await admin.get("version");

    expect(status).toBe(200);
    expect(headers["content-type"]).toBe("application/json; charset=utf-8");
    expect(json).toBeUndefined();
  });

  test("an html fault responds 200 with a web page", async () => {
    const { admin } = await start({ faults: [{ kind: "html" }] });

    const { status, headers } = await admin.get("version");

    expect(status).toBe(200);
    expect(headers["content-type"]).toBe("text/html; charset=utf-8");
  });

  test("a redirect fault redirects to its location", async () => {
    const location = "https://elsewhere.example/";
    const { admin } = await start({ faults: [{ kind: "redirect", location }] });

    const { status, headers } = await admin.get("version");

    expect(status).toBe(302);
    expect(headers["location"]).toBe(location);
  });
});

describe("faults that execute the request", () => {
  test("a reset-after-headers fault resets the connection within the body", async () => {
    const { sandbox } = await start({ faults: [{ kind: "reset-after-headers" }] });

    const { bytes, ended } = await requestOnce(sandbox, "/api/users/me");

    expect(bytes).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]+\r\n\r\n\{"id"/);
    expect(ended).toBe("ECONNRESET");
  });

  test("a reset-after-headers fault executes the request", async () => {
    const { admin, sandbox } = await start({ faults: [{ kind: "reset-after-headers" }] });

    await expect(create(admin)).rejects.toThrow(/reset|closed|content-length/i);

    expect(sandbox.records("rules").map(({ id }) => id)).toContain(RULE_ID);
  });

  test("a truncated fault sends fewer bytes than its Content-Length and ends the connection", async () => {
    const { sandbox } = await start({ faults: [{ kind: "truncated" }] });
    const { bytes, ended } = await requestOnce(sandbox, "/api/users/me");
    const [head = "", body = ""] = bytes.split("\r\n\r\n");
    expect(ended).toBe("end");
    expect(body.length).toBeGreaterThan(0);
    expect(Number(/content-length: (\d+)/.exec(head)?.[1])).toBeGreaterThan(body.length);
  });

  test("a truncated-gzip fault sends a complete HTTP response with half of a gzip stream", async () => {
    const { sandbox } = await start({ faults: [{ kind: "truncated-gzip" }] });
    const { statusCode, headers, body } = await request(`${sandbox.api}/rules`, {
      headers: { authorization: sandbox.tokens.admin },
    });
    const packed = Buffer.from(await body.arrayBuffer());
    expect(statusCode).toBe(200);
    expect(headers["content-encoding"]).toBe("gzip");
    expect(packed.length).toBeGreaterThan(50);
    expect(() => gunzipSync(packed)).toThrow("unexpected end of file");
  });

  test("a slow fault waits for delayMs and then responds", async () => {
    const delays: number[] = [];
    const sleep = async (milliseconds: number): Promise<void> => void delays.push(milliseconds);
    const { admin } = await start({ faults: [{ kind: "slow", delayMs: 40 }], sleep });

    expect((await admin.get("version")).status).toBe(200);
    expect(delays).toEqual([40]);
  });

  test("a close-after fault closes the connection after the response without announcing it", async () => {
    const { sandbox } = await start({ faults: [{ kind: "close-after" }] });
    const { bytes, ended } = await requestOnce(sandbox, "/api/version");
    expect(bytes).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(bytes).toContain("Keep-Alive: timeout=5");
    expect(bytes).toContain("serverVersion");
    expect(ended).toBe("end");
  });
});

describe("the phase of a fault", () => {
  test("a status fault after the request keeps its effect", async () => {
    const { admin, sandbox } = await start({ faults: [{ kind: "status", status: 502, phase: "after" }] });

    expect(await create(admin)).toHaveProperty("status", 502);
    expect(sandbox.records("rules").map(({ id }) => id)).toContain(RULE_ID);
    expect(sandbox.requests.map(({ status }) => status)).toEqual([502]);
  });

  test("a reset fault after the request keeps its effect and has no status", async () => {
    const { admin, sandbox } = await start({ faults: [{ kind: "reset", phase: "after" }] });

    await expect(create(admin)).rejects.toThrow(/reset|closed/i);
    expect(sandbox.records("rules").map(({ id }) => id)).toContain(RULE_ID);
    expect(sandbox.requests.map(({ status }) => status)).toEqual([null]);
  });

  test("a callback is called in both phases and can return a response", async () => {
    const phases: FaultPhase[] = [];
    const { admin } = await start({
      faults: [
        { kind: "callback", onRequest: (_, phase) => void phases.push(phase) },
        {
          kind: "callback",
          onRequest: (_, phase) => (phase === "after" ? Response.json("ours") : undefined),
        },
      ],
    });

    expect((await admin.get("version")).json).toBe("ours");
    expect(phases).toEqual(["before", "after"]);
  });
});

describe("the requests that a fault affects", () => {
  test.each([
    ["GET users/me", "GET", "users/me", true],
    ["get USERS/ME", "GET", "Users/Me/", true],
    ["GET /users/me", "GET", "//users//me", true],
    ["GET users/me", "POST", "users/me", false],
    ["GET users/me", "GET", "users/me/accessTokens", false],
    ["users/*", "DELETE", "users/1/accessTokens/2", true],
    ["* users/*/accessTokens", "POST", "users/me/accessTokens", true],
    ["GET *", "GET", "anything/at/all", true],
    ["GET alerts", "GET", "alerts?filter={}", true],
    ["GET a.erts", "GET", "alerts", false],
  ])("the match '%s' is compared with %s %s: %s", async (match, method, path, isAffected) => {
    const { admin } = await start({ faults: [{ kind: "status", status: 599, match }] });
    expect((await admin.send(method, `/api/${path}`, {})).status === 599).toBe(isAffected);
  });

  test("a match with many wildcards does not hang", async () => {
    const { admin } = await start({
      faults: [{ kind: "status", status: 599, match: `*${"a*".repeat(20)}x` }],
    });

    expect((await admin.get("a".repeat(60))).status).toBe(404);
    expect((await admin.get(`${"a".repeat(60)}x`)).status).toBe(599);
  });

  test("a fault affects only requests under /api", async () => {
    const { nobody } = await start({ faults: [{ kind: "status", times: "always" }] });
    expect((await nobody.get("/")).status).toBe(200);
    expect((await nobody.get("/explorer/")).status).toBe(200);
    expect((await nobody.get("version")).status).toBe(503);
  });

  test("a fault skips requests and then affects a number of requests", async () => {
    const { admin } = await start({ faults: [{ kind: "status", skip: 2, times: 2 }] });
    const statuses: number[] = [];
    for (let index = 0; index < 6; index += 1) statuses.push((await admin.get("version")).status);
    expect(statuses).toEqual([200, 200, 503, 503, 200, 200]);
  });

  test("a fault affects all requests until it is removed", async () => {
    const { admin, sandbox } = await start();
    sandbox.faults.add({ kind: "status", times: Infinity });
    for (let index = 0; index < 5; index += 1) expect((await admin.get("version")).status).toBe(503);
    sandbox.faults.clear();
    expect((await admin.get("version")).status).toBe(200);
  });
});

test.each([
  [{}, "Missing 'kind' of a fault. Use status, reset"],
  [{ kind: "explode" }, "Invalid value \"explode\" for 'kind' of a fault. Use status, reset"],
  [
    { kind: "status", status: 42 },
    "Invalid value 42 for 'status' of a fault. Use a status between 200 and 599.",
  ],
  [{ kind: "status", tims: 1 }, "Unknown property 'tims' of a fault. Use match, kind"],
  [
    { kind: "status", times: 0 },
    "Invalid value 0 for 'times' of a fault. Use a whole number of at least 1, or 'always'.",
  ],
  [{ kind: "redirect" }, "requires 'location'"],
  [{ kind: "callback" }, "requires 'onRequest'"],
  [{ kind: "truncated", phase: "after" }, "A fault of kind 'truncated' cannot have 'phase'."],
])("an invalid fault is rejected: %j", (fault, message) => {
  expect(() => checkFault(fault)).toThrow(message);
});
