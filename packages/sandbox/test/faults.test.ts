import { connect } from "node:net";
import { gunzipSync } from "node:zlib";
import { request } from "undici";
import { describe, expect, test } from "vitest";
import { checkFault } from "../src/server/fault.js";
import type { FaultPhase, Sandbox } from "../src/index.js";
import type { Client } from "./support/client.js";
import { sandboxes } from "./support/sandboxes.js";

const start = sandboxes();
const MADE = "00000000-0000-4000-8000-00000000000a";

/** Everything that comes over one connection for one request, until the connection ends, and how it ended. */
function overOneConnection(sandbox: Sandbox, path: string): Promise<{ bytes: string; ended: string }> {
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

const create = (client: Client): Promise<unknown> => client.post("rules", { id: MADE, name: "r", body: "b" });

describe("faults that answer without executing", () => {
  test("status: 503 in production form, unless told otherwise", async () => {
    const { admin, sandbox } = await start({ faults: [{ kind: "status" }] });
    const answer = await admin.post("rules", { id: MADE, name: "r", body: "b" });
    expect([answer.status, answer.json]).toEqual([
      503,
      { error: { statusCode: 503, message: "Service Unavailable" } },
    ]);
    expect(sandbox.records("rules").map(({ id }) => id)).not.toContain(MADE);
  });

  test("status: with a code, Retry-After and a body", async () => {
    const { admin } = await start({
      faults: [
        { kind: "status", status: 429, retryAfter: 7, body: { slow: "down" } },
        { kind: "status", status: 400, body: "text" },
      ],
    });
    const first = await admin.get("version");
    expect([first.status, first.headers["retry-after"], first.json]).toEqual([429, "7", { slow: "down" }]);
    expect((await admin.get("version")).text).toBe("text");
    expect((await admin.get("version")).status).toBe(200);
  });

  test("status: does not use up an expired token", async () => {
    const { sandbox, nobody } = await start({ faults: [{ kind: "status" }] });
    const sent = { token: sandbox.tokens.expired };
    expect((await nobody.get("users/me", sent)).status).toBe(503);
    expect((await nobody.get("users/me", sent)).json.error.code).toBe("INVALID_TOKEN");
  });

  test("reset: the connection is reset before any answer", async () => {
    const { admin, sandbox } = await start({ faults: [{ kind: "reset", times: 2 }] });
    expect(await overOneConnection(sandbox, "/api/version")).toEqual({ bytes: "", ended: "ECONNRESET" });
    await expect(create(admin)).rejects.toThrow(/reset|closed/i);
    expect(sandbox.records("rules").map(({ id }) => id)).not.toContain(MADE);
    expect(sandbox.requests.map(({ status }) => status)).toEqual([null, null]);
  });

  test("hang: never answers, and stop() ends it", async () => {
    const { admin, sandbox } = await start({ faults: [{ kind: "hang", match: "GET rules" }] });
    const hanging = admin.get("rules").catch((error: Error) => error);
    expect((await admin.get("version")).status).toBe(200);
    expect(sandbox.requests).toContainEqual({
      method: "GET",
      path: "/api/rules",
      query: "",
      status: null,
      token: "valid",
    });
    await sandbox.stop();
    expect(await hanging).toBeInstanceOf(Error);
  });

  test("invalid-json, html and redirect", async () => {
    const { admin } = await start({
      faults: [
        { kind: "invalid-json" },
        { kind: "html" },
        { kind: "redirect", location: "https://elsewhere.example/" },
      ],
    });
    const broken = await admin.get("version");
    expect([broken.status, broken.headers["content-type"], broken.json]).toEqual([
      200,
      "application/json; charset=utf-8",
      undefined,
    ]);
    const page = await admin.get("version");
    expect([page.status, page.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
    const moved = await admin.get("version");
    expect([moved.status, moved.headers["location"]]).toEqual([302, "https://elsewhere.example/"]);
  });
});

describe("faults that execute and then spoil the answer", () => {
  test("reset-after-headers: headers and some bytes, then a reset", async () => {
    const { admin, sandbox } = await start({ faults: [{ kind: "reset-after-headers", times: 2 }] });
    const { bytes, ended } = await overOneConnection(sandbox, "/api/users/me");
    expect(bytes).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]+\r\n\r\n\{"id"/);
    expect(ended).toBe("ECONNRESET");
    await expect(create(admin)).rejects.toThrow(/reset|closed|content-length/i);
    expect(sandbox.records("rules").map(({ id }) => id)).toContain(MADE);
  });

  test("truncated: fewer bytes than Content-Length says, then the end", async () => {
    const { sandbox } = await start({ faults: [{ kind: "truncated" }] });
    const { bytes, ended } = await overOneConnection(sandbox, "/api/users/me");
    const [head = "", body = ""] = bytes.split("\r\n\r\n");
    expect(ended).toBe("end");
    expect(body.length).toBeGreaterThan(0);
    expect(Number(/content-length: (\d+)/.exec(head)?.[1])).toBeGreaterThan(body.length);
  });

  test("truncated-gzip: whole HTTP around half a gzip stream", async () => {
    const { sandbox } = await start({ faults: [{ kind: "truncated-gzip" }] });
    const { statusCode, headers, body } = await request(`${sandbox.api}/rules`, {
      headers: { authorization: sandbox.tokens.admin },
    });
    const packed = Buffer.from(await body.arrayBuffer());
    expect([statusCode, headers["content-encoding"], packed.length > 50]).toEqual([200, "gzip", true]);
    expect(() => gunzipSync(packed)).toThrow("unexpected end of file");
  });

  test("slow waits for delayMs and then answers", async () => {
    const delays: number[] = [];
    const sleep = async (milliseconds: number): Promise<void> => void delays.push(milliseconds);
    const { admin } = await start({ faults: [{ kind: "slow", delayMs: 40 }], sleep });

    expect((await admin.get("version")).status).toBe(200);
    expect(delays).toEqual([40]);
  });

  test("close-after: answers well, promises to keep the connection, and closes it", async () => {
    const { sandbox } = await start({ faults: [{ kind: "close-after" }] });
    const { bytes, ended } = await overOneConnection(sandbox, "/api/version");
    expect(bytes).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(bytes).toContain("Keep-Alive: timeout=5");
    expect(bytes).toContain("serverVersion");
    expect(ended).toBe("end");
  });
});

describe("the phase of a fault", () => {
  test("an error after the request leaves it executed", async () => {
    const { admin, sandbox } = await start({ faults: [{ kind: "status", status: 502, phase: "after" }] });

    expect(await create(admin)).toMatchObject({ status: 502 });
    expect(sandbox.records("rules").map(({ id }) => id)).toContain(MADE);
    expect(sandbox.requests.map(({ status }) => status)).toEqual([502]);
  });

  test("a reset after the request leaves it executed and without a status", async () => {
    const { admin, sandbox } = await start({ faults: [{ kind: "reset", phase: "after" }] });

    await expect(create(admin)).rejects.toThrow(/reset|closed/i);
    expect(sandbox.records("rules").map(({ id }) => id)).toContain(MADE);
    expect(sandbox.requests.map(({ status }) => status)).toEqual([null]);
  });

  test("a callback is called in both phases and can respond itself", async () => {
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

describe("which requests a fault meets", () => {
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
  ])("'%s' and %s %s: %s", async (match, method, path, meets) => {
    const { admin } = await start({ faults: [{ kind: "status", status: 599, match }] });
    expect((await admin.send(method, `/api/${path}`, {})).status === 599).toBe(meets);
  });

  test("does not hang for a pattern with many wildcards", async () => {
    const { admin } = await start({
      faults: [{ kind: "status", status: 599, match: `*${"a*".repeat(20)}x` }],
    });

    expect((await admin.get("a".repeat(60))).status).toBe(404);
    expect((await admin.get(`${"a".repeat(60)}x`)).status).toBe(599);
  });

  test("only those under /api", async () => {
    const { nobody } = await start({ faults: [{ kind: "status", times: "always" }] });
    expect((await nobody.get("/")).status).toBe(200);
    expect((await nobody.get("/explorer/")).status).toBe(200);
    expect((await nobody.get("version")).status).toBe(503);
  });

  test("after so many have passed, and so many times", async () => {
    const { admin } = await start({ faults: [{ kind: "status", skip: 2, times: 2 }] });
    const statuses: number[] = [];
    for (let index = 0; index < 6; index += 1) statuses.push((await admin.get("version")).status);
    expect(statuses).toEqual([200, 200, 503, 503, 200, 200]);
  });

  test("always, until they are cleared", async () => {
    const { admin, sandbox } = await start();
    sandbox.faults.add({ kind: "status", times: Infinity });
    for (let index = 0; index < 5; index += 1) expect((await admin.get("version")).status).toBe(503);
    sandbox.faults.clear();
    expect((await admin.get("version")).status).toBe(200);
  });
});

test.each([
  [{}, "A fault needs 'kind'"],
  [{ kind: "explode" }, "A fault's 'kind' must be one of status, reset"],
  [{ kind: "status", status: 42 }, "A fault's 'status' must be a status between 200 and 599, but is 42."],
  [{ kind: "status", tims: 1 }, "A fault has no property 'tims'"],
  [{ kind: "status", times: 0 }, "A fault's 'times' must be a whole number from 1, or 'always', but is 0."],
  [{ kind: "redirect" }, "needs 'location'"],
  [{ kind: "callback" }, "needs 'onRequest'"],
  [{ kind: "truncated", phase: "after" }, "A fault of kind 'truncated' cannot have 'phase'."],
])("%j is refused", (fault, message) => {
  expect(() => checkFault(fault)).toThrow(message);
});
