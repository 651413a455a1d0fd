import type { Alert } from "@huntkit/catalog";
import { EventEmitter, once } from "node:events";
import { describe, expect, it } from "vitest";
import { fileEventTypes, type EventOptions, type EventType } from "../src/events.js";
import { createClient, catchError, serve, useSandbox } from "./helpers.js";

const start = "2026-03-01T00:00:00Z";
const sandbox = useSandbox({ now: start });
const client = (token = sandbox().tokens.admin) => createClient(sandbox().url, { token });
const events = <K extends EventType>(types: K | readonly K[], options?: EventOptions<K>) =>
  client().events(types, options);
const time = (value: unknown) => new Date(String(value)).getTime();
const daysAgo = (days: number) => new Date(Date.parse(start) - days * 86_400_000);

/** Returns the IDs in the `inq` of a query. */
function readRequestedIds(query: string): string[] {
  const { where } = JSON.parse(new URLSearchParams(query).get("filter")!) as {
    where: Record<string, { inq?: string[] }>;
  };
  return Object.values(where).flatMap(({ inq = [] }) => inq);
}

async function collect<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

describe("client.events", () => {
  it("returns the events of one type after the other, each with its type", async () => {
    const found = await collect(events(["Process", "Connection"], { days: 3650 }));
    expect([...new Set(found.map(({ eventType }) => eventType))]).toEqual(["Process", "Connection"]);
    expect(found.filter(({ eventType }) => eventType === "Connection")).toHaveLength(
      sandbox().records("ScanConnectionInstances").length,
    );
    const pids = found
      .map((event) => (event.eventType === "Process" ? event.pid : null))
      .filter((pid) => pid !== null);
    expect(pids).toHaveLength(sandbox().records("ScanProcessInstances").length);
    expect(new Set(pids.map((pid) => typeof pid))).toEqual(new Set(["number"]));
  });

  it("names the lists that it reads", () => {
    const { routes } = events(["Process", "Connection"], { days: 1 });

    expect(routes).toEqual(["ScanProcessInstances", "ScanConnectionInstances"]);
  });

  it("returns file events of seven types", async () => {
    const tables = fileEventTypes.map((type) => sandbox().records(`Scan${type}Instances`).length);
    expect(tables).toHaveLength(7);
    expect(await events(fileEventTypes, { days: 3650 }).count()).toBe(
      tables.reduce((sum, count) => sum + count),
    );
  });

  it.each([
    "Module",
    "Driver",
    "MemScan",
    "Artifact",
    "Autostart",
    "Application",
    "Account",
    "Script",
    "Extension",
    "Host",
  ] as const)("returns events of the type %s", async (type) => {
    expect((await collect(events(type, { days: 3650 }))).length).toBeGreaterThan(0);
  });

  it("returns the last seven days by default, for hosts by the time at which their scan was completed", async () => {
    const recent = sandbox()
      .records("ScanHosts")
      .filter(({ completedOn }) => time(completedOn) >= daysAgo(7).getTime());
    expect((await collect(events("Host"))).map(({ id }) => id).sort()).toEqual(
      recent.map(({ id }) => id).sort(),
    );
    await collect(events(["Host", "Script"]));
    const asked = sandbox()
      .requests.slice(-2)
      .map(({ query }) => decodeURIComponent(query));
    expect(asked).toEqual([
      expect.stringContaining('"completedOn":{"gte":"2026-02-22'),
      expect.stringContaining('"scannedOn":{"gte":"2026-02-22'),
    ]);
  });

  it("returns events between two times, both inclusive", async () => {
    const rows = sandbox().records("ScanHosts");
    const times = rows.map(({ completedOn }) => time(completedOn)).sort((a, b) => a - b);
    const [from, to] = [new Date(times[10]!), new Date(times[30]!)];
    const wanted = rows.filter(
      ({ completedOn }) => time(completedOn) >= times[10]! && time(completedOn) <= times[30]!,
    );
    expect(await events("Host", { from, to: to.toISOString() }).count()).toBe(wanted.length);
    expect(await events("Host", { to }).count()).toBe(
      rows.filter(({ completedOn }) => time(completedOn) <= times[30]!).length,
    );
  });

  it("returns the events of a scan at any time, optionally with a condition", async () => {
    const { scanId, hostname } = sandbox().records("ScanHosts")[0]!;
    const inScan = sandbox()
      .records("ScanHosts")
      .filter((host) => host["scanId"] === scanId);
    expect(await events("Host", { scanId: String(scanId) }).count()).toBe(inScan.length);
    const wanted = inScan.filter((host) => host["hostname"] === hostname);
    expect(
      await events("Host", { scanId: String(scanId), where: { hostname: String(hostname) } }).count(),
    ).toBe(wanted.length);
  });

  it.each<[message: RegExp, create: () => unknown]>([
    [/days cannot be used with from or to/, () => events("Process", { days: 3, from: new Date() })],
    [/days: NaN/, () => events("Process", { days: Number.NaN })],
    [/unknown type\. Use one of Process, Module/, () => events("Prozess" as never)],
    [/at least one type is required. Use Process, Module/, () => events([])],
    [/^where\.hostname is undefined/, () => events("Process", { where: { hostname: undefined } as never })],
  ])("rejects invalid options before anything is sent: %s", (message, create) => {
    expect(create).toThrow(message);
    expect(sandbox().requests).toHaveLength(0);
  });

  it("types the properties of an event by its type", () => {
    const check = async () => {
      for await (const event of events(["Process", "Host"])) {
        // @ts-expect-error a property that only processes have
        event.pid satisfies number | null | undefined;
        if (event.eventType === "Process") event.pid satisfies number | null | undefined;
      }
      // @ts-expect-error a property that hosts do not have
      events(["Process", "Host"], { where: { pid: 4 } });
    };
    expect(check).toBeTypeOf("function");
  });
});

describe("client.alerts.listSince", () => {
  const everything = () =>
    [...sandbox().records("Alerts"), ...sandbox().records("Alertsarchive")].sort(
      (a, b) => time(a["createdOn"]) - time(b["createdOn"]) || (a.id < b.id ? -1 : 1),
    );

  it("lists alerts since a time, oldest first, including the archive", async () => {
    const wanted = everything().filter(({ createdOn }) => time(createdOn) >= daysAgo(120).getTime());
    const found = await collect(client().alerts.listSince(daysAgo(120), { pageSize: 700 }));
    expect(found.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
    expect(wanted.length).toBeGreaterThan(3000);
    expect(await collect(client().alerts.listSince(daysAgo(120), { archive: false }))).toHaveLength(
      sandbox().records("Alerts").length,
    );
  });

  it("keeps the order if the archive has newer alerts than the main table", async () => {
    const made = await client().alertsArchive.create({
      name: "early",
      createdOn: daysAgo(2.5).toISOString(),
    });
    const found = await collect(client().alerts.listSince(daysAgo(4)));
    expect(found.map(({ id }) => id)).toContain(made.id);
    expect(found.map(({ createdOn }) => time(createdOn))).toEqual(
      found.map(({ createdOn }) => time(createdOn)).sort((a, b) => a - b),
    );
    await client().alertsArchive.delete(made.id);
  });

  it("continues after the alert with the given ID, in either table", async () => {
    const all = everything();
    for (const index of [3, all.length - 5]) {
      const found = await collect(client().alerts.listSince(all[index]!.id));
      expect(found.map(({ id }) => id)).toEqual(all.slice(index + 1).map(({ id }) => id));
    }
    expect(await collect(client().alerts.listSince(all.at(-1)!.id))).toEqual([]);
  });

  it("treats an empty condition as no condition", async () => {
    const since = daysAgo(4);

    const found = await collect(client().alerts.listSince(since, { where: {} }));

    expect(found).toEqual(await collect(client().alerts.listSince(since)));
  });

  it("filters by source and state", async () => {
    const found = await collect(
      client().alerts.listSince(daysAgo(5), { where: { sourceType: "rule", archived: false } }),
    );
    const wanted = everything().filter(
      ({ createdOn, sourceType, archived }) =>
        time(createdOn) >= daysAgo(5).getTime() && sourceType === "rule" && archived === false,
    );
    expect(found.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
  });

  it("returns the other alerts of the same instant, because they may have arrived later", async () => {
    const createdOn = "2026-02-28T12:00:00.000Z";
    const made: Alert[] = [];
    for (const name of ["a", "b", "c", "d"])
      made.push(await client().alerts.create({ name, severity: "low", createdOn }));
    const ids = made.map(({ id }) => id).sort();
    const where = { createdOn };
    const others = ids.filter((id) => id !== ids[1]);
    expect((await collect(client().alerts.listSince(ids[1]!, { where }))).map(({ id }) => id)).toEqual(
      others,
    );
    expect(
      (await collect(client().alerts.listSince(ids[1]!, { where: { id: { inq: others } } }))).map(
        ({ id }) => id,
      ),
    ).toEqual(others);
    for (const id of ids) await client().alerts.delete(id);
  });

  it("throws if the alert does not exist", async () => {
    expect(
      await catchError(collect(client().alerts.listSince("00000000-0000-4000-8000-000000000000"))),
    ).toMatchObject({
      code: "HUNT_NOT_FOUND",
    });
  });

  it("fails immediately if one table fails while the other does not respond", async () => {
    sandbox().faults.add({ match: "GET Alertsarchive", kind: "hang" });
    sandbox().faults.add({ match: "GET Alerts", kind: "status", status: 403 });
    const patient = createClient(sandbox().url, { token: sandbox().tokens.admin, timeoutMs: 60_000 });
    expect(await catchError(collect(patient.alerts.listSince(daysAgo(5))))).toMatchObject({
      code: "HUNT_FORBIDDEN",
    });
  });

  it("stops requests when the consumer breaks out of the loop", async () => {
    for await (const _ of client().alerts.listSince(daysAgo(80), { pageSize: 10 })) break;
    expect(sandbox().requests.length).toBeLessThanOrEqual(4);

    const steps = new EventEmitter();
    const [arrived, ended] = [once(steps, "arrived"), once(steps, "ended")];
    let pages = 0;
    const { url } = await serve((_, response) => {
      if (pages++ === 0) return void response.end(JSON.stringify([{ id: "1", createdOn: start }]));
      steps.emit("arrived");
      response.on("close", () => steps.emit("ended"));
    });
    for await (const _ of createClient(url, { timeoutMs: 60_000 }).alerts.listSince(daysAgo(80), {
      pageSize: 1,
      archive: false,
    })) {
      await arrived;
      break;
    }
    await ended;
    expect(pages).toBe(2);
  });
});

describe("client.scanHosts.result", () => {
  it("returns a host's part of a scan and its alerts, by its name in any case or its IP address", async () => {
    const alert = sandbox()
      .records("Alerts")
      .find((each) => each["scanId"])!;
    const host = await client().scanHosts.create({
      scanId: String(alert["scanId"]),
      hostname: String(alert["hostname"]),
      ip: "10.1.2.3",
      completedOn: start,
    });
    const wanted = ["Alerts", "Alertsarchive"]
      .flatMap((model) => sandbox().records(model))
      .filter(({ scanId, hostname }) => scanId === alert["scanId"] && hostname === alert["hostname"]);
    const other = await client().alerts.create({
      name: "of another scan",
      hostname: String(alert["hostname"]),
      scanId: "00000000-0000-4000-8000-000000000000",
    });
    for (const name of [String(alert["hostname"]).toLowerCase(), "10.1.2.3"]) {
      const found = await client().scanHosts.result(String(alert["scanId"]), name);
      expect(found?.host.id).toBe(host.id);
      expect(found?.alerts.map(({ id }) => id).sort()).toEqual(wanted.map(({ id }) => id).sort());
    }
    await client().scanHosts.delete(host.id);
    await client().alerts.delete(other.id);
  });

  it("returns null for a host that was not scanned, even if its name is part of another one", async () => {
    const { scanId, hostname } = sandbox().records("ScanHosts")[0]!;
    expect(await client().scanHosts.result(String(scanId), "no-such-host")).toBeNull();
    expect(await client().scanHosts.result(String(scanId), String(hostname).slice(0, -1))).toBeNull();
    expect(await client().scanHosts.result(String(scanId), "%")).toBeNull();
  });
});

describe("client.scanApplicationInstances.vulnerabilities", () => {
  it("joins applications, advisories, and CVEs, with the CVSS 3 score or, if missing, the CVSS 2 score", async () => {
    const found = await collect(client().scanApplicationInstances.vulnerabilities({}, { pageSize: 10 }));
    const advisories = sandbox().records("ApplicationAdvisories");
    const wanted = sandbox()
      .records("ScanApplicationInstances")
      .flatMap(({ id, applicationId }) =>
        advisories
          .filter((each) => each["applicationId"] === applicationId)
          .map((advisory) => `${id} ${advisory.id}`),
      );
    expect(found.map(({ application, advisory }) => `${application.id} ${advisory.id}`).sort()).toEqual(
      wanted.sort(),
    );
    for (const { advisory, cve, score, severity } of found) {
      expect(cve?.cveId).toBe(advisory.cveId);
      expect(score).toBe(advisory.baseScoreV3 ?? advisory.baseScoreV2);
      expect(severity).toBe((cve!.impact!.baseMetricV3 ?? cve!.impact!.baseMetricV2)!.severity);
    }
    expect(new Set(found.map(({ advisory }) => advisory.baseScoreV3 === null)).size).toBe(2);
    const asked = sandbox()
      .requests.filter(({ path }) => /Advisories|Cves/.test(path))
      .flatMap(({ query }) => readRequestedIds(query));
    expect(asked.length).toBeGreaterThan(20);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it("returns null as the CVE if HUNT does not have it", async () => {
    const { applicationId } = sandbox().records("ScanApplicationInstances")[0]!;
    const made = await client().applicationAdvisories.create({
      applicationId: String(applicationId),
      cveId: "CVE-1999-0001",
      baseScoreV2: 5,
    });
    const found = await collect(
      client().scanApplicationInstances.vulnerabilities({ applicationId: String(applicationId) }),
    );
    expect(found.find(({ advisory }) => advisory.id === made.id)).toMatchObject({
      cve: null,
      score: 5,
      severity: null,
    });
    await client().applicationAdvisories.delete(made.id);
  });
});

describe("withUsers", () => {
  it("adds the names of users, and requests each user once", async () => {
    const names = new Map(
      sandbox()
        .records("users")
        .map(({ id, email }) => [id, email]),
    );
    const found = await collect(
      client().userActivities.withUsers({ fields: ["createdOn"] }, { pageSize: 10 }),
    );
    const wanted = sandbox()
      .records("useractivities")
      .map(({ id, userId }) => `${id} ${String(names.get(String(userId)))}`);
    expect(found.map(({ id, userName }) => `${id} ${userName}`).sort()).toEqual(wanted.sort());
    const asked = sandbox()
      .requests.filter(({ path }) => path.endsWith("/users"))
      .flatMap(({ query }) => readRequestedIds(query));
    expect(new Set(asked).size).toBe(asked.length);
    expect((await collect(client().userComments.withUsers()))[0]?.userName).toMatch(/@example.com$/);
  });

  it("returns null as the names if the caller is not allowed to read users", async () => {
    const found = await collect(client(sandbox().tokens.analyst).userComments.withUsers({}, { pageSize: 5 }));
    expect(found.length).toBeGreaterThan(10);
    expect(new Set(found.map(({ userName }) => userName))).toEqual(new Set([null]));
    expect(sandbox().requests.filter(({ path }) => path.endsWith("/users"))).toHaveLength(1);
  });

  it("fails if users cannot be read for another reason", async () => {
    sandbox().faults.add({ match: "GET users", kind: "html" });
    expect(await catchError(collect(client().userComments.withUsers()))).toMatchObject({
      code: "HUNT_PROTOCOL",
    });
  });
});
