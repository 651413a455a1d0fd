import { describe, expect, test } from "vitest";
import { Client } from "./support/client.js";
import { AUTH, plain } from "./support/errors.js";
import { sandboxes } from "./support/sandboxes.js";

const start = sandboxes();
const valid = { username: "analyst", password: "analyst-password" };

describe("POST users/login", () => {
  test.each([[valid], [{ email: "analyst@example.com", password: valid.password }]])(
    "login returns a token that is valid for two weeks: %j",
    async (credentials) => {
      const { nobody } = await start();

      const { status, json } = await nobody.post("users/login", credentials);

      expect(status).toBe(200);
      expect(Object.keys(json)).toEqual(["id", "ttl", "created", "userId"]);
      expect(json.id).toMatch(/^[A-Za-z0-9]{64}$/);
      expect(json.ttl).toBe(1_209_600);
    },
  );

  test("login returns the token of the user", async () => {
    const { nobody, sandbox } = await start();

    const { json } = await nobody.post("users/login", valid);

    const me = (await new Client(sandbox, json.id).get("users/me")).json;
    expect(me.id).toBe(json.userId);
    expect(me.username).toBe("analyst");
  });

  test("login accepts a ttl", async () => {
    const { nobody } = await start();

    expect((await nobody.post("users/login", { ...valid, ttl: 60 })).json.ttl).toBe(60);
  });

  test("login includes the user without the password", async () => {
    const { nobody } = await start();

    const { json } = await nobody.post("users/login", valid, { query: { include: "user" } });

    expect(json.user.username).toBe("analyst");
    expect(json.user).not.toHaveProperty("password");
  });

  test.each([
    [{ ...valid, password: "wrong" }, 401, { code: "LOGIN_FAILED" }, "login failed"],
    [{ ...valid, username: "ANALYST" }, 401, { code: "LOGIN_FAILED" }, "login failed"],
    [{ username: "analyst" }, 401, { code: "LOGIN_FAILED" }, "login failed"],
    [{ password: "x" }, 400, { code: "USERNAME_EMAIL_REQUIRED" }, "username or email is required"],
    [{ username: { regexp: "a" }, password: "x" }, 400, { code: "INVALID_USERNAME" }, "Invalid username"],
  ])("login rejects %j", async (credentials, status, code, message) => {
    const { nobody } = await start();
    const response = await nobody.post("users/login", credentials);
    expect([response.status, response.json]).toEqual([status, plain(status, message, code)]);
  });

  test("login ignores a ttl of -1, which would never expire", async () => {
    const { nobody } = await start();
    expect((await nobody.post("users/login", { ...valid, ttl: -1 })).json.ttl).toBe(1_209_600);
  });

  test("the token of a login expires after its ttl", async () => {
    const { nobody, sandbox } = await start();
    const { id } = (await nobody.post("users/login", { ...valid, ttl: 60 })).json;
    sandbox.clock.advance(60_000);
    expect((await new Client(sandbox, id).get("users/me")).json.error.code).toBe("INVALID_TOKEN");
  });
});

describe("POST users/logout", () => {
  test("logout revokes the token", async () => {
    const { analyst } = await start();
    expect((await analyst.post("users/logout")).status).toBe(204);
    expect((await analyst.get("users/me")).json).toEqual(AUTH);
  });

  test("logout requires a token", async () => {
    const { nobody } = await start();
    expect((await nobody.post("users/logout")).json).toEqual(plain(401, "accessToken is required to logout"));
  });
});

test("GET version does not require a token", async () => {
  const { nobody } = await start();
  expect((await nobody.get("version")).json.serverVersion).toMatch(/^3\.\d+\.\d+\.\d+$/);
});
