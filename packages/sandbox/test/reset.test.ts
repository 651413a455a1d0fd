import { describe, expect, onTestFinished, test, vi } from "vitest";
import { Clock } from "../src/clock.js";
import type { Row, Sandbox } from "../src/index.js";
import { models } from "../src/models/models.js";
import { sandboxes } from "./support/sandboxes.js";

const start = sandboxes();
const everything = (sandbox: Sandbox): Record<string, Row[]> =>
  Object.fromEntries(models.map(({ plural }) => [plural, sandbox.records(plural)]));

describe("reset()", () => {
  test("brings back the records of a new sandbox after changes of every kind", async () => {
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

  test("gives the same ids and tokens to what is created after it", async () => {
    const { sandbox, admin } = await start();
    const create = () => admin.post("users/me/accessTokens", { description: "x" });
    const before = await create();

    sandbox.reset();

    const after = await create();
    expect([after.json.id, after.json.token]).toEqual([before.json.id, before.json.token]);
  });

  test("brings back a seeded token that was revoked, and revokes one that was created", async () => {
    const { sandbox, admin, nobody } = await start();
    const { json } = await admin.post("users/login", { username: "admin", password: "admin-password" });
    await admin.post("users/logout", {});

    sandbox.reset();

    expect((await admin.get("users/me")).status).toBe(200);
    expect((await nobody.get("users/me", { token: json.id })).status).toBe(401);
  });

  test("ends tasks, and puts back the clock", async () => {
    const { sandbox, admin } = await start();
    const [agent] = await admin.find("agents", { limit: 1, where: { active: true } });
    const before = sandbox.clock.now();
    const scans = sandbox.records("scans").length;
    await admin.post("agents/scan", { where: { id: [agent.id] } });
    sandbox.clock.advance(10_000);

    sandbox.reset();

    expect(sandbox.clock.now()).toBeLessThan(before + 10_000);
    sandbox.clock.advance(60_000);
    expect(sandbox.records("scans")).toHaveLength(scans);
  });

  test("puts a clock that started with real time back to it", () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-03-01T12:00:00Z") });
    onTestFinished(() => void vi.useRealTimers());
    const clock = new Clock();
    clock.advance(86_400_000);
    vi.setSystemTime("2026-03-01T13:00:00Z");

    clock.reset();

    expect(clock.now()).toBe(Date.parse("2026-03-01T13:00:00Z"));
  });

  test("empties the log of requests and switches the faults of the options on again", async () => {
    const { sandbox, admin } = await start({ faults: [{ kind: "status", match: "GET version" }] });
    expect((await admin.get("version")).status).toBe(503);
    sandbox.faults.add({ kind: "status", match: "GET rules", times: "always" });

    sandbox.reset();

    expect(sandbox.requests).toHaveLength(0);
    expect((await admin.get("version")).status).toBe(503);
    expect((await admin.get("rules")).status).toBe(200);
  });

  test("keeps the order of the records that a filter without order gives", async () => {
    const { sandbox, admin } = await start();
    const list = async () => (await admin.find("agents", { limit: 50 })).map(({ id }: Row) => id);
    const before = await list();
    await admin.delete(`agents/${before[0]}`);

    sandbox.reset();

    expect(await list()).toEqual(before);
  });
});
