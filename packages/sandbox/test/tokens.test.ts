import { describe, expect, test } from "vitest";
import { Client, type Json } from "./support/client.js";
import { AUTH, INTERNAL, INVALID } from "./support/errors.js";
import { sandboxes } from "./support/sandboxes.js";

const start = sandboxes();
const DAY = 86_400_000;

describe("a token in a request", () => {
  test("is taken raw from Authorization", async () => {
    const { admin } = await start();
    expect((await admin.get("users/me")).json).toMatchObject({
      username: "admin",
      role: "admin",
      email: "admin@example.com",
    });
  });

  test("behind 'Bearer' is answered 500, with nothing 401", async () => {
    const { sandbox, nobody } = await start();
    const bearer = await nobody.get("users/me", {
      headers: { authorization: `Bearer ${sandbox.tokens.admin}` },
    });
    expect([bearer.status, bearer.json]).toEqual([500, INTERNAL]);
    expect([(await nobody.get("users/me")).status, (await nobody.get("users/me")).json]).toEqual([401, AUTH]);
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
  ])("is taken from %s", async (_place, sent) => {
    const { sandbox, nobody } = await start();
    expect((await nobody.get("users/me", sent(sandbox.tokens.analyst))).json).toMatchObject({
      username: "analyst",
    });
  });

  test("of the query beats every header, even when it is junk", async () => {
    const { admin } = await start();
    expect((await admin.get("users/me", { query: { access_token: "junk" } })).json).toEqual(AUTH);
  });

  test("is not taken from a cookie", async () => {
    const { sandbox, nobody } = await start();
    expect(
      (await nobody.get("users/me", { headers: { cookie: `access_token=${sandbox.tokens.admin}` } })).status,
    ).toBe(401);
  });

  test("of nobody gets the same 401 as none, and 200 on public routes", async () => {
    const { sandbox } = await start();
    const unknown = new Client(sandbox, "x".repeat(64));
    expect((await unknown.get("Alerts")).json).toEqual(AUTH);
    expect((await unknown.get("version")).status).toBe(200);
  });
});

describe("an expired token", () => {
  test("is refused once as INVALID_TOKEN and then as unknown", async () => {
    const { sandbox } = await start();
    const expired = new Client(sandbox, sandbox.tokens.expired);
    expect((await expired.get("users/me")).json).toEqual(INVALID);
    expect((await expired.get("users/me")).json).toEqual(AUTH);
  });

  test("is refused on public routes and unknown paths, too, the first time", async () => {
    for (const path of ["version", "fake"]) {
      const { sandbox } = await start();
      const expired = new Client(sandbox, sandbox.tokens.expired);
      expect((await expired.get(path)).json).toEqual(INVALID);
      expect((await expired.get(path)).status).toBe(path === "version" ? 200 : 404);
    }
  });

  test("stays in the lists until it is used", async () => {
    const { sandbox, admin } = await start({ tokenModel: true });
    const descriptions = async (): Promise<string[]> =>
      (await admin.find("AccessTokens", {})).map((row: { description: string }) => row.description);
    expect(await descriptions()).toContain("Old build server");
    await new Client(sandbox, sandbox.tokens.expired).get("version");
    expect(await descriptions()).not.toContain("Old build server");
  });

  test("was a good one until its last millisecond", async () => {
    const { sandbox } = await start();
    const expiring = new Client(sandbox, sandbox.tokens.expiring);
    sandbox.clock.advance(10.5 * DAY - 60_000);
    expect((await expiring.get("users/me")).status).toBe(200);
    sandbox.clock.advance(60_000);
    expect((await expiring.get("users/me")).json).toEqual(INVALID);
  });
});

describe("creating a token", () => {
  test("shows the value once: 64 letters and digits, good for one year", async () => {
    const { admin, sandbox } = await start({ tokenModel: true });
    const created = await admin.post("users/me/accessTokens", { description: "Nightly" });
    const me = (await admin.get("users/me")).json;
    expect(created.status).toBe(200);
    expect(Object.keys(created.json).sort()).toEqual([
      "created",
      "description",
      "id",
      "token",
      "ttl",
      "userId",
    ]);
    expect(created.json).toMatchObject({ description: "Nightly", ttl: 31_536_000, userId: me.id });
    expect(created.json.token).toMatch(/^[A-Za-z0-9]{64}$/);
    expect((await new Client(sandbox, created.json.token).get("users/me")).json.id).toBe(me.id);
    for (const path of [
      "users/me/accessTokens",
      `users/me/accessTokens/${created.json.id}`,
      "AccessTokens",
      `AccessTokens/${created.json.id}`,
    ]) {
      expect((await admin.get(path)).text).not.toContain(created.json.token);
      expect((await admin.get(path)).text).not.toContain("hash");
    }
  });

  test("keeps no value, only a hash", async () => {
    const { admin, sandbox } = await start();
    const { json } = await admin.post("users/me/accessTokens", { description: "Nightly" });
    expect(JSON.stringify(sandbox.records("AccessTokens"))).not.toContain(json.token);
  });

  test.each([[{}], [{ description: "" }], [{ description: "  " }], [{ description: 5 }]])(
    "needs a description: %j",
    async (body) => {
      const { admin } = await start();
      const answer = await admin.post("users/me/accessTokens", body);
      expect(answer.status).toBe(422);
      expect(answer.json.error).toMatchObject({
        name: "ValidationError",
        details: {
          context: "AccessToken",
          codes: { description: ["presence"] },
          messages: { description: ["can't be blank"] },
        },
      });
    },
  );

  test("for someone else is for admins (vendor's help page)", async () => {
    const { admin, analyst } = await start();
    const analystId = (await analyst.get("users/me")).json.id;
    const adminId = (await admin.get("users/me")).json.id;

    const created = await admin.post(`users/${analystId}/accessTokens`, { description: "x" });
    const refused = await analyst.post(`users/${adminId}/accessTokens`, { description: "x" });

    expect(created.json).toMatchObject({ userId: analystId, token: expect.any(String) });
    expect(refused.json).toEqual(AUTH);
  });
});

describe("lists of tokens", () => {
  test("hold one seeded token each for the four that are handed out, with their ages", async () => {
    const { sandbox, admin } = await start({ tokenModel: true });
    const left = async (token: string): Promise<number[]> => {
      const rows = (await new Client(sandbox, token).get("users/me/accessTokens")).json;
      return rows.map(({ created, ttl }: Json) =>
        Math.floor((Date.parse(created) + ttl * 1000 - Date.parse("2026-03-01T12:00:00Z")) / DAY),
      );
    };
    expect(await left(sandbox.tokens.admin)).toEqual([264]);
    expect(await left(sandbox.tokens.expiring)).toEqual([10]);
    expect(await left(sandbox.tokens.analyst)).toEqual([200]);
    const old = (await admin.find("AccessTokens", { where: { description: "Old build server" } }))[0];
    expect(old).toMatchObject({ lastUsedOn: null, created: "2025-01-25T12:00:00.000Z" });
    expect((await admin.get(`users/${old.userId}/accessTokens/count`)).json).toEqual({ count: 1 });
  });

  test("note when a token was last used", async () => {
    const { sandbox, admin } = await start();
    sandbox.clock.set("2026-03-05T00:00:00Z");
    const [row] = await admin.find("users/me/accessTokens", {});
    expect(row.lastUsedOn.slice(0, 16)).toBe("2026-03-05T00:00");
  });

  test("of another user are for admins", async () => {
    const { admin, analyst } = await start();
    const [adminId, analystId] = [
      (await admin.get("users/me")).json.id,
      (await analyst.get("users/me")).json.id,
    ];
    expect((await analyst.get(`users/${adminId}/accessTokens`)).json).toEqual(AUTH);
    expect((await admin.get(`users/${analystId}/accessTokens`)).json).toHaveLength(1);
  });

  test("of the whole instance are for admins", async () => {
    const { admin, analyst } = await start({ tokenModel: true });
    for (const path of ["AccessTokens", "AccessTokens/count", "AccessTokens/findOne"]) {
      expect((await analyst.get(path)).json).toEqual(AUTH);
      expect((await admin.get(path)).status).toBe(200);
    }
  });

  test("never leak the hash through a condition", async () => {
    const { admin } = await start({ tokenModel: true });
    const all = (await admin.get("AccessTokens/count")).json.count;
    expect((await admin.get("AccessTokens/count", { query: { where: { hash: "x" } } })).json.count).toBe(all);
  });

  test("are refused to everybody where the instance is like stock LoopBack", async () => {
    const { admin } = await start({ tokenLists: "refused", tokenModel: true });
    for (const path of [
      "users/me/accessTokens",
      "users/me/accessTokens/count",
      "AccessTokens",
      "AccessTokens/count",
    ]) {
      expect((await admin.get(path)).json).toEqual(AUTH);
    }
    expect((await admin.post("users/me/accessTokens", { description: "x" })).status).toBe(200);
  });
});

describe("revoking a token", () => {
  test("through its owner answers 204, and 404 the next time", async () => {
    const { admin, sandbox } = await start();
    const { id, token } = (await admin.post("users/me/accessTokens", { description: "x" })).json;
    expect((await admin.delete(`users/me/accessTokens/${id}`)).status).toBe(204);
    expect((await admin.delete(`users/me/accessTokens/${id}`)).status).toBe(404);
    expect((await new Client(sandbox, token).get("users/me")).json).toEqual(AUTH);
  });

  test("through the list of all answers a count of 1, and of 0 the next time", async () => {
    const { admin } = await start({ tokenModel: true });
    const { id } = (await admin.post("users/me/accessTokens", { description: "x" })).json;
    expect((await admin.delete(`AccessTokens/${id}`)).json).toEqual({ count: 1 });
    expect((await admin.delete(`AccessTokens/${id}`)).json).toEqual({ count: 0 });
  });

  test("of an analyst works for admins, not the other way round", async () => {
    const { admin, analyst } = await start({ tokenModel: true });
    const mine = (await admin.find("users/me/accessTokens", {}))[0];
    const theirs = (await analyst.get("users/me/accessTokens")).json[0];
    expect((await analyst.delete(`users/${mine.userId}/accessTokens/${mine.id}`)).json).toEqual(AUTH);
    expect((await analyst.delete(`AccessTokens/${mine.id}`)).json).toEqual(AUTH);
    expect((await admin.delete(`users/${theirs.userId}/accessTokens/${theirs.id}`)).status).toBe(204);
    expect((await analyst.get("users/me")).json).toEqual(AUTH);
  });

  test("of another user under one's own name is 404", async () => {
    const { admin, analyst } = await start();
    const theirs = (await analyst.get("users/me/accessTokens")).json[0];
    expect((await admin.delete(`users/me/accessTokens/${theirs.id}`)).status).toBe(404);
  });
});

test("the default has no model of all tokens, as HUNT of 2021", async () => {
  const { admin } = await start();

  const { status, json } = await admin.get("AccessTokens");

  expect(status).toBe(404);
  expect(json.error.message).toBe("There is no method to handle GET /AccessTokens");
});

describe("token routes under other names", () => {
  test("apiTokens behave the same", async () => {
    const { admin } = await start({ tokenRoutes: "apiTokens", tokenModel: true });
    const { id } = (await admin.post("users/me/apiTokens", { description: "x" })).json;
    expect((await admin.get(`ApiTokens/${id}`)).json).toMatchObject({ id, description: "x" });
    expect((await admin.get("AccessTokens")).json.error.message).toBe(
      "There is no method to handle GET /AccessTokens",
    );
  });

  test("none is no route at all", async () => {
    const { admin } = await start({ tokenRoutes: "none" });
    expect((await admin.get("users/me")).status).toBe(200);
    for (const path of ["AccessTokens", "ApiTokens", "users/me/accessTokens", "users/me/apiTokens"]) {
      expect((await admin.get(path)).status).toBe(404);
    }
  });
});
