import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { createVirtualClock } from "@huntkit/testing";
import { createClient, useSandbox } from "./helpers.js";

const start = "2026-03-01T00:00:00Z";
const sandbox = useSandbox({ now: start });
const dayMs = 24 * 60 * 60 * 1_000;
const daysAgo = (days: number) => new Date(Date.parse(start) - days * dayMs).toISOString();

/** Creates a client that records its warnings. */
function connect(time = start) {
  const warnings: string[] = [];
  const { url, tokens } = sandbox();
  const hooks = { onWarning: (message: string) => warnings.push(message) };
  return {
    client: createClient(url, { token: tokens.admin, hooks, clock: createVirtualClock(time) }),
    warnings,
  };
}

const countVersions = (before: number) =>
  sandbox()
    .requests.slice(before)
    .filter(({ path }) => path.endsWith("/version")).length;

const listIds = (...routes: string[]) =>
  routes
    .flatMap((route) => sandbox().records(route))
    .map(({ id }) => id)
    .sort();

describe("alerts and their archive", () => {
  it("lists the alerts of both by ID with archive: true", async () => {
    const { client } = connect();

    const found = await client.alerts.list({}, { archive: true, pageSize: 300, concurrency: 1 }).toArray();

    expect(found.map(({ id }) => id)).toEqual(listIds("Alerts", "Alertsarchive"));
  });

  it("lists the newest alerts of both first", async () => {
    const { client } = connect();
    const where = { createdOn: { gte: daysAgo(60) } };

    const found = await client.alerts
      .list({ where, order: "createdOn DESC" }, { archive: true, pageSize: 400 })
      .toArray();

    const times = found.map(({ createdOn }) => createdOn!);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
    expect(found).toHaveLength(await client.alerts.count(where, { archive: true }));
  });

  it("counts the alerts of both", async () => {
    const { client } = connect();

    expect(await client.alerts.count({}, { archive: true })).toBe(listIds("Alerts", "Alertsarchive").length);
  });

  it("resumes an export of both", async () => {
    const { client } = connect();
    const ids = listIds("Alerts", "Alertsarchive");
    const stream = new PassThrough();
    const written = text(stream);
    const resume = { lastId: ids[999]!, done: 1_000 };

    await client.alerts.list({}, { archive: true }).exportTo(stream, { format: "ndjson", resume });

    const lines = (await written).trim().split("\n");
    expect(lines.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(ids.slice(1_000));
  });

  it("rejects an order that cannot be joined", () => {
    const { client } = connect();

    expect(() => client.alerts.list({ order: "severity" }, { archive: true })).toThrow(
      "order: severity cannot be used with archive: true. Sort by id or createdOn, or read the archive separately.",
    );
  });

  it("warns if a condition on current alerts also matches older ones", async () => {
    const { client, warnings } = connect();

    await client.alerts.list({ where: { createdOn: { gte: daysAgo(60) } } }).firstPage();

    expect(warnings).toEqual([
      "where: Alerts only has current alerts, but the condition on the time also matches older ones. " +
        "HUNT moves alerts older than about 30 days to Alertsarchive. Read it, too, or use a later time.",
    ]);
  });

  it("warns of a count by request, too", async () => {
    const { client, warnings } = connect();

    await client.request({ path: "alerts/count", query: { where: { createdOn: { gte: daysAgo(26) } } } });

    expect(warnings).toHaveLength(1);
  });

  it("does not warn about a recent period", async () => {
    const { client, warnings } = connect();

    await client.alerts.count({ createdOn: { gte: daysAgo(20) } });

    expect(warnings).toEqual([]);
  });

  it("does not warn with archive: false", async () => {
    const { client, warnings } = connect();

    await client.alerts.count({ createdOn: { gte: daysAgo(60) } }, { archive: false });

    expect(warnings).toEqual([]);
  });

  it("warns a client that polls only once, after one request for the time", async () => {
    const { client, warnings } = connect();
    const before = sandbox().requests.length;

    for (const days of [60, 59, 58]) await client.alerts.count({ createdOn: { gte: daysAgo(days) } });

    expect(warnings).toHaveLength(1);
    expect(countVersions(before)).toBe(1);
  });

  it("requests the time once if the clock of the client is ahead", async () => {
    const { client, warnings } = connect(daysAgo(-10));
    const before = sandbox().requests.length;

    for (const days of [20, 19, 18]) await client.alerts.count({ createdOn: { gte: daysAgo(days) } });

    expect(warnings).toEqual([]);
    expect(countVersions(before)).toBe(1);
  });

  it("does not warn of listSince, which reads the archive", async () => {
    const { client, warnings } = connect();

    for await (const alert of client.alerts.listSince(daysAgo(60))) expect(alert.id).toBeDefined();

    expect(warnings).toEqual([]);
  });

  describe("of an instance without the archive", () => {
    const addFault = (status: number) =>
      sandbox().faults.add({ match: "GET Alertsarchive*", kind: "status", status, times: 100 });
    const missing =
      "archive: this HUNT instance does not have Alertsarchive, so only current alerts were read.";

    it("are the current alerts, with a warning", async () => {
      addFault(404);
      const { client, warnings } = connect();

      const found = await client.alerts.list({}, { archive: true, pageSize: 300, concurrency: 1 }).toArray();

      expect(found.map(({ id }) => id)).toEqual(listIds("Alerts"));
      expect(warnings).toEqual([missing]);
    });

    it("are listed by time", async () => {
      addFault(404);
      const { client, warnings } = connect();
      const where = { createdOn: { gte: daysAgo(60) } };

      const found = await client.alerts.list({ where, order: "createdOn DESC" }, { archive: true }).toArray();

      expect(found).toHaveLength(listIds("Alerts").length);
      expect(warnings).toEqual([missing]);
    });

    it("are counted", async () => {
      addFault(404);
      const { client, warnings } = connect();

      expect(await client.alerts.count({}, { archive: true })).toBe(listIds("Alerts").length);
      expect(warnings).toEqual([missing]);
    });

    it("are not listed if the token is not allowed to read the archive", async () => {
      addFault(403);
      const { client } = connect();

      await expect(client.alerts.list({}, { archive: true }).toArray()).rejects.toMatchObject({
        status: 403,
      });
    });

    it("are not listed if the caller reads only the archive", async () => {
      addFault(404);
      const { client } = connect();

      await expect(client.model("Alertsarchive").list().toArray()).rejects.toMatchObject({ status: 404 });
    });
  });
});
