import { expectNoToken } from "@huntkit/testing";
import { describe, expect, it } from "vitest";
import { unknown } from "@huntkit/terraform-plugin";
import { failureOf } from "../failure-of.js";
import { everything, startWorld } from "./world.js";

const password = "Correct-Horse-1";
const better = "Battery-Staple-2";

async function world() {
  const started = await startWorld("hunt_credential");
  const stored = (id: unknown) => started.records("credentials").find((row) => row["id"] === id)!;
  return { ...started, stored };
}

describe("hunt_credential", () => {
  it("sends the password, and keeps it in no plan and no state", async () => {
    const { life, stored } = await world();
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
    expectNoToken(everything({ ...shown, config: null }, state, { ...shownAgain, config: null }), password);
  });

  it("sends the password again when its version changes, and only then", async () => {
    const { create, apply, stored } = await world();
    const body = { name: "Scanner", password_wo: password, password_wo_version: 1 };
    const state = await create(body);
    const id = state.value["id"];
    const renamed = await apply(state, { ...body, name: "Renamed", password_wo: better });
    expect(stored(id)).toMatchObject({ name: "Renamed", password });
    const rotated = await apply(renamed, {
      ...body,
      name: "Renamed",
      password_wo: better,
      password_wo_version: 2,
    });
    expect(stored(id)).toMatchObject({ name: "Renamed", password: better });
    expect(rotated.value).toMatchObject({ id, password_wo: null, password_wo_version: 2 });
    expectNoToken(everything(state, renamed, rotated), better);
    const without = await apply(rotated, { name: "Renamed" });
    expect(without.value["password_wo_version"]).toBeNull();
    expect(stored(id)).toMatchObject({ password: better });
  });

  it("takes a password that only apply knows", async () => {
    const { life, stored } = await world();
    const body = { name: "Scanner", password_wo_version: 1 };
    const change = await life.plan(null, { ...body, password_wo: unknown });
    const state = (await life.apply(change, { ...body, password_wo: password }))!;
    expect(stored(state.value["id"])["password"]).toBe(password);
  });

  it("has the least that HUNT takes, optional things set and unset, and shows what somebody changed", async () => {
    const { life, hunt, create, apply } = await world();
    const state = await create({ name: "Scanner" });
    expect(state.value).toMatchObject({
      name: "Scanner",
      username: null,
      login: "windowsLocal",
      byok: false,
    });
    expect((await life.plan(state, { name: "Scanner" })).action).toBe("no-op");
    const set = await apply(state, { name: "Scanner", username: "root", login: "ssh", byok: true });
    expect(set.value).toMatchObject({ id: state.value["id"], username: "root", login: "ssh", byok: true });
    expect((await apply(set, { name: "Scanner" })).value).toEqual(state.value);
    await hunt.client.credentials.update(state.value["id"] as string, { username: "other" });
    expect(await life.plan(state, { name: "Scanner" })).toMatchObject({
      action: "update",
      prior: { value: { username: "other" } },
    });
  });

  it("is imported by its id or its name, and then gets the password that is written", async () => {
    const { life, apply, hunt, stored } = await world();
    const { id } = await hunt.client.credentials.create({ name: "By hand", username: "x" });
    expect((await life.import("By hand")).value).toEqual((await life.import(id)).value);
    await apply(await life.import(id), {
      name: "By hand",
      username: "x",
      password_wo: password,
      password_wo_version: 1,
    });
    expect(stored(id)["password"]).toBe(password);
  });

  it("is gone when somebody deletes it", async () => {
    const { life, hunt, create } = await world();
    const state = await create({ name: "Scanner" });
    await hunt.client.credentials.delete(state.value["id"] as string);
    expect(await life.refresh(state)).toBeNull();
  });

  it("complains of each wrong attribute when it is validated, and never shows the password", async () => {
    const { life, asked } = await world();
    const wrong: [Record<string, unknown>, string][] = [
      [{ name: "" }, "name"],
      [{ login: "telnet" }, "login"],
      [{ password_wo: "", password_wo_version: 1 }, "password_wo"],
      [{ password_wo: password }, "password_wo_version"],
      [{ password_wo_version: 1 }, "password_wo"],
    ];
    for (const [body, path] of wrong) {
      const error = await failureOf(life.validate({ name: "Scanner", ...body }));
      expect(error.diagnostics).toMatchObject([{ path: [path] }]);
      expectNoToken(error.diagnostics, password);
    }
    expect(asked()).toEqual([]);
  });

  it.each([
    [
      "whole",
      `The \`Credential\` instance is not valid. Details: \`password\` is weak (value: "${password}").`,
    ],
    [
      "cut",
      `The \`Credential\` instance is not valid. Details: \`password\` is weak (value: "${password.slice(0, 12)}...").`,
    ],
  ])(
    "that HUNT refuses with the password in its answer, %s, leaves nothing in the state and shows no password",
    async (_, message) => {
      const { life, sandbox, create } = await world();
      const details = { messages: { password: [`${password} is weak`] } };
      sandbox.faults.add({
        match: "* credentials*",
        kind: "status",
        status: 422,
        body: { error: { statusCode: 422, name: "ValidationError", message, details } },
      });
      const body = { name: "Scanner", password_wo: password, password_wo_version: 1 };
      const refusedCreate = await failureOf(create(body));
      expect(refusedCreate).toMatchObject({
        state: null,
        diagnostics: [{ summary: "HUNT refuses these values" }],
      });
      const state = await create({ name: "Scanner" });
      sandbox.faults.add({
        match: "PATCH credentials/*",
        kind: "status",
        status: 422,
        body: { error: { statusCode: 422, name: "ValidationError", message, details } },
      });
      const refusedUpdate = await failureOf(life.plan(state, body).then((change) => life.apply(change)));
      for (const { diagnostics } of [refusedCreate, refusedUpdate])
        expectNoToken(diagnostics, password.slice(0, 12));
    },
  );
});
