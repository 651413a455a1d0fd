import { once } from "node:events";
import { Agent, get, request as httpRequest, type IncomingMessage } from "node:http";
import { gunzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { INTERNAL } from "../support/errors.js";
import { sandboxes } from "../support/sandboxes.js";

const start = sandboxes();

describe("content negotiation", () => {
  test.each(["text/html", "application/xml", "image/png", "application/vnd.api+json"])(
    "Accept: %s is 406 on success",
    async (accept) => {
      const { admin } = await start();
      const answer = await admin.get("Alerts/count", { headers: { accept } });
      expect([answer.status, answer.text, answer.headers["content-type"]]).toEqual([
        406,
        "Not Acceptable",
        "text/plain; charset=utf-8",
      ]);
    },
  );

  test("406 comes after the work was done", async () => {
    const { admin, sandbox } = await start();
    const [rule] = sandbox.records("rules");
    expect((await admin.delete(`rules/${rule?.id}`, { headers: { accept: "text/html" } })).status).toBe(406);
    expect(sandbox.records("rules")).not.toContainEqual(rule);
  });

  test.each(["application/json", "*/*", "application/*", "text/html, */*;q=0.1", "", "text/javascript"])(
    "Accept: '%s' takes JSON",
    async (accept) => {
      const { admin } = await start();
      const answer = await admin.get("Alerts/count", { headers: { accept } });
      expect([answer.status, answer.headers["content-type"]]).toEqual([
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
  ])("an error for Accept: %s is %s", async (accept, type) => {
    const { admin } = await start();
    const answer = await admin.get("FileReps/%3Cb%3E", { headers: { accept } });
    expect([answer.status, answer.headers["content-type"]]).toEqual([404, `${type}; charset=utf-8`]);
    expect(answer.text).toContain("MODEL_NOT_FOUND");
    expect(answer.text.includes("<b>")).toBe(type === "application/json");
  });
});

describe("caches and compression", () => {
  test("weak ETags answer 304 while nothing has changed", async () => {
    const { admin } = await start();
    const first = await admin.get("rules");
    const tag = String(first.headers["etag"]);
    expect(tag).toMatch(/^W\/"/);
    const again = await admin.get("rules", { headers: { "if-none-match": tag } });
    expect([again.status, again.text]).toEqual([304, ""]);
    await admin.post("rules", { name: "r", body: "b" });
    expect((await admin.get("rules", { headers: { "if-none-match": tag } })).status).toBe(200);
  });

  test("large answers are gzip when asked for, small ones never", async () => {
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

  test("connections are kept for five seconds, and said so", async () => {
    const { sandbox } = await start();
    const agent = new Agent({ keepAlive: true });
    onTestFinished(() => agent.destroy());

    const [response] = (await once(get(`${sandbox.api}/version`, { agent }), "response")) as [
      IncomingMessage,
    ];
    response.resume();

    expect(response.headers["keep-alive"]).toBe("timeout=5");
  });

  test("no header tells of a rate limit", async () => {
    const { admin } = await start();
    const { headers } = await admin.get("version");
    expect(Object.keys(headers).filter((name) => /rate|retry/.test(name))).toEqual([]);
  });

  test("HEAD answers as GET without a body", async () => {
    const { admin } = await start();
    const answer = await admin.send("HEAD", "rules", {});
    expect([answer.status, answer.text, answer.headers["content-type"]]).toEqual([
      200,
      "",
      "application/json; charset=utf-8",
    ]);
  });
});

describe("a 500", () => {
  test("tells nothing: no name, no code, no stack", async () => {
    const { admin } = await start();
    expect((await admin.get("Alerts", { query: { filter: { where: null } } })).json).toEqual(INTERNAL);
  });
});

describe("the Date header", () => {
  test("follows the sandbox's clock, on every answer", async () => {
    const { admin, sandbox } = await start({ now: "2027-05-06T07:08:09Z" });
    for (const path of ["version", "fake", "/", "/explorer/openapi.json"]) {
      expect((await admin.get(path)).headers["date"]).toMatch(/^Thu, 06 May 2027 07:08:/);
    }
    sandbox.clock.advance(86_400_000);
    expect((await admin.get("version")).headers["date"]).toMatch(/^Fri, 07 May 2027 07:08:/);
  });
});

describe("other hosts", () => {
  test.each(["evil.example", "evil.example:80", "127.0.0.1.evil.example"])(
    "'%s' as Host is refused, whatever the path",
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

  test.each(["localhost:1", "[::1]", "127.0.0.1"])("'%s' is this machine", async (host) => {
    const { admin } = await start();
    expect((await admin.get("version", { headers: { host } })).status).toBe(200);
  });
});

test("HTTPS with a certificate of one's own", async () => {
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
