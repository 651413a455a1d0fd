import { once } from "node:events";
import { Agent, get, request as httpRequest, type IncomingMessage } from "node:http";
import { gunzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { INTERNAL } from "../support/errors.js";
import { sandboxes } from "../support/sandboxes.js";

const start = sandboxes();

describe("content negotiation", () => {
  test.each(["text/html", "application/xml", "image/png", "application/vnd.api+json"])(
    "a successful request is a 406 if the client does not accept JSON: %s",
    async (accept) => {
      const { admin } = await start();
      const response = await admin.get("Alerts/count", { headers: { accept } });
      expect([response.status, response.text, response.headers["content-type"]]).toEqual([
        406,
        "Not Acceptable",
        "text/plain; charset=utf-8",
      ]);
    },
  );

  test("a request with a 406 is executed", async () => {
    const { admin, sandbox } = await start();
    const [rule] = sandbox.records("rules");
    expect((await admin.delete(`rules/${rule?.id}`, { headers: { accept: "text/html" } })).status).toBe(406);
    expect(sandbox.records("rules")).not.toContainEqual(rule);
  });

  test.each(["application/json", "*/*", "application/*", "text/html, */*;q=0.1", "", "text/javascript"])(
    "the response is JSON for Accept: '%s'",
    async (accept) => {
      const { admin } = await start();
      const response = await admin.get("Alerts/count", { headers: { accept } });
      expect([response.status, response.headers["content-type"]]).toEqual([
        200,
        "application/json; charset=utf-8",
      ]);
    },
  );

  test.each([
    ["application/json", "application/json"],
    ["*/*", "application/json"],
    ["text/plain", "application/json"],
    ["text/html", "text/html"],
    ["application/json;q=0.1, text/html", "text/html"],
    ["text/xml", "text/xml"],
  ])("the format of an error for Accept: %s is %s", async (accept, type) => {
    const { admin } = await start();
    const response = await admin.get("FileReps/%3Cb%3E", { headers: { accept } });
    expect([response.status, response.headers["content-type"]]).toEqual([404, `${type}; charset=utf-8`]);
    expect(response.text).toContain("MODEL_NOT_FOUND");
    expect(response.text.includes("<b>")).toBe(type === "application/json");
  });
});

describe("caches and compression", () => {
  test("a response with a matching ETag is a 304", async () => {
    const { admin } = await start();
    const tag = String((await admin.get("rules")).headers["etag"]);

    const { status, text } = await admin.get("rules", { headers: { "if-none-match": tag } });

    expect(tag).toMatch(/^W\/"/);
    expect([status, text]).toEqual([304, ""]);
  });

  test("an ETag no longer matches after a change", async () => {
    const { admin } = await start();
    const tag = String((await admin.get("rules")).headers["etag"]);
    await admin.post("rules", { name: "r", body: "b" });

    const { status } = await admin.get("rules", { headers: { "if-none-match": tag } });

    expect(status).toBe(200);
  });

  test("large responses are compressed if the client supports it, and small ones are not", async () => {
    const { sandbox } = await start();
    const raw = (path: string): Promise<{ encoding: string | undefined; body: Buffer }> =>
      new Promise((resolve, reject) => {
        const headers = { authorization: sandbox.tokens.admin, "accept-encoding": "gzip" };
        httpRequest(`${sandbox.api}/${path}`, { headers, agent: false }, (response) => {
          const chunks: Buffer[] = [];
          response
            .on("data", (chunk: Buffer) => chunks.push(chunk))
            .on("end", () =>
              resolve({ encoding: response.headers["content-encoding"], body: Buffer.concat(chunks) }),
            );
        })
          .on("error", reject)
          .end();
      });
    const large = await raw("rules");
    expect(large.encoding).toBe("gzip");
    expect(JSON.parse(gunzipSync(large.body).toString())).toHaveLength(8);
    expect((await raw("version")).encoding).toBeUndefined();
  });

  test("connections are kept for five seconds, according to Keep-Alive", async () => {
    const { sandbox } = await start();
    const agent = new Agent({ keepAlive: true });
    onTestFinished(() => agent.destroy());

    const [response] = (await once(get(`${sandbox.api}/version`, { agent }), "response")) as [
      IncomingMessage,
    ];
    response.resume();

    expect(response.headers["keep-alive"]).toBe("timeout=5");
  });

  test("no header reports a rate limit", async () => {
    const { admin } = await start();
    const { headers } = await admin.get("version");
    expect(Object.keys(headers).filter((name) => /rate|retry/.test(name))).toEqual([]);
  });

  test("HEAD returns the headers of GET without a body", async () => {
    const { admin } = await start();
    const response = await admin.send("HEAD", "rules", {});
    expect([response.status, response.text, response.headers["content-type"]]).toEqual([
      200,
      "",
      "application/json; charset=utf-8",
    ]);
  });
});

describe("a 500", () => {
  test("a 500 has no name, code, or stack", async () => {
    const { admin } = await start();
    expect((await admin.get("Alerts", { query: { filter: { where: null } } })).json).toEqual(INTERNAL);
  });
});

describe("the Date header", () => {
  test.each(["version", "fake", "/", "/explorer/openapi.json"])(
    "the Date header uses the sandbox's clock: %s",
    async (path) => {
      const { admin } = await start({ now: "2027-05-06T07:08:09Z" });

      expect((await admin.get(path)).headers["date"]).toMatch(/^Thu, 06 May 2027 07:08:/);
    },
  );

  test("the Date header follows when the clock is moved", async () => {
    const { admin, sandbox } = await start({ now: "2027-05-06T07:08:09Z" });

    sandbox.clock.advance(86_400_000);

    expect((await admin.get("version")).headers["date"]).toMatch(/^Fri, 07 May 2027 07:08:/);
  });
});

describe("the Host header", () => {
  test.each(["evil.example", "evil.example:80", "127.0.0.1.evil.example"])(
    "the Host header '%s' is rejected for every path",
    async (host) => {
      const { sandbox } = await start();
      for (const path of ["/api/version", "/", "/sandbox/requests", "/explorer/"]) {
        const status = await new Promise<number | undefined>((resolve, reject) => {
          const request = httpRequest(
            `${sandbox.url}${path}`,
            { headers: { host }, agent: false },
            (response) => {
              response.resume();
              resolve(response.statusCode);
            },
          );
          request.on("error", reject).end();
        });
        expect(status).toBe(403);
      }
    },
  );

  test.each(["localhost:1", "[::1]", "127.0.0.1"])("the Host header '%s' is accepted", async (host) => {
    const { admin } = await start();
    expect((await admin.get("version", { headers: { host } })).status).toBe(200);
  });
});

test("the sandbox serves HTTPS with a given certificate", async () => {
  const { generate } = await import("selfsigned");
  const { request } = await import("node:https");
  const pems = await generate([{ name: "commonName", value: "localhost" }]);
  const { sandbox } = await start({ tls: { key: pems.private, cert: pems.cert } });
  expect(sandbox.url).toMatch(/^https:\/\/localhost:\d+$/);
  const status = await new Promise((resolve, reject) => {
    request(
      `${sandbox.api}/version`,
      { ca: pems.cert, rejectUnauthorized: false, agent: false },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    )
      .on("error", reject)
      .end();
  });
  expect(status).toBe(200);
});
