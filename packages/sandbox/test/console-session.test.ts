import { generate } from "selfsigned";
import { Agent } from "undici";
import { describe, expect, test } from "vitest";
import type { Sandbox } from "../src/index.js";
import type { Answer, Client } from "./support/client.js";
import { AUTH, plain } from "./support/errors.js";
import { sandboxes } from "./support/sandboxes.js";

const start = sandboxes();
const credentials = { username: "analyst", password: "analyst-password" };

const from = (sandbox: Sandbox) => ({ origin: sandbox.url, "sec-fetch-site": "same-origin" });
const setCookie = ({ headers }: Answer): string => String(headers["set-cookie"]);
const readCookie = (answer: Answer): string => setCookie(answer).split(";")[0] ?? "";

/** Signs in as the console does, and returns the cookie. */
async function signedIn(nobody: Client, sandbox: Sandbox): Promise<string> {
  return readCookie(await nobody.post("/session", credentials, { headers: from(sandbox) }));
}

describe("the session of the console", () => {
  test("the session has a signed cookie that scripts and other sites cannot use", async () => {
    const { nobody, sandbox } = await start();

    const response = await nobody.post("/session", credentials, { headers: from(sandbox) });

    expect(setCookie(response)).toMatch(
      /^access_token_\d+=[A-Za-z0-9]{64}\.[^;]+; Max-Age=1209600; Path=\/; HttpOnly; SameSite=Strict$/,
    );
  });

  test("the response to a sign-in does not contain the token", async () => {
    const { nobody, sandbox } = await start();

    const { status, text } = await nobody.post("/session", credentials, { headers: from(sandbox) });

    expect([status, text]).toEqual([204, ""]);
  });

  test("the cookie of the session authenticates its user", async () => {
    const { nobody, sandbox } = await start();
    const cookie = await signedIn(nobody, sandbox);

    expect((await nobody.get("users/me", { headers: { cookie } })).json.username).toBe("analyst");
  });

  test("the cookie of the session is for encrypted connections only if the sandbox serves HTTPS", async () => {
    const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }]);
    const { sandbox } = await start({ tls: { key, cert } });
    const agent = new Agent({ connect: { rejectUnauthorized: false } });
    const headers = { ...from(sandbox), "content-type": "application/json" };
    const response = await agent.request({
      origin: sandbox.url,
      path: "/session",
      method: "POST",
      headers,
      body: JSON.stringify(credentials),
    });
    await response.body.dump();
    await agent.close();
    expect(response.headers["set-cookie"]).toMatch(/; Secure; SameSite=Strict/);
  });

  test("a token in a header takes precedence over the cookie of the session", async () => {
    const { nobody, sandbox } = await start();
    const cookie = await signedIn(nobody, sandbox);

    const { json } = await nobody.get("users/me", { headers: { cookie }, token: sandbox.tokens.admin });

    expect(json.username).toBe("admin");
  });

  test("a token in the query takes precedence over the cookie of the session", async () => {
    const { nobody, sandbox } = await start();
    const cookie = await signedIn(nobody, sandbox);
    const query = { access_token: sandbox.tokens.admin };

    const { json } = await nobody.get("users/me", { headers: { cookie }, query });

    expect(json.username).toBe("admin");
  });

  test("the cookie of the session is ignored if the query has an unknown token", async () => {
    const { nobody, sandbox } = await start();
    const cookie = await signedIn(nobody, sandbox);

    const { json } = await nobody.get("users/me", { headers: { cookie }, query: { access_token: "junk" } });

    expect(json).toEqual(AUTH);
  });

  test.each([
    ["without its signature", (cookie: string) => cookie.split(".")[0] ?? ""],
    [
      "with a changed signature",
      (cookie: string) => cookie.replace(/\.(.)/, (_, first: string) => `.${first === "a" ? "b" : "a"}`),
    ],
  ])("the cookie of the session is ignored %s", async (_how, tamper) => {
    const { nobody, sandbox } = await start();
    const cookie = await signedIn(nobody, sandbox);
    expect((await nobody.get("users/me", { headers: { cookie: tamper(cookie) } })).json).toEqual(AUTH);
  });

  test("the cookie of one sandbox is ignored by another", async () => {
    const [one, other] = [await start(), await start()];
    const cookie = await signedIn(one.nobody, one.sandbox);
    expect((await other.nobody.get("users/me", { headers: { cookie } })).json).toEqual(AUTH);
  });

  test("DELETE /session deletes the cookie and the token", async () => {
    const { nobody, sandbox } = await start();
    const cookie = await signedIn(nobody, sandbox);

    const response = await nobody.delete("/session", { headers: { cookie, ...from(sandbox) } });

    expect(response.status).toBe(204);
    expect(setCookie(response)).toMatch(/^access_token_\d+=; Max-Age=0; Path=\/; HttpOnly; SameSite=Strict$/);
    expect((await nobody.get("users/me", { headers: { cookie } })).json).toEqual(AUTH);
  });

  test("a new session revokes the token of the previous one", async () => {
    const { nobody, sandbox } = await start();
    const cookie = await signedIn(nobody, sandbox);

    const admin = { username: "admin", password: "admin-password" };
    const other = await nobody.post("/session", admin, { headers: { cookie, ...from(sandbox) } });

    expect((await nobody.get("users/me", { headers: { cookie } })).json).toEqual(AUTH);
    const { json } = await nobody.get("users/me", { headers: { cookie: readCookie(other) } });
    expect(json.username).toBe("admin");
  });

  test("a wrong password gets LoopBack's response and no cookie", async () => {
    const { nobody, sandbox } = await start();

    const { status, json, headers } = await nobody.post(
      "/session",
      { ...credentials, password: "wrong" },
      { headers: from(sandbox) },
    );

    expect(status).toBe(401);
    expect(json).toEqual(plain(401, "login failed", { code: "LOGIN_FAILED" }));
    expect(headers["set-cookie"]).toBeUndefined();
  });

  test("the request log shows the session as a valid token, without its value", async () => {
    const { nobody, sandbox } = await start();
    const cookie = await signedIn(nobody, sandbox);
    await nobody.get("users/me", { headers: { cookie } });
    expect(sandbox.requests.map(({ method, path, token }) => `${method} ${path} ${token}`)).toEqual([
      "POST /session none",
      "GET /api/users/me valid",
    ]);
    expect(JSON.stringify(sandbox.requests)).not.toContain(/=([^.]+)/.exec(cookie)?.[1]);
  });
});

describe("cross-site request forgery", () => {
  const forged: [string, Record<string, string>][] = [
    ["from another site", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
    ["from another port of this machine", { origin: "http://127.0.0.1:1", "sec-fetch-site": "same-site" }],
    ["from a frame without an origin", { origin: "null" }],
    ["without the headers for its origin", {}],
  ];

  test.each(forged)("a request %s cannot create a token with the session", async (_from, headers) => {
    const { nobody, sandbox } = await start();
    const cookie = await signedIn(nobody, sandbox);
    const before = sandbox.records("AccessTokens").length;

    const { status, json } = await nobody.post(
      "users/me/accessTokens",
      { description: "x" },
      { headers: { cookie, ...headers } },
    );

    expect(status).toBe(403);
    expect(json.error.message).toContain("only the console's own pages");
    expect(sandbox.records("AccessTokens")).toHaveLength(before);
  });

  test.each(forged)("a request %s cannot revoke a token with the session", async (_from, headers) => {
    const { nobody, sandbox } = await start();
    const cookie = await signedIn(nobody, sandbox);
    const tokens = sandbox.records("AccessTokens");
    const id = tokens.find(({ description }) => description === "Triage notebook")?.id;

    const { status } = await nobody.delete(`users/me/accessTokens/${id}`, {
      headers: { cookie, ...headers },
    });

    expect(status).toBe(403);
    expect(sandbox.records("AccessTokens")).toHaveLength(tokens.length);
  });

  test.each(forged)("a request %s cannot end the session", async (_from, headers) => {
    const { nobody, sandbox } = await start();
    const cookie = await signedIn(nobody, sandbox);

    const { status } = await nobody.delete("/session", { headers: { cookie, ...headers } });

    expect(status).toBe(403);
    expect((await nobody.get("users/me", { headers: { cookie } })).status).toBe(200);
  });

  test.each(forged)("a request %s cannot start a session", async (_from, headers) => {
    const { nobody } = await start();

    const response = await nobody.post("/session", credentials, { headers });

    expect(response.status).toBe(403);
    expect(response.headers["set-cookie"]).toBeUndefined();
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])(
    "a form cannot change anything with the session, even from the same origin: %s",
    async (type) => {
      const { nobody, sandbox } = await start();
      const cookie = await signedIn(nobody, sandbox);

      const { status } = await nobody.post("users/me/accessTokens", '{"description":"x"}', {
        headers: { cookie, ...from(sandbox), "content-type": type },
      });

      expect(status).toBe(403);
    },
  );

  test("a request with a token in its header does not need an origin", async () => {
    const { analyst } = await start();

    expect((await analyst.post("users/me/accessTokens", { description: "x" })).status).toBe(200);
  });
});

describe("the page of the console", () => {
  test("the page loads only the console's own files, and cannot be cached or framed", async () => {
    const { nobody } = await start();
    for (const path of ["/", "/admin/users-and-tokens/api-tokens", "/console/", "/console/index.html"]) {
      const { headers, text } = await nobody.get(path);
      expect(headers["content-security-policy"]).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
      );
      expect(headers).toMatchObject({
        "cache-control": "no-store",
        "cross-origin-opener-policy": "same-origin",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
      });
      expect(headers["strict-transport-security"]).toBeUndefined();
      expect(text).not.toMatch(/<script(?! type="module" src="\/console\/)|<style| style=| on\w+=/);
    }
  });

  test("the page has a script, a style sheet, and an icon, which browsers can cache permanently", async () => {
    const { nobody } = await start();
    const files = [...(await nobody.get("/")).text.matchAll(/(?:href|src)="(\/console\/[^"]+)"/g)].map(
      ([, path = ""]) => path,
    );
    expect(files).toHaveLength(3);
    for (const path of files) {
      const { status, headers } = await nobody.get(path);
      expect([status, headers["cache-control"]]).toEqual([200, "public, max-age=31536000, immutable"]);
      expect(headers["content-type"]).toMatch(/^(?:text\/javascript|text\/css|image\/svg\+xml)/);
    }
  });

  test("the explorer runs no scripts and cannot be framed", async () => {
    const { headers } = await (await start()).nobody.get("/explorer/");
    expect(headers["content-security-policy"]).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "x-frame-options": "DENY",
    });
  });

  test.each([
    "/console/assets/none.js",
    "/console/assets/../index.html",
    "/console/assets/%2e%2e/%2e%2e/bin.js",
    "/console/../package.json",
    "/console/%2e%2e/bin.js",
    "/console//etc/passwd",
  ])("a path outside of the console's files returns the page: %s", async (path) => {
    const { nobody } = await start();

    expect((await nobody.get(path)).text).toMatch(/^<!doctype html>/);
  });
});
