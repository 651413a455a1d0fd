import { expectNoToken } from "@huntkit/testing";
import { describe, expect, it } from "vitest";
import { unknown } from "@huntkit/terraform-plugin";
import { catchFailure } from "../catch-failure.js";
import { serialize, startWorld } from "./world.js";

const password = "Correct-Horse-1";
const better = "Battery-Staple-2";

async function setUp() {
  const started = await startWorld("hunt_credential");
  const stored = (id: unknown) => started.records("credentials").find((row) => row["id"] === id)!;
  return { ...started, stored };
}

describe("hunt_credential", () => {
  it("sends the password, and does not store it in a plan or state", async () => {
    const { life, stored } = await setUp();
    const body = {
      name: "Scanner",
      username: "ACME\\svc",
      login: "windowsDomain",
      password_wo: password,
      password_wo_version: 1,
    };
    const change = await life.plan(null, body);
    const state = (await life.apply(change))!;
    expect(stored(state.value["id"])).toMatchObject({
      name: "Scanner",
      username: "ACME\\svc",
      login: "windowsDomain",
      password,
      byok: false,
    });
    const again = await life.plan(state, body);
    expect(again.action).toBe("no-op");
    expect(state.value).toMatchObject({ password_wo: null, password_wo_version: 1 });
    const { config: _, ...shown } = change;
    const { config: _again, ...shownAgain } = again;
    expectNoToken(serialize({ ...shown, config: null }, state, { ...shownAgain, config: null }), password);
  });

  describe("with a password in HUNT", () => {
    const body = { name: "Scanner", password_wo: password, password_wo_version: 1 };

    it("does not send the password again if something else changes", async () => {
      const { create, apply, stored } = await setUp();
      const state = await create(body);

      await apply(state, { ...body, name: "Renamed", password_wo: better });

      expect(stored(state.value["id"])).toMatchObject({ name: "Renamed", password });
    });

    it("sends the password again if its version changes", async () => {
      const { create, apply, stored } = await setUp();
      const state = await create(body);

      const rotated = await apply(state, { ...body, password_wo: better, password_wo_version: 2 });

      expect(stored(state.value["id"])).toMatchObject({ password: better });
      expect(rotated.value).toMatchObject({ password_wo: null, password_wo_version: 2 });
      expectNoToken(serialize(state, rotated), better);
    });

    it("keeps the password in HUNT if it is no longer configured", async () => {
      const { create, apply, stored } = await setUp();
      const state = await create(body);

      const without = await apply(state, { name: "Scanner" });

      expect(without.value["password_wo_version"]).toBeNull();
      expect(stored(state.value["id"])).toMatchObject({ password });
    });
  });

  it("accepts a password that is known only after apply", async () => {
    const { life, stored } = await setUp();
    const body = { name: "Scanner", password_wo_version: 1 };
    const change = await life.plan(null, { ...body, password_wo: unknown });
    const state = (await life.apply(change, { ...body, password_wo: password }))!;
    expect(stored(state.value["id"])["password"]).toBe(password);
  });

  it("has defaults for optional arguments", async () => {
    const { life, create } = await setUp();

    const state = await create({ name: "Scanner" });

    expect(state.value).toMatchObject({
      name: "Scanner",
      username: null,
      login: "windowsLocal",
      byok: false,
    });
    expect((await life.plan(state, { name: "Scanner" })).action).toBe("no-op");
  });

  it("sets and unsets optional arguments", async () => {
    const { create, apply } = await setUp();
    const state = await create({ name: "Scanner" });

    const set = await apply(state, { name: "Scanner", username: "root", login: "ssh", byok: true });
    const unset = await apply(set, { name: "Scanner" });

    expect(set.value).toMatchObject({ id: state.value["id"], username: "root", login: "ssh", byok: true });
    expect(unset.value).toEqual(state.value);
  });

  it("detects a change in HUNT", async () => {
    const { life, hunt, create } = await setUp();
    const state = await create({ name: "Scanner" });
    await hunt.client.credentials.update(state.value["id"] as string, { username: "other" });

    const { action, prior } = await life.plan(state, { name: "Scanner" });

    expect(action).toBe("update");
    expect(prior!.value).toMatchObject({ username: "other" });
  });

  it("is imported by its ID or name", async () => {
    const { life, hunt } = await setUp();
    const { id } = await hunt.client.credentials.create({ name: "By hand", username: "x" });

    expect((await life.import(id)).value).toMatchObject({ id, name: "By hand", username: "x" });
    expect((await life.import("By hand")).value).toEqual((await life.import(id)).value);
  });

  it("sends the configured password after an import", async () => {
    const { life, apply, hunt, stored } = await setUp();
    const { id } = await hunt.client.credentials.create({ name: "By hand", username: "x" });
    await apply(await life.import(id), {
      name: "By hand",
      username: "x",
      password_wo: password,
      password_wo_version: 1,
    });
    expect(stored(id)["password"]).toBe(password);
  });

  it("is removed from the state if it was deleted in HUNT", async () => {
    const { life, hunt, create } = await setUp();
    const state = await create({ name: "Scanner" });
    await hunt.client.credentials.delete(state.value["id"] as string);
    expect(await life.refresh(state)).toBeNull();
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["an empty name", { name: "" }, "name"],
    ["an unsupported login", { login: "telnet" }, "login"],
    ["an empty password", { password_wo: "", password_wo_version: 1 }, "password_wo"],
    ["a password without a version", { password_wo: password }, "password_wo_version"],
    ["a version without a password", { password_wo_version: 1 }, "password_wo"],
  ])("rejects %s without a request and without showing the password", async (_name, body, path) => {
    const { life, asked } = await setUp();

    const { diagnostics } = await catchFailure(life.validate({ name: "Scanner", ...body }));

    expect(diagnostics).toMatchObject([{ path: [path] }]);
    expectNoToken(diagnostics, password);
    expect(asked()).toEqual([]);
  });

  it.each([
    [
      "complete",
      `The \`Credential\` instance is not valid. Details: \`password\` is weak (value: "${password}").`,
    ],
    [
      "cut",
      `The \`Credential\` instance is not valid. Details: \`password\` is weak (value: "${password.slice(0, 12)}...").`,
    ],
  ])("does not show a rejected password that HUNT's response contains: %s", async (_, message) => {
    const { life, sandbox, create } = await setUp();
    const details = { messages: { password: [`${password} is weak`] } };
    sandbox.faults.add({
      match: "POST credentials",
      kind: "status",
      status: 422,
      body: { error: { statusCode: 422, name: "ValidationError", message, details } },
    });
    const body = { name: "Scanner", password_wo: password, password_wo_version: 1 };
    const refusedCreate = await catchFailure(create(body));
    expect(refusedCreate).toMatchObject({
      state: null,
      diagnostics: [{ summary: "HUNT rejected the values" }],
    });
    const state = await create({ name: "Scanner" });
    sandbox.faults.add({
      match: "PATCH credentials/*",
      kind: "status",
      status: 422,
      body: { error: { statusCode: 422, name: "ValidationError", message, details } },
    });
    const refusedUpdate = await catchFailure(life.plan(state, body).then((change) => life.apply(change)));
    for (const { diagnostics } of [refusedCreate, refusedUpdate])
      expectNoToken(diagnostics, password.slice(0, 12));
  });
});
