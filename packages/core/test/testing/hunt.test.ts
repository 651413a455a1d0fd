import { readdirSync, readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startHunt, useHunt, type TestHunt } from "@huntkit/testing";
import { checkToken, HuntClient } from "../../src/index.js";
import { dayMs } from "../../src/internal/index.js";
import { createClient, catchError } from "../helpers.js";

describe("startHunt", () => {
  it("returns a client of an admin, and stops the sandbox at the end of the block", async () => {
    let ended: TestHunt<HuntClient>;
    {
      await using hunt = await startHunt(HuntClient);
      expect(await hunt.client.tokens.whoAmI()).toMatchObject({ user: { role: "admin" } });
      ended = hunt;
    }
    expect(await catchError(ended.client.version())).toMatchObject({ code: "HUNT_CLOSED" });
    expect(await catchError(createClient(ended.sandbox.url).version())).toMatchObject({ problem: "refused" });
  });

  it("accepts the options of the sandbox and of the client, and the name of a token", async () => {
    await using hunt = await startHunt(HuntClient, {
      now: "2026-03-01",
      seed: 7,
      faults: [{ kind: "status", status: 503 }],
      token: "expiring",
      client: { retry: { retries: 0 } },
    });
    expect(await catchError(hunt.client.alerts.count())).toMatchObject({ status: 503, attempts: 1 });
    expect(await checkToken(hunt.client)).toMatchObject({ status: "expiring", daysLeft: 10 });
    await using other = await startHunt(HuntClient, { now: "2026-03-01", seed: 7 });
    expect(other.sandbox.records("Alerts")).toEqual(hunt.sandbox.records("Alerts"));
  });

  it("uses one clock for the client and the sandbox, and delays advance it without waiting", async () => {
    await using hunt = await startHunt(HuntClient, {
      now: "2026-03-01",
      faults: [{ kind: "status", status: 429, retryAfter: 60 }],
    });
    await hunt.client.alerts.count();
    expect(hunt.clock.sleeps).toEqual([60_300]); // The delay of Retry-After plus a random part.
    expect(hunt.sandbox.clock.now()).toBeGreaterThanOrEqual(Date.parse("2026-03-01T00:01:00.300Z"));
    hunt.clock.advance(400 * dayMs);
    expect(await checkToken(hunt.client)).toMatchObject({ status: "expired" });
  });

  it("creates more clients with other tokens and the same clock", async () => {
    await using hunt = await startHunt(HuntClient);
    const analyst = hunt.newClient({ token: hunt.sandbox.tokens.analyst });
    expect(await analyst.tokens.whoAmI()).toMatchObject({ user: { role: "analyst" } });
    expect(analyst.clock).toBe(hunt.client.clock);
  });

  it("stops a second time without an error", async () => {
    const hunt = await startHunt(HuntClient);
    await hunt.stop();
    await expect(hunt.stop()).resolves.toBeUndefined();
  });

  it("rejects invalid options, and leaves nothing running", async () => {
    const { sandbox, stop } = await startHunt(HuntClient);
    await stop();
    const port = Number(new URL(sandbox.url).port);
    await expect(startHunt(HuntClient, { seed: 0.5 })).rejects.toThrow(/'seed'/);
    await expect(startHunt(HuntClient, { port, client: { timeoutMs: -1 } })).rejects.toThrow(/timeoutMs/);
    expect(await catchError(createClient(sandbox.url).version())).toMatchObject({ problem: "refused" });
  });
});

describe("useHunt", () => {
  const hunt = useHunt(HuntClient, { beforeAll, afterEach, afterAll }, { now: "2026-03-01" });

  it.each(["first", "second"])(
    "starts the %s test without the records, time, faults, requests, and delays of another one",
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

  it("throws outside of tests and hooks", () => {
    const early = useHunt(HuntClient, { beforeAll: () => {}, afterEach: () => {}, afterAll: () => {} });
    expect(early).toThrow(/in a test or a hook/);
  });
});

it("no source of core imports code for tests", () => {
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
