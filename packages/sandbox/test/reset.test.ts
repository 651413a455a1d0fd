import { describe, expect, onTestFinished, test, vi } from "vitest";
import { Clock } from "../src/clock.js";
import type { Row, Sandbox } from "../src/index.js";
import { models } from "../src/models/models.js";
import { sandboxes } from "./support/sandboxes.js";

const start = sandboxes();
const everything = (sandbox: Sandbox): Record<string, Row[]> =>
  Object.fromEntries(models.map(({ plural }) => [plural, sandbox.records(plural)]));

describe("reset()", () => {
  test("reset() restores the seeded records after a creation, a change, and a deletion", async () => {
    const { sandbox, admin } = await start();
    const seeded = everything(sandbox);
    const [group] = await admin.find("targets", { limit: 1 });
    const [alert] = await admin.find("alerts", { limit: 1 });
    await admin.post("rules", { name: "r", body: "b" });
    await admin.patch(`alerts/${alert.id}`, { archived: true });
    await admin.delete(`targets/${group.id}`);
    expect(everything(sandbox)).not.toEqual(seeded);

    sandbox.reset();

    expect(everything(sandbox)).toEqual(seeded);
  });

  test("records and tokens that are created after reset() have the same IDs and values", async () => {
    const { sandbox, admin } = await start();
    const create = () => admin.post("users/me/accessTokens", { description: "x" });
    const before = await create();

    sandbox.reset();

    const after = await create();
    expect([after.json.id, after.json.token]).toEqual([before.json.id, before.json.token]);
  });

  test("reset() restores a seeded token that was revoked", async () => {
    const { sandbox, admin } = await start();
    await admin.post("users/logout", {});

    sandbox.reset();

    expect((await admin.get("users/me")).status).toBe(200);
  });

  test("reset() revokes a token that was created", async () => {
    const { sandbox, nobody } = await start();
    const { json } = await nobody.post("users/login", { username: "admin", password: "admin-password" });

    sandbox.reset();

    expect((await nobody.get("users/me", { token: json.id })).status).toBe(401);
  });

  test("reset() resets the clock", async () => {
    const { sandbox } = await start();
    const before = sandbox.clock.now();
    sandbox.clock.advance(86_400_000);

    sandbox.reset();

    expect(sandbox.clock.now()).toBeLessThan(before + 86_400_000);
  });

  test("reset() removes running tasks", async () => {
    const { sandbox, admin } = await start();
    const [agent] = await admin.find("agents", { limit: 1, where: { active: true } });
    const scans = sandbox.records("scans").length;
    await admin.post("agents/scan", { where: { id: [agent.id] } });
    sandbox.clock.advance(10_000);

    sandbox.reset();
    sandbox.clock.advance(60_000);

    expect(sandbox.records("scans")).toHaveLength(scans);
  });

  test("reset() resets a clock that started with the real time to the real time", () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-03-01T12:00:00Z") });
    onTestFinished(() => void vi.useRealTimers());
    const clock = new Clock();
    clock.advance(86_400_000);
    vi.setSystemTime("2026-03-01T13:00:00Z");

    clock.reset();

    expect(clock.now()).toBe(Date.parse("2026-03-01T13:00:00Z"));
  });

  test("reset() clears the request log", async () => {
    const { sandbox, admin } = await start();
    await admin.get("version");

    sandbox.reset();

    expect(sandbox.requests).toHaveLength(0);
  });

  test("reset() restores the faults of the options", async () => {
    const { sandbox, admin } = await start({ faults: [{ kind: "status", match: "GET version" }] });
    expect((await admin.get("version")).status).toBe(503);

    sandbox.reset();

    expect((await admin.get("version")).status).toBe(503);
  });

  test("reset() removes faults that were added", async () => {
    const { sandbox, admin } = await start();
    sandbox.faults.add({ kind: "status", match: "GET rules", times: "always" });

    sandbox.reset();

    expect((await admin.get("rules")).status).toBe(200);
  });

  test("reset() restores the default order of the records", async () => {
    const { sandbox, admin } = await start();
    const list = async () => (await admin.find("agents", { limit: 50 })).map(({ id }: Row) => id);
    const before = await list();
    await admin.delete(`agents/${before[0]}`);

    sandbox.reset();

    expect(await list()).toEqual(before);
  });
});
