import { describe, expect, test } from "vitest";
import { AUTH } from "./support/errors.js";
import { sandboxes } from "./support/sandboxes.js";

const start = sandboxes();

describe("an analyst", () => {
  test.each(["Alerts", "Organizations", "Policies", "credentials", "ScanHosts"])("reads %s", async (path) => {
    const { analyst } = await start();
    expect((await analyst.get(`${path}/count`)).status).toBe(200);
  });

  test.each(["users", "users/count", "Webhooks"])("cannot read %s", async (path) => {
    const { analyst, admin } = await start();
    expect((await analyst.get(path)).json).toEqual(AUTH);
    expect((await admin.get(path)).status).toBe(200);
  });

  test.each(["Organizations", "Locations", "Policies", "users", "Webhooks"])(
    "may not write %s",
    async (path) => {
      const { analyst, sandbox } = await start();
      const [row] = sandbox.records(path);
      expect((await analyst.post(path, { name: "x" })).json).toEqual(AUTH);
      expect((await analyst.patch(`${path}/${row?.id}`, { name: "x" })).json).toEqual(AUTH);
      expect((await analyst.delete(`${path}/${row?.id}`)).json).toEqual(AUTH);
      expect(sandbox.records(path)[0]).toEqual(row);
    },
  );

  test("reads its own account, and no other", async () => {
    const { analyst, admin } = await start();
    const { id } = (await admin.get("users/me")).json;
    expect((await analyst.get("users/me")).json.username).toBe("analyst");
    expect((await analyst.get(`users/${id}`)).json).toEqual(AUTH);
  });

  test("cannot make itself an admin", async () => {
    const { analyst } = await start();
    expect((await analyst.patch("users/me", { role: "admin" })).json).toEqual(AUTH);
    expect((await analyst.get("users/me")).json.role).toBe("analyst");
  });
});

describe("secrets", () => {
  test("the password of a credential goes in and never comes out", async () => {
    const { admin, sandbox } = await start();
    const created = await admin.post("credentials", { name: "x", username: "u", password: "s3cret" });
    expect(created.json).not.toHaveProperty("password");
    expect((await admin.get(`credentials/${created.json.id}`)).json).not.toHaveProperty("password");
    expect((await admin.find("credentials", { fields: ["password"] }))[0]).toEqual({});
    expect(sandbox.records("credentials").at(-1)).toMatchObject({ password: "s3cret" });
  });

  test("the password of a user does not come out of users, includes or relations", async () => {
    const { admin } = await start({ tokenModel: true });
    const texts = await Promise.all(
      ["users", "users/me", "AccessTokens?filter=%7B%22include%22%3A%22user%22%7D"].map((path) =>
        admin.get(path),
      ),
    );
    for (const { status, text } of texts) {
      expect(status).toBe(200);
      expect(text).not.toContain("password");
    }
  });
});
