import type { HuntClient } from "@huntkit/core";
import { describe, expect, it } from "vitest";
import { explainNoRecords, requireNamedRecords } from "../src/condition-names.js";

type Rows = readonly Record<string, unknown>[];

const groupId = "0b8c8a5e-7d1f-4c1e-9a55-3a1f6c0d2b7e";
const deletedId = "22222222-7d1f-4c1e-9a55-3a1f6c0d2b7e";
const unknownId = "11111111-7d1f-4c1e-9a55-3a1f6c0d2b7e";
const lists: Record<string, Rows> = {
  Agents: [{ id: groupId, hostname: "srv-01" }, { hostname: "New-Host" }],
  addresses: [{ hostname: "printer" }],
  Alerts: [{ hostname: "srv-01" }, { hostname: "Old-Name" }],
  targets: [
    { id: groupId, name: "Lab" },
    { id: "x", name: "Office" },
    { id: "y", name: "office" },
  ],
  Organizations: [{ id: groupId, name: "Lakeside Foods" }],
  scans: [{ id: groupId }],
  rules: [{ name: "Memory of LSASS was read" }],
  extensions: [{ name: "Terminate Process" }],
};

const now = Date.parse("2026-05-01T12:00:00Z");
const atNow = { clock: { now: () => now }, serverTime: async () => now };

/** Creates a client whose lists match names, regular expressions, and IDs. */
function createClient(rows = lists) {
  const requests: string[] = [];
  const reads: { route: string; filter: Filter; rows: number }[] = [];
  const model = (route: string) => ({
    list: (filter: Filter) => ({
      async toArray() {
        const found = (rows[route] ?? []).filter((row) => !filter.where || matches(row, filter.where));
        const page = found.slice(0, filter.limit);
        requests.push(route);
        reads.push({ route, filter, rows: page.length });
        return page;
      },
    }),
  });
  const [agents, targets, organizations] = ["Agents", "targets", "Organizations"].map(model);
  const client = { model, agents, targets, organizations, ...atNow };
  return { client: client as unknown as HuntClient, requests, reads };
}

interface Filter {
  readonly where?: Condition;
  readonly limit?: number;
}

interface Condition {
  readonly or?: readonly Condition[];
  readonly [property: string]: unknown;
}

function matches(row: Record<string, unknown>, { or, ...properties }: Condition): boolean {
  if (or && !or.some((each) => matches(row, each))) return false;
  return Object.entries(properties).every(([name, condition]) => {
    const { regexp, inq } = Object(condition) as { regexp?: RegExp; inq?: readonly string[] };
    if (inq) return inq.some((each) => each.toLowerCase() === row[name]);
    return regexp ? regexp.test(String(row[name])) : row[name] === condition;
  });
}

const { signal } = new AbortController();

/** Fails a test whose condition should not be doubtful. */
const warn = (doubt: Error) => expect.unreachable(doubt.message);

async function explain(where: object, path = "Alerts", rows = lists) {
  const error = await explainNoRecords({ client: createClient(rows).client, path, where, signal, warn });
  return error?.message ?? null;
}

/** Returns the warnings about a condition whose result is empty, but must not be an error. */
async function doubt(where: object, rows = lists) {
  const doubts: string[] = [];
  const { client } = createClient(rows);
  const collect = ({ message }: Error) => void doubts.push(message);
  expect(await explainNoRecords({ client, path: "Alerts", where, signal, warn: collect })).toBeNull();
  return doubts;
}

describe("a name in a condition without records", () => {
  it.each([
    [{ hostname: "srv-02" }, 'where: hostname: no host is named "srv-02". Did you mean srv-01?'],
    [
      { hostname: "SRV-01" },
      'where: hostname: HUNT has "SRV-01" in another case, and a condition compares case. Use "srv-01".',
    ],
    [{ hostname: { inq: ["srv-01", "gone"] } }, 'where: hostname: no host is named "gone".'],
    [{ or: [{ hostname: "gone" }, { severity: "high" }] }, 'where: hostname: no host is named "gone".'],
    [{ targetGroupName: "Lap" }, 'where: targetGroupName: no target group is named "Lap". Did you mean Lab?'],
    [
      { targetGroupName: "lab" },
      'where: targetGroupName: HUNT has "lab" in another case, and a condition compares case. Use "Lab".',
    ],
    [
      { targetGroupId: unknownId },
      `where: targetGroupId: no target group has the ID "${unknownId}". Check the ID and the instance.`,
    ],
    [
      { organizationName: "Lakeside Fods" },
      'where: organizationName: no organization is named "Lakeside Fods". Did you mean Lakeside Foods?',
    ],
    [
      { organizationId: unknownId },
      `where: organizationId: no organization has the ID "${unknownId}". Check the ID and the instance.`,
    ],
    [
      { agentId: unknownId },
      `where: agentId: no agent has the ID "${unknownId}". Check the ID and the instance.`,
    ],
    [
      { scanId: { inq: [groupId, unknownId] } },
      `where: scanId: no scan has the ID "${unknownId}". Check the ID and the instance.`,
    ],
    [
      { sourceName: "Memory of LSAS was read" },
      'where: sourceName: no rule or extension is named "Memory of LSAS was read", and no alert has it. ' +
        "Did you mean Memory of LSASS was read?",
    ],
  ])("is explained if HUNT does not have it: %j", async (where, message) => {
    expect(await explain(where)).toBe(message);
  });

  it.each([
    { hostname: "New-Host" },
    { hostname: "printer" },
    { hostname: "Old-Name" },
    { hostname: { neq: "gone" } },
    { hostname: { like: "gone%" } },
    { hostname: null },
    { targetGroupName: "Office" },
    { targetGroupId: groupId.toUpperCase() },
    { severity: "high" },
    { organizationName: "Lakeside Foods" },
    { organizationId: groupId },
    { agentId: groupId },
    { scanId: groupId },
    { sourceName: "Terminate Process" },
  ])("is not an error if it exists, or the condition does not name it: %j", async (where) => {
    expect(await explain(where)).toBeNull();
  });

  it("is not an error in a list of hosts, where a missing host is a result", async () => {
    expect(await explain({ hostname: "gone" }, "Agents/count")).toBeNull();
  });

  it("is not an error in a list of scan results, where the records of a deleted scan still have its ID", async () => {
    const rows = { ...lists, ScanHosts: [{ scanId: deletedId }] };

    expect(await explain({ scanId: deletedId }, "ScanHosts", rows)).toBeNull();
  });

  it("is accepted in all its spellings", async () => {
    const { client } = createClient({ ...lists, Alerts: [{ hostname: "SRV-01" }] });
    const where = { hostname: { inq: ["srv-01", "SRV-01"] } };

    expect(await explainNoRecords({ client, path: "Alerts", where, signal, warn })).toBeNull();
  });

  it("is not checked if the token is not allowed to list hosts", async () => {
    const { HuntForbiddenError } = await import("@huntkit/core");
    const facts = { method: "GET", path: "Agents", status: 403 };
    const forbidden = {
      list: () => ({ toArray: () => Promise.reject(new HuntForbiddenError("No.", facts)) }),
    };
    const client = { model: () => forbidden, ...atNow } as unknown as HuntClient;

    expect(
      await explainNoRecords({ client, path: "Alerts", where: { hostname: "gone" }, signal, warn }),
    ).toBeNull();
  });
});

describe("a value that is not listed anywhere, in a condition without records", () => {
  it.each([
    [
      { sourceName: "EXP/CVE-2016-7228" },
      'where: sourceName: no rule or extension is named "EXP/CVE-2016-7228", and no alert has it. Check the spelling.',
    ],
    [{ mitreId: "T1999" }, 'where: mitreId: no alert has "T1999". Check the spelling.'],
    [{ mitreTactic: "impact" }, 'where: mitreTactic: no alert has "impact". Check the spelling.'],
  ])("is a warning, because it can be new: %j", async (where, message) => {
    expect(await doubt(where)).toEqual([message]);
  });

  it("is an error if it is a misspelling of a value that alerts have", async () => {
    const rows = { ...lists, Alerts: [{ mitreTactic: "execution" }] };

    expect(await explain({ mitreTactic: "executon" }, "Alerts", rows)).toBe(
      'where: mitreTactic: no alert has "executon". Did you mean execution?',
    );
  });

  it("is a warning if it only differs by a digit from the ID of another technique", async () => {
    const rows = { ...lists, Alerts: [{ mitreId: "T1055" }] };

    expect(await doubt({ mitreId: "T1056" }, rows)).toEqual([
      'where: mitreId: no alert has "T1056". Check the spelling.',
    ]);
  });

  it("is accepted if an alert in the archive has it", async () => {
    const rows = { ...lists, Alertsarchive: [{ mitreId: "T1486" }] };

    expect(await doubt({ mitreId: "T1486" }, rows)).toEqual([]);
  });
});

describe("a name that only alerts in the archive have", () => {
  const rows = { ...lists, Alertsarchive: [{ targetGroupName: "Deleted", targetGroupId: deletedId }] };
  const where = { targetGroupName: { inq: ["Deleted", "Lab"] } };

  it("is explained if only current alerts are read", async () => {
    expect(await explain({ targetGroupName: "Deleted" }, "Alerts", rows)).toBe(
      'where: targetGroupName: no target group is named "Deleted", and only alerts in the archive have it. ' +
        "Read Alertsarchive, too, or a period that includes it.",
    );
  });

  it("is accepted in a read of the archive", async () => {
    expect(await explain(where, "Alertsarchive", rows)).toBeNull();
  });

  it("is accepted in a read of current alerts that includes the archive", async () => {
    const { client } = createClient(rows);
    const read = { client, path: "Alerts", archive: true, where, signal, warn };

    expect(await explainNoRecords(read)).toBeNull();
  });
});

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

    await expect(requireNamedRecords({ client, path: "Alerts", where, signal, warn })).resolves.toBeNull();
  });

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
