import type { HuntClient } from "@huntkit/core";
import { describe, expect, it } from "vitest";
import { explainNoRecords, requireNamedRecords } from "../src/condition-names.js";

type Rows = readonly Record<string, unknown>[];

const groupId = "0b8c8a5e-7d1f-4c1e-9a55-3a1f6c0d2b7e";
const lists: Record<string, Rows> = {
  Agents: [{ hostname: "srv-01" }, { hostname: "New-Host" }],
  addresses: [{ hostname: "printer" }],
  Alerts: [{ hostname: "srv-01" }, { hostname: "Old-Name" }],
  targets: [
    { id: groupId, name: "Lab" },
    { id: "x", name: "Office" },
    { id: "y", name: "office" },
  ],
};

const now = Date.parse("2026-05-01T12:00:00Z");
const atNow = { clock: { now: () => now }, serverTime: async () => now };

/** Creates a client whose lists match regular expressions and IDs. */
function createClient(rows = lists) {
  const requests: string[] = [];
  const model = (route: string) => ({
    list: ({ where }: { where?: Condition }) => ({
      async toArray() {
        requests.push(route);
        return rows[route]!.filter((row) => !where || matches(row, where));
      },
    }),
  });
  const client = { model, agents: model("Agents"), targets: model("targets"), ...atNow };
  return { client: client as unknown as HuntClient, requests };
}

interface Condition {
  readonly or?: readonly Record<string, { regexp: RegExp }>[];
  readonly id?: { readonly inq: readonly string[] };
}

function matches(row: Record<string, unknown>, { or, id }: Condition): boolean {
  if (id) return id.inq.some((each) => each.toLowerCase() === row["id"]);
  return (or ?? []).some((each) =>
    Object.entries(each).every(([name, { regexp }]) => regexp.test(String(row[name]))),
  );
}

const { signal } = new AbortController();

async function explain(where: object, path = "Alerts") {
  const error = await explainNoRecords({ client: createClient().client, path, where, signal });
  return error?.message ?? null;
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
      { targetGroupId: "11111111-7d1f-4c1e-9a55-3a1f6c0d2b7e" },
      'where: targetGroupId: no target group has the ID "11111111-7d1f-4c1e-9a55-3a1f6c0d2b7e".',
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
  ])("is not an error if it exists, or the condition does not name it: %j", async (where) => {
    expect(await explain(where)).toBeNull();
  });

  it("is not an error in a list of hosts, where a missing host is a result", async () => {
    expect(await explain({ hostname: "gone" }, "Agents/count")).toBeNull();
  });

  it("is accepted in all its spellings", async () => {
    const { client } = createClient({ ...lists, Alerts: [{ hostname: "SRV-01" }] });
    const where = { hostname: { inq: ["srv-01", "SRV-01"] } };

    expect(await explainNoRecords({ client, path: "Alerts", where, signal })).toBeNull();
  });

  it("is not checked if the token is not allowed to list hosts", async () => {
    const { HuntForbiddenError } = await import("@huntkit/core");
    const facts = { method: "GET", path: "Agents", status: 403 };
    const forbidden = {
      list: () => ({ toArray: () => Promise.reject(new HuntForbiddenError("No.", facts)) }),
    };
    const client = { model: () => forbidden, ...atNow } as unknown as HuntClient;

    expect(
      await explainNoRecords({ client, path: "Alerts", where: { hostname: "gone" }, signal }),
    ).toBeNull();
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

    await requireNamedRecords({ client, path: "Alerts", where: { hostname: "srv-02" }, signal });

    expect(requests).toEqual([]);
  });

  it("checks several names in any case, because the records of one hide another", async () => {
    const { client } = createClient();
    const where = { hostname: { inq: ["srv-01", "srv-02"] } };

    await expect(requireNamedRecords({ client, path: "Alerts", where, signal })).rejects.toMatchObject({
      input: "where",
      problem: "not-found",
    });
  });
});
