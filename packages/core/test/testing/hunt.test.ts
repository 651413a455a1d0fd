import { readdirSync, readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startHunt, useHunt, type TestHunt } from "@huntkit/testing";
import { checkToken, dayMs, HuntClient } from "../../src/index.js";
import { clientOf, errorOf } from "../helpers.js";

describe("a HUNT for tests", () => {
  it("answers its client as an admin, and ends with the block that uses it", async () => {
    let ended: TestHunt<HuntClient>;
    {
      await using hunt = await startHunt(HuntClient);
      expect(await hunt.client.tokens.whoAmI()).toMatchObject({ user: { role: "admin" } });
      ended = hunt;
    }
    expect(await errorOf(ended.client.version())).toMatchObject({ code: "HUNT_CONNECTION" });
    expect(await errorOf(clientOf(ended.sandbox.url).version())).toMatchObject({ problem: "refused" });
  });

  it("takes the sandbox's options, whose token to have, and the client's options", async () => {
    await using hunt = await startHunt(HuntClient, {
      now: "2026-03-01",
      seed: 7,
      faults: [{ kind: "status", status: 503 }],
      token: "expiring",
      client: { retry: { retries: 0 } },
    });
    expect(await errorOf(hunt.client.alerts.count())).toMatchObject({ status: 503, attempts: 1 });
    expect(await checkToken(hunt.client)).toMatchObject({ status: "expiring", daysLeft: 10 });
    await using other = await startHunt(HuntClient, { now: "2026-03-01", seed: 7 });
    expect(other.sandbox.records("Alerts")).toEqual(hunt.sandbox.records("Alerts"));
  });

  it("has one time: a pause takes none, and moves the sandbox's clock on", async () => {
    await using hunt = await startHunt(HuntClient, {
      now: "2026-03-01",
      faults: [{ kind: "status", status: 429, retryAfter: 60 }],
    });
    await hunt.client.alerts.count();
    expect(hunt.clock.sleeps).toEqual([60_300]); // what was asked for, and a little so that not all come back at once
    expect(hunt.sandbox.clock.now()).toBeGreaterThanOrEqual(Date.parse("2026-03-01T00:01:00.300Z"));
    hunt.clock.advance(400 * dayMs);
    expect(await checkToken(hunt.client)).toMatchObject({ status: "expired" });
  });

  it("makes more clients, with other tokens and the same clock", async () => {
    await using hunt = await startHunt(HuntClient);
    const analyst = hunt.newClient({ token: hunt.sandbox.tokens.analyst });
    expect(await analyst.tokens.whoAmI()).toMatchObject({ user: { role: "analyst" } });
    expect(analyst.clock).toBe(hunt.client.clock);
  });

  it("may be stopped twice", async () => {
    const hunt = await startHunt(HuntClient);
    await hunt.stop();
    await expect(hunt.stop()).resolves.toBeUndefined();
  });

  it("refuses options that are wrong, and leaves nothing running", async () => {
    const { sandbox, stop } = await startHunt(HuntClient);
    await stop();
    const port = Number(new URL(sandbox.url).port);
    await expect(startHunt(HuntClient, { seed: 0.5 })).rejects.toThrow(/'seed'/);
    await expect(startHunt(HuntClient, { port, client: { timeoutMs: -1 } })).rejects.toThrow(/timeoutMs/);
    expect(await errorOf(clientOf(sandbox.url).version())).toMatchObject({ problem: "refused" });
  });
});

describe("a HUNT for all tests of a file", () => {
  const hunt = useHunt(HuntClient, { beforeAll, afterEach, afterAll }, { now: "2026-03-01" });

  it.each(["one test", "the next"])(
    "begins %s without the records, time, faults, requests and sleeps of another",
    async () => {
      expect(hunt().sandbox.requests).toHaveLength(0);
      expect(hunt().clock.sleeps).toEqual([]);
      expect(hunt().clock.now()).toBeLessThan(Date.parse("2026-04-01"));
      expect(
        hunt()
          .sandbox.records("flags")
          .map(({ name }) => name),
      ).not.toContain("Kept");

      hunt().clock.advance(90 * dayMs);
      await hunt().client.flags.create({ name: "Kept", color: "red" });
      hunt().sandbox.faults.add({ kind: "status", status: 503, times: 2 });
      await hunt().client.alerts.count();
      expect(hunt().sandbox.requests).not.toHaveLength(0);
      hunt().sandbox.faults.add({ kind: "hang" });
    },
  );

  it("is not there before the tests", () => {
    const early = useHunt(HuntClient, { beforeAll: () => {}, afterEach: () => {}, afterAll: () => {} });
    expect(early).toThrow(/in a test or a hook/);
  });
});

it("nothing in the core imports what is for tests", () => {
  const folder = new URL("../../src/", import.meta.url);
  const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (path) => path.endsWith(".ts") && !path.startsWith("testing"),
  );
  expect(sources).toContain("client.ts");
  expect(
    sources.filter((path) =>
      /from ".*(\/testing\/|@huntkit\/sandbox)/.test(readFileSync(new URL(path, folder), "utf8")),
    ),
  ).toEqual([]);
});
