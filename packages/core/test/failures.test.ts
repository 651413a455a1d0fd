import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import type { Fault } from "@huntkit/sandbox";
import { describe, expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import { expectNoToken, createVirtualClock } from "@huntkit/testing";
import { HuntUnsupportedError } from "../src/errors/request-errors.js";
import { clientOf, errorOf, holdTimers, serve, useSandbox, waitForRequests } from "./helpers.js";

const sandbox = useSandbox();

/** A request that meets a fault each time: its error, how often it was sent, and the pauses between. */
async function meet(
  fault: Omit<Fault, "match" | "times">,
  request: { method?: string; path?: string; body?: unknown } = {},
  options = {},
) {
  sandbox().faults.add({ match: "* Alerts*", times: Infinity, ...fault });
  const clock = createVirtualClock();
  const client = clientOf(sandbox().url, { token: sandbox().tokens.admin, clock, ...options });
  const error = await errorOf(client.request({ path: "Alerts/count", ...request }));
  expectNoToken(error, sandbox().tokens.admin);
  return { error, sent: sandbox().requests.length, sleeps: clock.sleeps };
}

describe("an answer of the status", () => {
  it.each([
    [400, "HUNT_VALIDATION", 1],
    [401, "HUNT_AUTH", 1],
    [403, "HUNT_FORBIDDEN", 1],
    [404, "HUNT_NOT_FOUND", 1],
    [409, "HUNT_VALIDATION", 1],
    [413, "HUNT_VALIDATION", 1],
    [422, "HUNT_VALIDATION", 1],
    [429, "HUNT_RATE_LIMIT", 4],
    [500, "HUNT_SERVER", 2],
    [501, "HUNT_SERVER", 1],
    [502, "HUNT_SERVER", 4],
    [503, "HUNT_SERVER", 4],
    [504, "HUNT_SERVER", 4],
  ])("%i is the error %s, after %i attempts", async (status, code, attempts) => {
    const { error, sent } = await meet({ kind: "status", status });
    expect(error).toMatchObject({ code, status, method: "GET", path: "Alerts/count", attempts });
    expect(error.message).toMatch(/^GET Alerts\/count: /);
    expect(sent).toBe(attempts);
  });

  it("401 names the missing token if the client has none", async () => {
    const client = clientOf(sandbox().url, { token: undefined });
    const { message } = await errorOf(client.alerts.count());
    expect(message).toContain(
      "the request had no token, because the client was created without one. Is the variable set that holds it?",
    );
  });

  it("422 brings LoopBack's details", async () => {
    const client = clientOf(sandbox().url, { token: sandbox().tokens.admin });
    expect(await errorOf(client.request({ method: "POST", path: "flags", body: {} }))).toMatchObject({
      code: "HUNT_VALIDATION",
      status: 422,
      details: { codes: { name: ["presence"] } },
    });
  });

  it("404 tells a missing record by LoopBack's code", async () => {
    const client = clientOf(sandbox().url, { token: sandbox().tokens.admin });
    expect(
      await errorOf(client.request({ path: "Alerts/00000000-0000-4000-8000-000000000000" })),
    ).toMatchObject({
      code: "HUNT_NOT_FOUND",
      loopbackCode: "MODEL_NOT_FOUND",
    });
    expect(await errorOf(client.request({ path: "Nothing" }))).not.toHaveProperty("loopbackCode");
  });

  it.each([
    ["an unknown model", "GET", "Nothing", "There is no method to handle GET /Nothing"],
    ["an unknown route of a model", "POST", "flags/explode", 'Shared class "Flag" has no method handling'],
  ])("404 for %s means that the instance does not offer it", async (_, method, path, reason) => {
    const client = clientOf(sandbox().url, { token: sandbox().tokens.admin });

    const error = await errorOf(client.request({ method, path }));

    expect(error).toBeInstanceOf(HuntUnsupportedError);
    expect(error.code).toBe("HUNT_UNSUPPORTED");
    expect(error.message).toContain(`${method} ${path}: this HUNT instance does not offer it`);
    expect(error.message).toContain(reason);
  });
});

describe("what cannot be a HUNT API's answer is named:", () => {
  it.each([
    ["html", { kind: "html" } as const, "html", 1],
    ["invalid JSON", { kind: "invalid-json" } as const, "invalid-json", 1],
    ["a truncated body", { kind: "truncated" } as const, "truncated", 4],
    ["truncated gzip", { kind: "truncated-gzip" } as const, "truncated", 4],
    ["a redirect", { kind: "redirect", location: "https://evil.example/api?x=1" } as const, "redirect", 1],
  ])("%s", async (_, fault, problem, attempts) => {
    const { error, sent } = await meet(fault, { path: "Alerts" });
    expect(error).toMatchObject({ code: "HUNT_PROTOCOL", problem, path: "Alerts" });
    expect(sent).toBe(attempts);
  });

  it("another shape than the schema's, with the place but not the value", async () => {
    const client = clientOf(sandbox().url, { token: sandbox().tokens.admin });
    const error = await errorOf(
      client.request({ path: "Alerts/count", schema: z.object({ count: z.string() }) }),
    );
    expect(error).toMatchObject({
      code: "HUNT_PROTOCOL",
      problem: "wrong-shape",
      message: expect.stringContaining("count should be string"),
    });
    expect(error.message).not.toContain("3000");
  });

  it("a shape whose description would repeat hostile keys", async () => {
    const token = sandbox().tokens.admin;
    const { url } = await serve((_, response) =>
      response.end(JSON.stringify({ [`x\n::error::${token}`]: 1 })),
    );
    const error = await errorOf(
      clientOf(url, { token }).request({ path: "x", schema: z.record(z.string(), z.string()) }),
    );
    expect(error).toMatchObject({
      problem: "wrong-shape",
      message: expect.stringContaining("x\\n::error::hunt_****"),
    });
    expectNoToken(error, token);
  });

  it("a body that is too large, also when it is small before it is unpacked", async () => {
    const bomb = gzipSync(Buffer.alloc(2_000_000));
    const { url } = await serve((request, response) => {
      if (request.url === "/api/bomb") response.setHeader("content-encoding", "gzip").end(bomb);
      else response.end(Buffer.alloc(2_000_000));
    });
    for (const path of ["plain", "bomb"]) {
      expect(await errorOf(clientOf(url, { maxBodyBytes: 1_000_000 }).request({ path }))).toMatchObject({
        code: "HUNT_PROTOCOL",
        problem: "too-large",
      });
    }
  });

  it("something that does not speak HTTP", async () => {
    const server = createServer((socket) => socket.end("SSH-2.0-OpenSSH_9.9\r\n"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const error = await errorOf(
      clientOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}`).request({ path: "version" }),
    );
    expect(error).toMatchObject({ code: "HUNT_PROTOCOL", problem: "not-http" });
  });
});

describe("a connection that", () => {
  it("is reset is a connection error, repeated for reads only", async () => {
    expect(await meet({ kind: "reset" })).toMatchObject({
      error: { code: "HUNT_CONNECTION", problem: "reset", attempts: 4 },
      sent: 4,
    });
  });

  it("is reset within the answer makes it truncated", async () => {
    expect(await meet({ kind: "reset-after-headers" })).toMatchObject({
      error: { code: "HUNT_PROTOCOL", problem: "truncated" },
      sent: 4,
    });
  });

  it("is refused is a connection error, tried again", async () => {
    const { url, server } = await serve(() => {});
    await new Promise((resolve) => server.close(resolve));
    expect(await errorOf(clientOf(url).request({ path: "version" }))).toMatchObject({
      code: "HUNT_CONNECTION",
      problem: "refused",
      attempts: 4,
    });
  });

  it("has no name to go to is a connection error", async () => {
    const error = await errorOf(clientOf("https://hunt.invalid").request({ path: "version" }));
    expect(error).toMatchObject({ code: "HUNT_CONNECTION", problem: "dns" });
  });

  it("never answers is a timeout of each attempt", async () => {
    const advance = holdTimers();

    const meeting = meet({ kind: "hang" }, {}, { timeoutMs: 400, retry: { retries: 1 } });
    await waitForRequests(sandbox(), 1);
    advance(400);
    await waitForRequests(sandbox(), 2);
    advance(400);
    const { error } = await meeting;

    expect(error).toMatchObject({ code: "HUNT_TIMEOUT", limit: "attempt", attempts: 2 });
  });

  it("never answers is a timeout of the whole deadline where that is shorter", async () => {
    const advance = holdTimers();

    const meeting = meet({ kind: "hang" }, {}, { deadlineMs: 400 });
    await waitForRequests(sandbox(), 1);
    advance(400);
    const { error, sent } = await meeting;

    expect(error).toMatchObject({ code: "HUNT_TIMEOUT", limit: "deadline", attempts: 1 });
    expect(sent).toBe(1);
  });
});

describe("an error", () => {
  it("holds no token that the server throws back, in any spelling, nor what a key calls secret", async () => {
    const token = sandbox().tokens.admin;
    const echoes = [
      token,
      Buffer.from(`x:${token}`).toString("base64"),
      Buffer.from(token).toString("hex"),
      Buffer.from(`xy${token}`).toString("base64url"),
    ];
    const body = {
      error: {
        statusCode: 422,
        name: token,
        message: `you sent ${echoes.join(" ")}`,
        code: token,
        details: { [token]: echoes, password: "hunter2" },
      },
    };
    const { error } = await meet({ kind: "status", status: 422, body });
    expect(JSON.stringify(error)).not.toContain("hunter2");
    expect(error.message).toContain("hunt_****");
  });

  it("is said by the status alone where its body is damaged, so that a 4xx is not repeated", async () => {
    let sent = 0;
    const { url } = await serve((_, response) => {
      sent++;
      response.writeHead(401, { "content-encoding": "gzip" }).end("not gzip");
    });
    expect(await errorOf(clientOf(url).request({ path: "x" }))).toMatchObject({
      code: "HUNT_AUTH",
      status: 401,
    });
    expect(sent).toBe(1);
  });

  it("survives details that are deep enough to exhaust the stack", async () => {
    const { url } = await serve((_, response) =>
      response.writeHead(400).end(`{"error":{"details":${"[".repeat(20_000)}${"]".repeat(20_000)}}}`),
    );
    expect(await errorOf(clientOf(url).request({ path: "x" }))).toMatchObject({ code: "HUNT_VALIDATION" });
  });

  it("holds no token in the address of a redirect", async () => {
    const { token, record } = await clientOf(sandbox().url, {
      token: sandbox().tokens.analyst,
    }).tokens.create("moved");
    const { url } = await serve((request, response) =>
      response.writeHead(302, { location: `https://elsewhere.example${request.url}` }).end(),
    );
    for (const handle of [token, token.reveal()]) {
      expectNoToken(
        await errorOf(clientOf(url, { token: sandbox().tokens.analyst }).tokens.revoke(handle)),
        token.reveal(),
      );
    }
    await clientOf(sandbox().url, { token: sandbox().tokens.analyst }).tokens.revoke(record.handle);
  });

  it("holds no token that was filled into the path", async () => {
    const { tokens } = sandbox();
    const client = clientOf(sandbox().url, { token: tokens.admin });
    const { token } = await client.tokens.create("to be revoked by its value");
    const error = await errorOf(client.tokens.revoke(token));
    expect(error).toMatchObject({ code: "HUNT_NOT_FOUND", path: `users/me/accessTokens/${token}` });
    expectNoToken(error, token.reveal());
  });

  it("shows what a server says on one harmless line", async () => {
    const message = "x\r\n::error::pwned \u001b[31m\u202e";
    const { error } = await meet({ kind: "status", status: 400, body: { error: { message } } });
    expect(error.message).toContain("x\\r\\n::error::pwned \\u001b[31m\\u202e");
  });

  it("never shows the query", async () => {
    sandbox().faults.add({ kind: "status", status: 400 });
    const error = await errorOf(
      clientOf(sandbox().url, { token: sandbox().tokens.admin }).request({
        path: "Alerts",
        query: { filter: { where: { hostname: "crown-jewels" } } },
      }),
    );
    expect(JSON.stringify(error) + String(error.stack)).not.toContain("crown-jewels");
  });
});
