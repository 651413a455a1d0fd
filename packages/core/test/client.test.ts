import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { HuntClient } from "../src/index.js";
import { huntkitVersion } from "../src/http/headers.js";
import manifest from "../package.json" with { type: "json" };
import { createClient, catchError, serve, useSandbox } from "./helpers.js";
import { sampleToken } from "@huntkit/test-kit/values";

const sandbox = useSandbox();
const admin = () => createClient(sandbox().url, { token: sandbox().tokens.admin });

describe("client.serverTime", () => {
  it("returns the time of HUNT's clock, to the second", async () => {
    const before = Math.floor(sandbox().clock.now() / 1000) * 1000;

    const time = await admin().serverTime();

    expect(time).toBeGreaterThanOrEqual(before);
    expect(time).toBeLessThanOrEqual(sandbox().clock.now());
  });

  it.each([
    ["the response has no valid date", 200, { date: "soon" }],
    ["the route does not exist", 404, {}],
  ])("returns the time of the client's clock if %s", async (_, status, headers) => {
    const { url } = await serve((_request, response) => response.writeHead(status, headers).end("{}"));
    const clock = { now: () => 42, sleep: async () => {} };

    expect(await createClient(url, { clock }).serverTime()).toBe(42);
  });

  it("rejects if HUNT cannot be reached", async () => {
    const client = createClient("http://127.0.0.1:1", { retry: { retries: 0 } });

    expect(await catchError(client.serverTime())).toMatchObject({ code: "HUNT_CONNECTION" });
  });
});

describe("client.request", () => {
  it("returns the data, the status, and the headers", async () => {
    const { status, headers, data } = await admin().request({ path: "Alerts/count" });
    expect({ status, data }).toEqual({ status: 200, data: { count: 3000 } });
    expect(headers["content-type"]).toMatch("application/json");
  });

  it("sends a filter as JSON", async () => {
    const { data } = await admin().request({
      path: "Alerts",
      query: { filter: { where: { severity: "high" }, limit: 3, fields: ["severity"] }, absent: undefined },
    });
    expect(data).toEqual([{ severity: "high" }, { severity: "high" }, { severity: "high" }]);
  });

  it("sends a body as JSON", async () => {
    const client = admin();
    const { data: flag } = await client.request({
      method: "POST",
      path: "flags",
      body: { name: "Watched", color: "teal", weight: 3 },
      schema: z.looseObject({ id: z.string() }),
    });
    expect(flag).toMatchObject({ name: "Watched", color: "teal" });
    await client.request({ method: "DELETE", path: "flags/{id}", params: { id: flag.id } });
  });

  it("returns undefined as the data of a response without a body", async () => {
    const { data: session } = await createClient(sandbox().url).request<{ id: string }>({
      method: "POST",
      path: "users/login",
      body: { username: "analyst", password: "analyst-password" },
    });
    const answer = await createClient(sandbox().url, { token: session.id }).request({
      method: "POST",
      path: "users/logout",
    });
    expect(answer).toMatchObject({ status: 204, data: undefined });
  });

  it("validates the response with a zod or zod/mini schema, and keeps fields that the schema does not name", async () => {
    const schema = z.array(z.looseObject({ id: z.uuid() }));
    const { data } = await admin().request({ path: "Agents", query: { filter: { limit: 1 } }, schema });
    expect(data[0]).toHaveProperty("hostname");
  });

  it("rejects a schema that is not of zod 4, and sends nothing", async () => {
    const schema = { parse: () => [] } as never;

    const error = await catchError(admin().request({ path: "Agents", schema }));

    expect(error).toMatchObject({ code: "HUNT_INPUT", input: "schema", problem: "type" });
    expect(sandbox().requests).toEqual([]);
  });

  it("uses the values that it was called with, even if the caller changes them later", async () => {
    const params: Record<string, string> = { id: "one" };
    const failing = catchError(admin().request({ path: "Alerts/{id}", params }));
    delete params["id"];
    expect(await failing).toMatchObject({ path: "Alerts/one" });
  });

  it("accepts a method in any case", async () => {
    expect(await admin().request({ path: "Alerts/count", method: "get" })).toMatchObject({
      status: 200,
      attempts: 1,
    });
  });

  it("encodes an ID in the path as a single segment", async () => {
    await catchError(admin().request({ path: "Alerts/{id}", params: { id: "a/../b?c#d" } }));
    expect(sandbox().requests.at(-1)?.path).toBe("/api/Alerts/a%2F..%2Fb%3Fc%23d");
  });

  it("decompresses large responses, which arrive as gzip", async () => {
    const { data, headers } = await admin().request<unknown[]>({ path: "Alerts" });
    expect(data).toHaveLength(1000);
    expect(headers["content-encoding"]).toBe("gzip");
  });

  it.each([
    ["uncompressed", false],
    ["compressed", true],
  ])("does not mix large responses that arrive concurrently: %s", async (_how, isPacked) => {
    const ids = Array.from({ length: 400 }, (_, id) => id);
    const { url } = await serve((request, response) => {
      const body = JSON.stringify(
        ids.map((id) => ({ id, text: randomBytes(500).toString("base64"), of: request.url })),
      );
      if (isPacked) response.setHeader("content-encoding", "gzip");
      response.end(isPacked ? gzipSync(body) : body);
    });
    const client = createClient(url);
    for (let round = 0; round < 5; round++) {
      const names = Array.from({ length: 8 }, (_, index) => `large-${round}-${index}`);
      const answers = await Promise.all(
        names.map((path) => client.request<{ id: number; of: string }[]>({ path })),
      );
      for (const [index, { data }] of answers.entries()) {
        expect(data.map(({ id }) => id)).toEqual(ids);
        expect(new Set(data.map(({ of }) => of))).toEqual(new Set([`/api/${names[index]}`]));
      }
    }
  });

  it("parses UTF-8 JSON that arrives in many chunks and starts with a byte order mark", async () => {
    const rows = Array.from({ length: 10_000 }, (_, id) => ({ id, name: "Zoë’s 💻" }));
    const json = Buffer.from(`\uFEFF${JSON.stringify(rows)}`);
    const { url } = await serve((_, response) => {
      // An odd length splits characters.
      for (let start = 0; start < json.length; start += 9_999) {
        response.write(json.subarray(start, start + 9_999));
      }
      response.end();
    });

    const { data } = await createClient(url).request({ path: "rows" });

    expect(data).toEqual(rows);
  });

  it("sends requests to public routes without a token", async () => {
    expect((await createClient(sandbox().url).version()).serverVersion).toMatch(/^\d+\.\d+\.\d+/);
  });
});

describe("request headers", () => {
  it("sends the token without a prefix, accepts JSON, and names the user agent", async () => {
    const seen: Record<string, unknown>[] = [];
    const { url } = await serve((request, response) => {
      seen.push(request.headers);
      response.end("{}");
    });
    await createClient(url, { token: sampleToken, userAgent: "my-tool/1.2" }).request({ path: "anything" });
    expect(seen[0]).toMatchObject({
      authorization: sampleToken,
      accept: "application/json",
      "user-agent": expect.stringContaining(`my-tool/1.2 huntkit/${huntkitVersion} `),
    });
  });

  it("sends the version of package.json in the user agent", () => {
    expect(huntkitVersion).toBe(manifest.version);
  });

  it("sends requests one after the other over one connection", async () => {
    const { url, server } = await serve((_, response) => response.end("{}"));
    let connections = 0;
    server.on("connection", () => connections++);
    const client = createClient(url);

    for (let count = 0; count < 20; count++) await client.request({ path: "anything" });

    expect(connections).toBe(1);
  });

  it("sends a request over the connection whose compressed response has ended", async () => {
    const body = gzipSync("{}");
    const { url, server } = await serve((_, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end(body),
    );
    let connections = 0;
    server.on("connection", () => connections++);
    const client = createClient(url);

    for (let count = 0; count < 20; count++) await client.request({ path: "anything" });

    expect(connections).toBe(1);
  });
});

const circle: Record<string, unknown> = {};
circle["self"] = circle;

describe("invalid requests", () => {
  it.each([
    ["a path that leaves the API", { path: "../explorer" }, "path", "invalid"],
    ["a value that leaves the API", { path: "Alerts/{id}", params: { id: ".." } }, "path", "invalid"],
    ["an encoded parent directory", { path: "Alerts/%2e%2E/x" }, "path", "invalid"],
    ["another address", { path: "https://evil.example/x" }, "path", "invalid"],
    ["another host", { path: "Alerts//evil.example" }, "path", "invalid"],
    ["a query in the path", { path: "Alerts?limit=1" }, "path", "invalid"],
    ["a value that is missing", { path: "Alerts/{id}" }, "path", "missing"],
    ["a value that is empty", { path: "Alerts/{id}", params: { id: "" } }, "path", "missing"],
    ["an invalid method", { path: "Alerts", method: "GE T" }, "method", "invalid"],
    ["characters that are invalid in a path", { path: "Alerts/\u00e9 x" }, "path", "invalid"],
    ["a circular body", { path: "Alerts", method: "POST", body: circle }, "body", "json"],
    [
      "a number too large for JSON in the query",
      { path: "Alerts", query: { filter: { limit: 1n } } },
      "query",
      "json",
    ],
    ["a token in the query", { path: "Alerts", query: { Access_Token: "x" } }, "query", "token"],
  ])("rejects %s before anything is sent", async (_, request, input, problem) => {
    expect(await catchError(admin().request(request))).toMatchObject({ code: "HUNT_INPUT", input, problem });
    expect(sandbox().requests).toHaveLength(0);
  });
});

describe("new HuntClient", () => {
  it.each([
    ["instance", { instance: "" }],
    ["token", { instance: "acme", token: "short" }],
    ["ca", { instance: "acme", ca: "no certificate" }],
    ["HTTPS_PROXY", { instance: "acme", env: { HTTPS_PROXY: "://user:secret@" } }],
    ["HTTPS_PROXY", { instance: "acme", env: { HTTPS_PROXY: "http://user:secret100%@proxy" } }],
    ["userAgent", { instance: "acme", userAgent: "a\nb" }],
    ["timeoutMs", { instance: "acme", timeoutMs: Number.NaN }],
    ["deadlineMs", { instance: "acme", deadlineMs: Infinity }],
    ["maxBodyBytes", { instance: "acme", maxBodyBytes: Infinity }],
    ["retry.retries", { instance: "acme", retry: { retries: -1 } }],
  ])("throws for an invalid %s, and does not repeat its value", (input, options) => {
    expect(() => new HuntClient(options)).toThrow(
      expect.objectContaining({ code: "HUNT_INPUT", input }) as Error,
    );
    expect(() => new HuntClient(options)).not.toThrow(/secret|short/);
  });
});
