import { describe, expect, test } from "vitest";
import { Client } from "./support/client.js";
import { AUTH, plain } from "./support/errors.js";
import { sandboxes } from "./support/sandboxes.js";

const start = sandboxes();
const good = { username: "analyst", password: "analyst-password" };

describe("login", () => {
  test.each([[good], [{ email: "analyst@example.com", password: good.password }]])(
    "gives a token for two weeks: %j",
    async (credentials) => {
      const { nobody, sandbox } = await start();
      const { status, json } = await nobody.post("users/login", credentials);
      expect(status).toBe(200);
      expect(Object.keys(json)).toEqual(["id", "ttl", "created", "userId"]);
      expect(json.id).toMatch(/^[A-Za-z0-9]{64}$/);
      expect(json.ttl).toBe(1_209_600);
      expect((await new Client(sandbox, json.id).get("users/me")).json).toMatchObject({
        id: json.userId,
        username: "analyst",
      });
    },
  );

  test("takes another ttl, and the user along", async () => {
    const { nobody } = await start();
    const { json } = await nobody.post("users/login", { ...good, ttl: 60 }, { query: { include: "user" } });
    expect(json).toMatchObject({ ttl: 60, user: { username: "analyst" } });
    expect(json.user).not.toHaveProperty("password");
  });

  test.each([
    [{ ...good, password: "wrong" }, 401, { code: "LOGIN_FAILED" }, "login failed"],
    [{ ...good, username: "ANALYST" }, 401, { code: "LOGIN_FAILED" }, "login failed"],
    [{ username: "analyst" }, 401, { code: "LOGIN_FAILED" }, "login failed"],
    [{ password: "x" }, 400, { code: "USERNAME_EMAIL_REQUIRED" }, "username or email is required"],
    [{ username: { regexp: "a" }, password: "x" }, 400, { code: "INVALID_USERNAME" }, "Invalid username"],
  ])("refuses %j", async (credentials, status, code, message) => {
    const { nobody } = await start();
    const answer = await nobody.post("users/login", credentials);
    expect([answer.status, answer.json]).toEqual([status, plain(status, message, code)]);
  });

  test("gives no eternal token for a ttl of -1, which the app does not allow", async () => {
    const { nobody } = await start();
    expect((await nobody.post("users/login", { ...good, ttl: -1 })).json.ttl).toBe(1_209_600);
  });

  test("ends: the token expires after its ttl", async () => {
    const { nobody, sandbox } = await start();
    const { id } = (await nobody.post("users/login", { ...good, ttl: 60 })).json;
    sandbox.clock.advance(60_000);
    expect((await new Client(sandbox, id).get("users/me")).json.error.code).toBe("INVALID_TOKEN");
  });
});

describe("logout", () => {
  test("deletes the token", async () => {
    const { analyst } = await start();
    expect((await analyst.post("users/logout")).status).toBe(204);
    expect((await analyst.get("users/me")).json).toEqual(AUTH);
  });

  test("needs a token", async () => {
    const { nobody } = await start();
    expect((await nobody.post("users/logout")).json).toEqual(plain(401, "accessToken is required to logout"));
  });
});

test("the version is public", async () => {
  const { nobody } = await start();
  expect((await nobody.get("version")).json.serverVersion).toMatch(/^3\.\d+\.\d+\.\d+$/);
});
