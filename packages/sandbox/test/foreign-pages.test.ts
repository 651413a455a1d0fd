import { request as sendRequest } from "node:http";
import { describe, expect, test } from "vitest";
import { sandboxes } from "./support/sandboxes.js";

const start = sandboxes();

const foreign: readonly Record<string, string>[] = [
  { origin: "https://evil.example" },
  { origin: "null" },
  { origin: "http://localhost:3000" },
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
];

describe("The sandbox serves only this machine: web pages of other origins", () => {
  test.each(foreign)(
    "a web page of another origin cannot change a record, even with a token: %j",
    async (headers) => {
      const { admin, sandbox } = await start();
      const { length } = sandbox.records("flags");

      const { status } = await admin.post("flags", { name: "x", color: "red", weight: 1 }, { headers });

      expect(status).toBe(403);
      expect(sandbox.records("flags")).toHaveLength(length);
    },
  );

  test.each(foreign)("a web page of another origin cannot sign in or create a user: %j", async (headers) => {
    const { nobody } = await start();
    const login = { username: "admin", password: "admin-password" };

    expect((await nobody.post("users/login", login, { headers })).status).toBe(403);
    expect((await nobody.post("/session", login, { headers })).status).toBe(403);
    expect((await nobody.post("users", { username: "x", password: "y" }, { headers })).status).toBe(403);
  });

  test.each(foreign)("a web page of another origin cannot control the sandbox: %j", async (headers) => {
    const { nobody, sandbox } = await start();
    const before = sandbox.clock.now();

    const responses = [
      await nobody.put("/sandbox/clock", { now: "2030-01-01T00:00:00Z" }, { headers }),
      await nobody.post("/sandbox/reset", {}, { headers }),
      await nobody.post("/sandbox/faults", { kind: "status" }, { headers }),
      await nobody.delete("/sandbox/requests", { headers }),
    ];

    expect(responses.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    expect(sandbox.clock.now() - before).toBeLessThan(86_400_000);
  });
});

test("a program without an Origin header can change records", async () => {
  const { admin } = await start();

  const { status } = await admin.post("flags", { name: "x", color: "red", weight: 1 });

  expect(status).toBe(200);
});

test("a page of the sandbox itself can change records", async () => {
  const { admin, sandbox } = await start();
  const headers = { origin: sandbox.url, "sec-fetch-site": "same-origin" };

  const { status } = await admin.post("flags", { name: "x", color: "red", weight: 1 }, { headers });

  expect(status).toBe(200);
});

describe("a target with a scheme and a host", () => {
  const get = (url: string, path: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(url);
      sendRequest({ hostname, port, path }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on("error", reject)
        .end();
    });

  test("a target with another host is rejected, regardless of the Host header", async () => {
    const { sandbox } = await start();

    expect(await get(sandbox.url, "http://evil.example/api/version")).toBe(403);
  });

  test("a target with this machine's host has the same response as a path", async () => {
    const { sandbox } = await start();

    expect(await get(sandbox.url, `${sandbox.url}/api/version`)).toBe(200);
    expect(sandbox.requests.at(-1)?.path).toBe("/api/version");
  });
});
