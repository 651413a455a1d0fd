import { describe, expect, test } from "vitest";
import { Client, type Json } from "./support/client.js";
import { AUTH, INTERNAL, INVALID } from "./support/errors.js";
import { sandboxes } from "./support/sandboxes.js";

const start = sandboxes();
const DAY = 86_400_000;

describe("a token in a request", () => {
  test("a token in Authorization authenticates its user", async () => {
    const { admin } = await start();

    const { username, role, email } = (await admin.get("users/me")).json;

    expect([username, role, email]).toEqual(["admin", "admin", "admin@example.com"]);
  });

  test("a token after 'Bearer' is a 500", async () => {
    const { sandbox, nobody } = await start();
    const headers = { authorization: `Bearer ${sandbox.tokens.admin}` };

    const { status, json } = await nobody.get("users/me", { headers });

    expect([status, json]).toEqual([500, INTERNAL]);
  });

  test("a request without a token is a 401", async () => {
    const { nobody } = await start();

    const { status, json } = await nobody.get("users/me");

    expect([status, json]).toEqual([401, AUTH]);
  });

  test.each([
    ["X-Access-Token", (token: string) => ({ headers: { "x-access-token": token } })],
    [
      "the longer half of Basic credentials",
      (token: string) => ({ headers: { authorization: `Basic ${btoa(`me:${token}`)}` } }),
    ],
    [
      "the name of Basic credentials",
      (token: string) => ({ headers: { authorization: `Basic ${btoa(`${token}:`)}` } }),
    ],
    ["?access_token", (token: string) => ({ query: { access_token: token } })],
  ])("a token can be in %s", async (_place, sent) => {
    const { sandbox, nobody } = await start();

    const { json } = await nobody.get("users/me", sent(sandbox.tokens.analyst));

    expect(json.username).toBe("analyst");
  });

  test("a token in the query takes precedence over headers, even if it is unknown", async () => {
    const { admin } = await start();

    expect((await admin.get("users/me", { query: { access_token: "junk" } })).json).toEqual(AUTH);
  });

  test("a token in an unsigned cookie is ignored", async () => {
    const { sandbox, nobody } = await start();
    const headers = { cookie: `access_token=${sandbox.tokens.admin}` };

    expect((await nobody.get("users/me", { headers })).status).toBe(401);
  });

  test("an unknown token is a 401", async () => {
    const { sandbox } = await start();
    const unknown = new Client(sandbox, "x".repeat(64));

    expect((await unknown.get("Alerts")).json).toEqual(AUTH);
  });

  test("an unknown token is ignored on public routes", async () => {
    const { sandbox } = await start();
    const unknown = new Client(sandbox, "x".repeat(64));

    expect((await unknown.get("version")).status).toBe(200);
  });
});

describe("an expired token", () => {
  test("an expired token is a 401 INVALID_TOKEN once, and then unknown", async () => {
    const { sandbox } = await start();
    const expired = new Client(sandbox, sandbox.tokens.expired);
    expect((await expired.get("users/me")).json).toEqual(INVALID);
    expect((await expired.get("users/me")).json).toEqual(AUTH);
  });

  test.each([
    ["version", 200],
    ["fake", 404],
  ])("an expired token is rejected once on public and unknown routes: %s", async (path, status) => {
    const { sandbox } = await start();
    const expired = new Client(sandbox, sandbox.tokens.expired);

    expect((await expired.get(path)).json).toEqual(INVALID);
    expect((await expired.get(path)).status).toBe(status);
  });

  test("an expired token is in lists until it is used", async () => {
    const { sandbox, admin } = await start({ tokenModel: true });
    const descriptions = async (): Promise<string[]> =>
      (await admin.find("AccessTokens", {})).map((row: { description: string }) => row.description);
    expect(await descriptions()).toContain("Old build server");
    await new Client(sandbox, sandbox.tokens.expired).get("version");
    expect(await descriptions()).not.toContain("Old build server");
  });

  test("a token is valid until it expires", async () => {
    const { sandbox } = await start();
    const expiring = new Client(sandbox, sandbox.tokens.expiring);
    sandbox.clock.advance(10.5 * DAY - 60_000);
    expect((await expiring.get("users/me")).status).toBe(200);
    sandbox.clock.advance(60_000);
    expect((await expiring.get("users/me")).json).toEqual(INVALID);
  });
});

describe("creating a token", () => {
  test("the response has the value of the token, which is valid for one year", async () => {
    const { admin } = await start();
    const me = (await admin.get("users/me")).json;

    const { status, json } = await admin.post("users/me/accessTokens", { description: "Nightly" });

    expect(status).toBe(200);
    expect(Object.keys(json).sort()).toEqual(["created", "description", "id", "token", "ttl", "userId"]);
    expect(json.description).toBe("Nightly");
    expect(json.ttl).toBe(31_536_000);
    expect(json.userId).toBe(me.id);
    expect(json.token).toMatch(/^[A-Za-z0-9]{64}$/);
  });

  test("a new token authenticates its user", async () => {
    const { admin, sandbox } = await start();

    const { json } = await admin.post("users/me/accessTokens", { description: "Nightly" });

    expect((await new Client(sandbox, json.token).get("users/me")).json.id).toBe(json.userId);
  });

  test.each(["users/me/accessTokens", "users/me/accessTokens/:id", "AccessTokens", "AccessTokens/:id"])(
    "GET %s does not return the value of a token or its hash",
    async (path) => {
      const { admin } = await start({ tokenModel: true });
      const { json } = await admin.post("users/me/accessTokens", { description: "Nightly" });

      const { status, text } = await admin.get(path.replace(":id", json.id));

      expect(status).toBe(200);
      expect(text).not.toContain(json.token);
      expect(text).not.toContain("hash");
    },
  );

  test("the sandbox does not store the value of a token", async () => {
    const { admin, sandbox } = await start();
    const { json } = await admin.post("users/me/accessTokens", { description: "Nightly" });
    expect(JSON.stringify(sandbox.records("AccessTokens"))).not.toContain(json.token);
  });

  test.each([[{}], [{ description: "" }], [{ description: "  " }], [{ description: 5 }]])(
    "a new token requires a description: %j",
    async (body) => {
      const { admin } = await start();
      const response = await admin.post("users/me/accessTokens", body);
      expect(response.status).toBe(422);
      expect(response.json.error.name).toBe("ValidationError");
      expect(response.json.error.details).toEqual({
        context: "AccessToken",
        codes: { description: ["presence"] },
        messages: { description: ["can't be blank"] },
      });
    },
  );

  test("an admin can create a token for another user (vendor's help page)", async () => {
    const { admin, analyst } = await start();
    const { id } = (await analyst.get("users/me")).json;

    const { json } = await admin.post(`users/${id}/accessTokens`, { description: "x" });

    expect(json.userId).toBe(id);
    expect(json.token).toEqual(expect.any(String));
  });

  test("an analyst cannot create a token for another user", async () => {
    const { admin, analyst } = await start();
    const { id } = (await admin.get("users/me")).json;

    const { json } = await analyst.post(`users/${id}/accessTokens`, { description: "x" });

    expect(json).toEqual(AUTH);
  });
});

describe("lists of tokens", () => {
  test.each([
    ["admin", 264],
    ["expiring", 10],
    ["analyst", 200],
  ] as const)("the owner of the seeded token %s has one token, with %d days left", async (name, daysLeft) => {
    const { sandbox } = await start();

    const rows = (await new Client(sandbox, sandbox.tokens[name]).get("users/me/accessTokens")).json;

    const left = rows.map(({ created, ttl }: Json) =>
      Math.floor((Date.parse(created) + ttl * 1000 - Date.parse("2026-03-01T12:00:00Z")) / DAY),
    );
    expect(left).toEqual([daysLeft]);
  });

  test("the owner of the expired token has one token, which was never used", async () => {
    const { admin } = await start({ tokenModel: true });

    const [token] = await admin.find("AccessTokens", { where: { description: "Old build server" } });

    expect(token.lastUsedOn).toBeNull();
    expect(token.created).toBe("2025-01-25T12:00:00.000Z");
    expect((await admin.get(`users/${token.userId}/accessTokens/count`)).json).toEqual({ count: 1 });
  });

  test("a list shows when a token was last used", async () => {
    const { sandbox, admin } = await start();
    sandbox.clock.set("2026-03-05T00:00:00Z");
    const [row] = await admin.find("users/me/accessTokens", {});
    expect(row.lastUsedOn.slice(0, 16)).toBe("2026-03-05T00:00");
  });

  test("an admin can list the tokens of another user", async () => {
    const { admin, analyst } = await start();
    const { id } = (await analyst.get("users/me")).json;

    expect((await admin.get(`users/${id}/accessTokens`)).json).toHaveLength(1);
  });

  test("an analyst cannot list the tokens of another user", async () => {
    const { admin, analyst } = await start();
    const { id } = (await admin.get("users/me")).json;

    expect((await analyst.get(`users/${id}/accessTokens`)).json).toEqual(AUTH);
  });

  test.each(["AccessTokens", "AccessTokens/count", "AccessTokens/findOne"])(
    "only admins can read the tokens of all users: %s",
    async (path) => {
      const { admin, analyst } = await start({ tokenModel: true });

      expect((await admin.get(path)).status).toBe(200);
      expect((await analyst.get(path)).json).toEqual(AUTH);
    },
  );

  test("a condition on the hash of tokens is dropped", async () => {
    const { admin } = await start({ tokenModel: true });
    const all = (await admin.get("AccessTokens/count")).json.count;

    const { json } = await admin.get("AccessTokens/count", { query: { where: { hash: "x" } } });

    expect(json.count).toBe(all);
  });

  test.each(["users/me/accessTokens", "users/me/accessTokens/count", "AccessTokens", "AccessTokens/count"])(
    "no one can list tokens with tokenLists: refused, as in stock LoopBack: %s",
    async (path) => {
      const { admin } = await start({ tokenLists: "refused", tokenModel: true });

      expect((await admin.get(path)).json).toEqual(AUTH);
    },
  );

  test("tokens can be created with tokenLists: refused", async () => {
    const { admin } = await start({ tokenLists: "refused" });

    expect((await admin.post("users/me/accessTokens", { description: "x" })).status).toBe(200);
  });
});

describe("revoking a token", () => {
  test("DELETE by the owner revokes a token", async () => {
    const { admin, sandbox } = await start();
    const { id, token } = (await admin.post("users/me/accessTokens", { description: "x" })).json;

    expect((await admin.delete(`users/me/accessTokens/${id}`)).status).toBe(204);

    expect((await new Client(sandbox, token).get("users/me")).json).toEqual(AUTH);
  });

  test("a second DELETE by the owner is a 404", async () => {
    const { admin } = await start();
    const { id } = (await admin.post("users/me/accessTokens", { description: "x" })).json;
    await admin.delete(`users/me/accessTokens/${id}`);

    expect((await admin.delete(`users/me/accessTokens/${id}`)).status).toBe(404);
  });

  test("DELETE in the model of all tokens returns the count 1, and then 0", async () => {
    const { admin } = await start({ tokenModel: true });
    const { id } = (await admin.post("users/me/accessTokens", { description: "x" })).json;

    expect((await admin.delete(`AccessTokens/${id}`)).json).toEqual({ count: 1 });
    expect((await admin.delete(`AccessTokens/${id}`)).json).toEqual({ count: 0 });
  });

  test("an admin can revoke the token of an analyst", async () => {
    const { admin, analyst } = await start();
    const [token] = (await analyst.get("users/me/accessTokens")).json;

    expect((await admin.delete(`users/${token.userId}/accessTokens/${token.id}`)).status).toBe(204);

    expect((await analyst.get("users/me")).json).toEqual(AUTH);
  });

  test("an analyst cannot revoke the token of an admin", async () => {
    const { admin, analyst } = await start({ tokenModel: true });
    const [token] = await admin.find("users/me/accessTokens", {});

    expect((await analyst.delete(`users/${token.userId}/accessTokens/${token.id}`)).json).toEqual(AUTH);
    expect((await analyst.delete(`AccessTokens/${token.id}`)).json).toEqual(AUTH);

    expect((await admin.get("users/me")).status).toBe(200);
  });

  test("DELETE of another user's token in the path of the caller is a 404", async () => {
    const { admin, analyst } = await start();
    const [token] = (await analyst.get("users/me/accessTokens")).json;

    expect((await admin.delete(`users/me/accessTokens/${token.id}`)).status).toBe(404);
  });
});

test("a sandbox has no model of all tokens by default, as in HUNT of 2021", async () => {
  const { admin } = await start();

  const { status, json } = await admin.get("AccessTokens");

  expect(status).toBe(404);
  expect(json.error.message).toBe("There is no method to handle GET /AccessTokens");
});

describe("token routes under other names", () => {
  test("tokens can be managed with tokenRoutes: apiTokens", async () => {
    const { admin } = await start({ tokenRoutes: "apiTokens", tokenModel: true });

    const { id } = (await admin.post("users/me/apiTokens", { description: "x" })).json;

    const token = (await admin.get(`ApiTokens/${id}`)).json;
    expect([token.id, token.description]).toEqual([id, "x"]);
  });

  test("the model AccessTokens does not exist with tokenRoutes: apiTokens", async () => {
    const { admin } = await start({ tokenRoutes: "apiTokens", tokenModel: true });

    const { message } = (await admin.get("AccessTokens")).json.error;

    expect(message).toBe("There is no method to handle GET /AccessTokens");
  });

  test.each(["AccessTokens", "ApiTokens", "users/me/accessTokens", "users/me/apiTokens"])(
    "no token route exists with tokenRoutes: none: %s",
    async (path) => {
      const { admin } = await start({ tokenRoutes: "none", tokenModel: true });

      expect((await admin.get("users/me")).status).toBe(200);
      expect((await admin.get(path)).status).toBe(404);
    },
  );
});
