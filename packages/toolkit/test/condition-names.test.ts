import { describe, expect, it } from "vitest";
import { explainNoRecords, requireNamedRecords } from "../src/condition-names.js";
import {
  createClient,
  deletedId,
  explain,
  findDoubts,
  groupId,
  lists,
  signal,
  unknownId,
  warn,
} from "./named-records.js";

describe("a time in a condition without records", () => {
  it("is explained if it is in the future, because a host cannot have set it", async () => {
    expect(await explain({ eventTime: { gte: "2027-01-01" } })).toBe(
      "where: no record matches, because the condition on eventTime requires a time after now, which is " +
        "2026-05-01T12:00:00.000Z in HUNT.",
    );
  });

  it.each([{ eventTime: { gte: "2026-05-02" } }, { eventTime: { lt: "2027-01-01" } }])(
    "is not an error if a record can match, or the clock of a host is ahead by hours: %j",
    async (where) => {
      expect(await explain(where)).toBeNull();
    },
  );
});

describe("requireNamedRecords", () => {
  it("sends nothing before a result is empty, for a single name", async () => {
    const { client, requests } = createClient();

    await requireNamedRecords({ client, path: "Alerts", where: { hostname: "srv-02" }, signal, warn });

    expect(requests).toEqual([]);
  });

  it("checks several names in any case, because the records of one hide another", async () => {
    const { client } = createClient();
    const where = { hostname: { inq: ["srv-01", "srv-02"] } };

    await expect(requireNamedRecords({ client, path: "Alerts", where, signal, warn })).rejects.toMatchObject({
      input: "where",
      problem: "not-found",
    });
  });

  it.each([
    { targetGroupId: { inq: [deletedId, groupId] } },
    { targetGroupName: { inq: ["Deleted", "Lab"] } },
    { targetGroupName: { inq: ["lab", "Office"] } },
  ])("accepts a target group that only the records have: %j", async (where) => {
    const alerts = [
      { targetGroupId: deletedId, targetGroupName: "Deleted" },
      { targetGroupId: deletedId, targetGroupName: "lab" },
    ];
    const { client } = createClient({ ...lists, Alerts: alerts });

    expect(await explainNoRecords({ client, path: "Alerts", where, signal, warn })).toBeNull();
  });

  it.each([
    { tenant: { inq: ["acme", "acme-2"] } },
    { sourceId: { inq: [groupId, unknownId] } },
    { hostScanId: { inq: [groupId, unknownId] } },
    { scanId: { inq: [groupId, unknownId] } },
    { agentId: { inq: [groupId, unknownId] } },
    { scanName: { inq: ["Weekly", "Gone"] } },
    { sourceName: { inq: ["Terminate Process", "Terminate Proces"] } },
    { mitreTactic: { inq: ["execution", "executon"] } },
  ])(
    "looks up nothing before a result is empty, as one value must not hide the others: %j",
    async (where) => {
      const { client, requests } = createClient({ ...lists, Alerts: [{ tenant: "acme" }] });

      await requireNamedRecords({ client, path: "Alerts", where, signal, warn });

      expect(requests).toEqual([]);
    },
  );

  it("names the spelling of a target group that only the records have", async () => {
    const { client } = createClient({ ...lists, Alerts: [{ targetGroupName: "Deleted" }] });
    const where = { targetGroupName: { inq: ["deleted", "Lab"] } };

    await expect(requireNamedRecords({ client, path: "Alerts", where, signal, warn })).rejects.toThrow(
      'HUNT has "deleted" in another case, and a condition compares case. Use "Deleted".',
    );
  });

  it("does not read the records if the hosts are agents or addresses", async () => {
    const { client, requests } = createClient();
    const where = { hostname: { inq: ["srv-01", "printer"] } };

    await requireNamedRecords({ client, path: "Alerts", where, signal, warn });

    expect(requests.toSorted()).toEqual(["Agents", "addresses"]);
  });

  it("reads one record at most for a host that is not an agent or address", async () => {
    const alerts = Array.from({ length: 5 }, () => ({ hostname: "Old-Name" }));
    const { client, reads } = createClient({ ...lists, Alerts: alerts });
    const where = { hostname: { inq: ["srv-01", "Old-Name"] } };

    await requireNamedRecords({ client, path: "Alerts", where, signal, warn });

    const ofAlerts = reads.filter(({ route }) => route === "Alerts");
    expect(ofAlerts.map(({ rows }) => rows)).toEqual([1]);
  });

  it.each([
    ["ws-1", "WS-1", "ws-1"],
    ["ws-1", "WS-1", "WS-1"],
    ["WS-1", "ws-1", "ws-1"],
  ])("accepts the spelling of the agent and of the records: %s, %s, %s", async (agent, record, name) => {
    const rows = {
      ...lists,
      Agents: [{ hostname: agent }, { hostname: "b" }],
      Alerts: [{ hostname: record }],
    };
    const { client } = createClient(rows);
    const where = { hostname: { inq: [name, "b"] } };

    await expect(requireNamedRecords({ client, path: "Alerts", where, signal, warn })).resolves.toBeNull();
  });

  it("does not treat an asterisk as a wildcard", async () => {
    const { client, reads } = createClient();
    const where = { hostname: { inq: ["*", "srv-01"] } };

    await expect(requireNamedRecords({ client, path: "Alerts", where, signal, warn })).rejects.toThrow(
      'no host is named "*"',
    );

    expect(Math.max(...reads.map(({ rows }) => rows))).toBe(1);
  });
});

describe("the names in a condition of several lists", () => {
  const where = { hostname: { inq: ["Only-Process", "Only-Module"] } };
  const rows = {
    ...lists,
    ScanProcessInstances: [{ hostname: "Only-Process" }],
    ScanModuleInstances: [{ hostname: "Only-Module" }],
  };

  it("are accepted if each is in one of the lists", async () => {
    const { client } = createClient(rows);
    const [path, ...otherPaths] = ["ScanProcessInstances", "ScanModuleInstances"] as const;

    await expect(requireNamedRecords({ client, path, otherPaths, where, signal, warn })).resolves.toBeNull();
  });

  it("are an error if one is in none of the lists", async () => {
    const { client } = createClient(rows);

    await expect(
      requireNamedRecords({ client, path: "ScanProcessInstances", where, signal, warn }),
    ).rejects.toThrow('no host is named "Only-Module"');
  });
});

describe("an ilike without a wildcard, in a condition without records", () => {
  it.each([
    [{ name: { ilike: "mimikatz" } }, "name", '"%mimikatz%"'],
    [{ or: [{ path: { ilike: String.raw`C:\\temp` } }] }, "path", String.raw`"%C:\\temp%"`],
  ])("is a warning, because it matches only the whole value: %j", async (where, property, pattern) => {
    expect(await findDoubts(where)).toEqual([
      `where: the pattern of ilike for ${property} in Alerts has no wildcard, so it matches only the whole value. ` +
        `Use ${pattern} for a part.`,
    ]);
  });

  it.each([
    { name: { ilike: "mimi%" } },
    { hostname: { ilike: "SRV-01" } },
    { name: { nilike: "mimikatz" } },
  ])("is not %j", async (where) => {
    expect(await findDoubts(where)).toEqual([]);
  });
});

describe("a comparison with null without records", () => {
  it.each([
    [{ hostname: null }, "hostname"],
    [{ targetGroupId: null, severity: "high" }, "targetGroupId"],
    [{ "data.path": { eq: null } }, "data.path"],
  ])("is a warning, because a script might have set no value: %j", async (where, property) => {
    expect(await findDoubts(where)).toEqual([
      `where: no record matches, and the condition on ${property} in Alerts is null. ` +
        "If a script sets the value, check that it is not empty.",
    ]);
  });

  it.each([
    { eventTime: null },
    { hostname: { neq: null } },
    { or: [{ signed: { neq: true } }, { signed: null }] },
  ])("is not %j", async (where) => {
    expect(await findDoubts(where)).toEqual([]);
  });
});
