import { generate } from "selfsigned";
import { Agent } from "undici";
import { describe, expect, test } from "vitest";
import type { Sandbox } from "../src/index.js";
import type { Answer, Client } from "./support/client.js";
import { AUTH, plain } from "./support/errors.js";
import { sandboxes } from "./support/sandboxes.js";

const start = sandboxes();
const good = { username: "analyst", password: "analyst-password" };

const from = (sandbox: Sandbox) => ({ origin: sandbox.url, "sec-fetch-site": "same-origin" });
const setCookie = ({ headers }: Answer): string => String(headers["set-cookie"]);
const cookieOf = (answer: Answer): string => setCookie(answer).split(";")[0] ?? "";

/** Signs in as the console does, and gives the cookie to send. */
async function signedIn(nobody: Client, sandbox: Sandbox): Promise<string> {
  return cookieOf(await nobody.post("/session", good, { headers: from(sandbox) }));
}

describe("the console's session", () => {
  test("is a login's token in a signed cookie, which is in no answer, for this site's own pages alone", async () => {
    const { nobody, sandbox } = await start();
    const answer = await nobody.post("/session", good, { headers: from(sandbox) });
    expect([answer.status, answer.text]).toEqual([204, ""]);
    expect(setCookie(answer)).toMatch(
      /^access_token_\d+=[A-Za-z0-9]{64}\.[^;]+; Max-Age=1209600; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect((await nobody.get("users/me", { headers: { cookie: cookieOf(answer) } })).json).toMatchObject({
      username: "analyst",
    });
  });

  test("is for encrypted connections alone where the sandbox serves HTTPS", async () => {
    const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }]);
    const { sandbox } = await start({ tls: { key, cert } });
    const agent = new Agent({ connect: { rejectUnauthorized: false } });
    const headers = { ...from(sandbox), "content-type": "application/json" };
    const answer = await agent.request({
      origin: sandbox.url,
      path: "/session",
      method: "POST",
      headers,
      body: JSON.stringify(good),
    });
    await answer.body.dump();
    await agent.close();
    expect(answer.headers["set-cookie"]).toMatch(/; Secure; SameSite=Strict/);
  });

  test("gives way to a token in the query or in a header", async () => {
    const { nobody, sandbox } = await start();
    const cookie = await signedIn(nobody, sandbox);
    expect(
      (await nobody.get("users/me", { headers: { cookie }, token: sandbox.tokens.admin })).json.username,
    ).toBe("admin");
    expect(
      (await nobody.get("users/me", { headers: { cookie }, query: { access_token: "junk" } })).json,
    ).toEqual(AUTH);
  });

  test.each([
    ["without its signature", (cookie: string) => cookie.split(".")[0] ?? ""],
    [
      "with a signature that was tampered with",
      (cookie: string) => cookie.replace(/\.(.)/, (_, first: string) => `.${first === "a" ? "b" : "a"}`),
    ],
  ])("counts for nothing %s", async (_how, spoiled) => {
    const { nobody, sandbox } = await start();
    const cookie = await signedIn(nobody, sandbox);
    expect((await nobody.get("users/me", { headers: { cookie: spoiled(cookie) } })).json).toEqual(AUTH);
  });

  test("of one sandbox counts for nothing in another", async () => {
    const [one, other] = [await start(), await start()];
    const cookie = await signedIn(one.nobody, one.sandbox);
    expect((await other.nobody.get("users/me", { headers: { cookie } })).json).toEqual(AUTH);
  });

  test("ends with DELETE, which ends its token as well", async () => {
    const { nobody, sandbox } = await start();
    const cookie = await signedIn(nobody, sandbox);
    const answer = await nobody.delete("/session", { headers: { cookie, ...from(sandbox) } });
    expect([answer.status, setCookie(answer)]).toEqual([
      204,
      expect.stringMatching(/^access_token_\d+=; Max-Age=0; Path=\/; HttpOnly; SameSite=Strict$/),
    ]);
    expect((await nobody.get("users/me", { headers: { cookie } })).json).toEqual(AUTH);
  });

  test("ends when one signs in anew, so that no token is left behind", async () => {
    const { nobody, sandbox } = await start();
    const cookie = await signedIn(nobody, sandbox);
    const other = cookieOf(
      await nobody.post(
        "/session",
        { username: "admin", password: "admin-password" },
        { headers: { cookie, ...from(sandbox) } },
      ),
    );
    expect((await nobody.get("users/me", { headers: { cookie } })).json).toEqual(AUTH);
    expect((await nobody.get("users/me", { headers: { cookie: other } })).json).toMatchObject({
      username: "admin",
    });
  });

  test("is refused to a wrong password with LoopBack's words, and without a cookie", async () => {
    const { nobody, sandbox } = await start();
    const answer = await nobody.post("/session", { ...good, password: "wrong" }, { headers: from(sandbox) });
    expect([answer.status, answer.json, answer.headers["set-cookie"]]).toEqual([
      401,
      plain(401, "login failed", { code: "LOGIN_FAILED" }),
      undefined,
    ]);
  });

  test("is in the log of requests as a valid token, never with its value", async () => {
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

describe("a forged request", () => {
  const forged: [string, Record<string, string>][] = [
    ["of another site", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
    ["of another port of this machine", { origin: "http://127.0.0.1:1", "sec-fetch-site": "same-site" }],
    ["of a frame without an origin", { origin: "null" }],
    ["that does not say where it comes from", {}],
  ];

  test.each(forged)(
    "%s makes no token with the console's cookie, ends none, and logs nobody out",
    async (_from, headers) => {
      const { nobody, sandbox } = await start();
      const cookie = await signedIn(nobody, sandbox);
      const before = sandbox.records("AccessTokens").length;
      const id = sandbox
        .records("AccessTokens")
        .find(({ description }) => description === "Triage notebook")?.id;
      const answers = [
        await nobody.post("users/me/accessTokens", { description: "x" }, { headers: { cookie, ...headers } }),
        await nobody.delete(`users/me/accessTokens/${id}`, { headers: { cookie, ...headers } }),
        await nobody.delete("/session", { headers: { cookie, ...headers } }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
      expect(answers[0]?.json.error.message).toContain("only the console's own pages");
      expect(sandbox.records("AccessTokens")).toHaveLength(before);
    },
  );

  test.each(forged)("%s signs nobody in", async (_from, headers) => {
    const { nobody } = await start();
    const answer = await nobody.post("/session", good, { headers });
    expect([answer.status, answer.headers["set-cookie"]]).toEqual([403, undefined]);
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])(
    "in the form of %s changes nothing, even from the right origin",
    async (type) => {
      const { nobody, sandbox } = await start();
      const cookie = await signedIn(nobody, sandbox);
      const answer = await nobody.post("users/me/accessTokens", '{"description":"x"}', {
        headers: { cookie, ...from(sandbox), "content-type": type },
      });
      expect(answer.status).toBe(403);
    },
  );

  test("is none when it brings a token of its own, as programs do", async () => {
    const { analyst } = await start();
    expect((await analyst.post("users/me/accessTokens", { description: "x" })).status).toBe(200);
  });
});

describe("the console's page", () => {
  test("lets nothing in but its own files, is kept nowhere and framed by nobody", async () => {
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

  test("has a script, a style sheet and an icon, which browsers may keep for good", async () => {
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

  test("has beside it an explorer that runs nothing and is framed by nobody", async () => {
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

  test("answers for a file that is not there, and for what lies outside of its folder", async () => {
    const { nobody } = await start();
    for (const path of [
      "/console/assets/none.js",
      "/console/assets/../index.html",
      "/console/assets/%2e%2e/%2e%2e/bin.js",
      "/console/../package.json",
      "/console/%2e%2e/bin.js",
      "/console//etc/passwd",
    ]) {
      expect((await nobody.get(path)).text).toMatch(/^<!doctype html>/);
    }
  });
});
