import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import type { Fault } from "@huntkit/sandbox";
import { describe, expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import { expectNoToken, createVirtualClock } from "@huntkit/testing";
import { HuntUnsupportedError } from "../src/errors/request-errors.js";
import { createClient, catchError, holdTimers, serve, useSandbox, waitForRequests } from "./helpers.js";

const sandbox = useSandbox();

/**
 * Sends a request that always meets a fault. Returns its error, the number of attempts, and the delays
 * between them.
 */
async function meet(
  fault: Omit<Fault, "match" | "times">,
  request: { method?: string; path?: string; body?: unknown } = {},
  options = {},
) {
  sandbox().faults.add({ match: "* Alerts*", times: Infinity, ...fault });
  const clock = createVirtualClock();
  const client = createClient(sandbox().url, { token: sandbox().tokens.admin, clock, ...options });
  const error = await catchError(client.request({ path: "Alerts/count", ...request }));
  expectNoToken(error, sandbox().tokens.admin);
  return { error, sent: sandbox().requests.length, sleeps: clock.sleeps };
}

describe("error responses", () => {
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
  ])("turns status %i into the error %s after %i attempts", async (status, code, attempts) => {
    const { error, sent } = await meet({ kind: "status", status });
    expect(error).toMatchObject({ code, status, method: "GET", path: "Alerts/count", attempts });
    expect(error.message).toMatch(/^GET Alerts\/count: /);
    expect(sent).toBe(attempts);
  });

  it("names the missing token after a 401 if the client has none", async () => {
    const client = createClient(sandbox().url, { token: undefined });
    const { message } = await catchError(client.alerts.count());
    expect(message).toContain("the client has no token; check that the variable with the token is set");
  });

  it("includes LoopBack's details after a 422", async () => {
    const client = createClient(sandbox().url, { token: sandbox().tokens.admin });
    expect(await catchError(client.request({ method: "POST", path: "flags", body: {} }))).toMatchObject({
      code: "HUNT_VALIDATION",
      status: 422,
      details: { codes: { name: ["presence"] } },
    });
  });

  it("quotes LoopBack's message without its final period", async () => {
    const client = createClient(sandbox().url, { token: sandbox().tokens.admin });

    const { message } = await catchError(client.request({ method: "POST", path: "flags", body: {} }));

    expect(message).toMatch(/\(422: .* can't be blank \(value: undefined\)\)\.$/);
  });

  it("recognizes a missing record by LoopBack's code", async () => {
    const client = createClient(sandbox().url, { token: sandbox().tokens.admin });
    expect(
      await catchError(client.request({ path: "Alerts/00000000-0000-4000-8000-000000000000" })),
    ).toMatchObject({
      code: "HUNT_NOT_FOUND",
      loopbackCode: "MODEL_NOT_FOUND",
    });
    expect(await catchError(client.request({ path: "Nothing" }))).not.toHaveProperty("loopbackCode");
  });

  it.each([
    ["an unknown model", "GET", "Nothing", "There is no method to handle GET /Nothing"],
    ["an unknown route of a model", "POST", "flags/explode", 'Shared class "Flag" has no method handling'],
  ])("reports that the instance does not offer %s", async (_, method, path, reason) => {
    const client = createClient(sandbox().url, { token: sandbox().tokens.admin });

    const error = await catchError(client.request({ method, path }));

    expect(error).toBeInstanceOf(HuntUnsupportedError);
    expect(error.code).toBe("HUNT_UNSUPPORTED");
    expect(error.message).toContain(`${method} ${path}: this HUNT instance does not have this route`);
    expect(error.message).toContain(reason);
  });
});

describe("responses that are not from a HUNT API", () => {
  it.each([
    ["html", { kind: "html" } as const, "html", 1],
    ["invalid JSON", { kind: "invalid-json" } as const, "invalid-json", 1],
    ["a truncated body", { kind: "truncated" } as const, "truncated", 4],
    ["truncated gzip", { kind: "truncated-gzip" } as const, "truncated", 4],
    ["a redirect", { kind: "redirect", location: "https://evil.example/api?x=1" } as const, "redirect", 1],
  ])("reports %s", async (_, fault, problem, attempts) => {
    const { error, sent } = await meet(fault, { path: "Alerts" });
    expect(error).toMatchObject({ code: "HUNT_PROTOCOL", problem, path: "Alerts" });
    expect(sent).toBe(attempts);
  });

  it("reports a response that does not match the schema, with the place but not the value", async () => {
    const client = createClient(sandbox().url, { token: sandbox().tokens.admin });
    const error = await catchError(
      client.request({ path: "Alerts/count", schema: z.object({ count: z.string() }) }),
    );
    expect(error).toMatchObject({
      code: "HUNT_PROTOCOL",
      problem: "wrong-shape",
      message: expect.stringContaining("count should be string"),
    });
    expect(error.message).not.toContain("3000");
  });

  it("escapes the keys of a response that does not match the schema", async () => {
    const token = sandbox().tokens.admin;
    const { url } = await serve((_, response) =>
      response.end(JSON.stringify({ [`x\n::error::${token}`]: 1 })),
    );
    const error = await catchError(
      createClient(url, { token }).request({ path: "x", schema: z.record(z.string(), z.string()) }),
    );
    expect(error).toMatchObject({
      problem: "wrong-shape",
      message: expect.stringContaining("x\\n::error::hunt_****"),
    });
    expectNoToken(error, token);
  });

  it("rejects a body that is too large, compressed or not", async () => {
    const bomb = gzipSync(Buffer.alloc(2_000_000));
    const { url } = await serve((request, response) => {
      if (request.url === "/api/bomb") response.setHeader("content-encoding", "gzip").end(bomb);
      else response.end(Buffer.alloc(2_000_000));
    });
    for (const path of ["plain", "bomb"]) {
      expect(
        await catchError(createClient(url, { maxBodyBytes: 1_000_000 }).request({ path })),
      ).toMatchObject({
        code: "HUNT_PROTOCOL",
        problem: "too-large",
      });
    }
  });

  it("reports a server that does not use HTTP", async () => {
    const server = createServer((socket) => socket.end("SSH-2.0-OpenSSH_9.9\r\n"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const error = await catchError(
      createClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`).request({ path: "version" }),
    );
    expect(error).toMatchObject({ code: "HUNT_PROTOCOL", problem: "not-http" });
  });
});

describe("connection errors", () => {
  it("reports a reset connection after the retries of a read", async () => {
    expect(await meet({ kind: "reset" })).toMatchObject({
      error: { code: "HUNT_CONNECTION", problem: "reset", attempts: 4 },
      sent: 4,
    });
  });

  it("reports a response as truncated if the connection is reset in the body", async () => {
    expect(await meet({ kind: "reset-after-headers" })).toMatchObject({
      error: { code: "HUNT_PROTOCOL", problem: "truncated" },
      sent: 4,
    });
  });

  it("retries a refused connection, and reports it", async () => {
    const { url, server } = await serve(() => {});
    await new Promise((resolve) => server.close(resolve));
    expect(await catchError(createClient(url).request({ path: "version" }))).toMatchObject({
      code: "HUNT_CONNECTION",
      problem: "refused",
      attempts: 4,
    });
  });

  it("reports a host name that does not resolve", async () => {
    const error = await catchError(createClient("https://hunt.invalid").request({ path: "version" }));
    expect(error).toMatchObject({ code: "HUNT_CONNECTION", problem: "dns" });
  });

  it("reports a timeout of each attempt if the server does not respond", async () => {
    const advance = holdTimers();

    const meeting = meet({ kind: "hang" }, {}, { timeoutMs: 400, retry: { retries: 1 } });
    await waitForRequests(sandbox(), 1);
    advance(400);
    await waitForRequests(sandbox(), 2);
    advance(400);
    const { error } = await meeting;

    expect(error).toMatchObject({ code: "HUNT_TIMEOUT", limit: "attempt", attempts: 2 });
  });

  it("reports a timeout at the deadline if that is shorter", async () => {
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
  it("does not contain a token that the server returns, in any encoding, or the value of a secret key", async () => {
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

  it("uses the status if the body is damaged, and does not retry a 4xx", async () => {
    let sent = 0;
    const { url } = await serve((_, response) => {
      sent++;
      response.writeHead(401, { "content-encoding": "gzip" }).end("not gzip");
    });
    expect(await catchError(createClient(url).request({ path: "x" }))).toMatchObject({
      code: "HUNT_AUTH",
      status: 401,
    });
    expect(sent).toBe(1);
  });

  it("does not overflow the stack if the details are nested thousands of levels deep", async () => {
    const { url } = await serve((_, response) =>
      response.writeHead(400).end(`{"error":{"details":${"[".repeat(20_000)}${"]".repeat(20_000)}}}`),
    );
    expect(await catchError(createClient(url).request({ path: "x" }))).toMatchObject({
      code: "HUNT_VALIDATION",
    });
  });

  it("does not contain a token in the address of a redirect", async () => {
    const { token, record } = await createClient(sandbox().url, {
      token: sandbox().tokens.analyst,
    }).tokens.create("moved");
    const { url } = await serve((request, response) =>
      response.writeHead(302, { location: `https://elsewhere.example${request.url}` }).end(),
    );
    for (const handle of [token, token.reveal()]) {
      expectNoToken(
        await catchError(
          createClient(url, { token: sandbox().tokens.analyst }).tokens.revoke(handle, { confirmed: true }),
        ),
        token.reveal(),
      );
    }
    await createClient(sandbox().url, { token: sandbox().tokens.analyst }).tokens.revoke(record.handle, {
      confirmed: true,
    });
  });

  it("does not contain a token from the path", async () => {
    const { tokens } = sandbox();
    const client = createClient(sandbox().url, { token: tokens.admin });
    const { token } = await client.tokens.create("to be revoked by its value");
    const error = await catchError(client.tokens.revoke(token, { confirmed: true }));
    expect(error).toMatchObject({ code: "HUNT_NOT_FOUND", path: `users/me/accessTokens/${token}` });
    expectNoToken(error, token.reveal());
  });

  it("contains the server's message escaped, on one line", async () => {
    const message = "x\r\n::error::pwned \u001b[31m\u202e";
    const { error } = await meet({ kind: "status", status: 400, body: { error: { message } } });
    expect(error.message).toContain("x\\r\\n::error::pwned \\u001b[31m\\u202e");
  });

  it("does not contain the query", async () => {
    sandbox().faults.add({ kind: "status", status: 400 });
    const error = await catchError(
      createClient(sandbox().url, { token: sandbox().tokens.admin }).request({
        path: "Alerts",
        query: { filter: { where: { hostname: "crown-jewels" } } },
      }),
    );
    expect(JSON.stringify(error) + String(error.stack)).not.toContain("crown-jewels");
  });
});
