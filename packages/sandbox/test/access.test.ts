import { describe, expect, test } from "vitest";
import { AUTH } from "./support/errors.js";
import { sandboxes } from "./support/sandboxes.js";

const start = sandboxes();

describe("the access of analysts", () => {
  test.each(["Alerts", "Organizations", "Policies", "credentials", "ScanHosts"])(
    "an analyst can read %s",
    async (path) => {
      const { analyst } = await start();

      expect((await analyst.get(`${path}/count`)).status).toBe(200);
    },
  );

  test.each(["users", "users/count", "Webhooks"])(
    "an analyst cannot read %s, but an admin can",
    async (path) => {
      const { analyst, admin } = await start();

      expect((await analyst.get(path)).json).toEqual(AUTH);
      expect((await admin.get(path)).status).toBe(200);
    },
  );

  const adminModels = ["Organizations", "Locations", "Policies", "users", "Webhooks"];

  test.each(adminModels)("an analyst cannot create a record of %s", async (path) => {
    const { analyst, sandbox } = await start();
    const before = sandbox.records(path);

    expect((await analyst.post(path, { name: "x" })).json).toEqual(AUTH);

    expect(sandbox.records(path)).toEqual(before);
  });

  test.each(adminModels)("an analyst cannot change a record of %s", async (path) => {
    const { analyst, sandbox } = await start();
    const before = sandbox.records(path);

    expect((await analyst.patch(`${path}/${before[0]?.id}`, { name: "x" })).json).toEqual(AUTH);

    expect(sandbox.records(path)).toEqual(before);
  });

  test.each(adminModels)("an analyst cannot delete a record of %s", async (path) => {
    const { analyst, sandbox } = await start();
    const before = sandbox.records(path);

    expect((await analyst.delete(`${path}/${before[0]?.id}`)).json).toEqual(AUTH);

    expect(sandbox.records(path)).toEqual(before);
  });

  test("an analyst can read only the analyst's own account", async () => {
    const { analyst, admin } = await start();
    const { id } = (await admin.get("users/me")).json;

    expect((await analyst.get("users/me")).json.username).toBe("analyst");
    expect((await analyst.get(`users/${id}`)).json).toEqual(AUTH);
  });

  test("an analyst cannot get the role of an admin", async () => {
    const { analyst } = await start();

    expect((await analyst.patch("users/me", { role: "admin" })).json).toEqual(AUTH);

    expect((await analyst.get("users/me")).json.role).toBe("analyst");
  });
});

describe("passwords", () => {
  test("the password of a credential is stored", async () => {
    const { admin, sandbox } = await start();

    await admin.post("credentials", { name: "x", username: "u", password: "s3cret" });

    expect(sandbox.records("credentials").at(-1)?.["password"]).toBe("s3cret");
  });

  test("the password of a credential is never returned", async () => {
    const { admin } = await start();

    const created = await admin.post("credentials", { name: "x", username: "u", password: "s3cret" });

    expect(created.json).not.toHaveProperty("password");
    expect((await admin.get(`credentials/${created.json.id}`)).json).not.toHaveProperty("password");
    expect((await admin.find("credentials", { fields: ["password"] }))[0]).toEqual({});
  });

  test("the password of a user is not in users, inclusions, or relations", async () => {
    const { admin } = await start({ tokenModel: true });
    const responses = await Promise.all(
      ["users", "users/me", "AccessTokens?filter=%7B%22include%22%3A%22user%22%7D"].map((path) =>
        admin.get(path),
      ),
    );
    for (const { status, text } of responses) {
      expect(status).toBe(200);
      expect(text).not.toContain("password");
    }
  });
});
