import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type HuntClient } from "../../src/index.js";
import { toUuid } from "../../src/ids.js";
import { splitIdList } from "../../src/query/split-id-list.js";
import { createClient, catchError, serve, useSandbox } from "../helpers.js";

const sandbox = useSandbox({ now: "2026-03-01T00:00:00Z" });

const connect = (): HuntClient => createClient(sandbox().url, { token: sandbox().tokens.admin });

/**
 * Returns the IDs of alerts in ascending order, and in another order with duplicates, as a script may pass
 * them.
 */
function listAlertIds(count: number) {
  const sorted = sandbox()
    .records("Alerts")
    .map(({ id }) => id)
    .slice(0, count)
    .sort();
  return { sorted, given: [...sorted.slice(0, 50), ...sorted.toReversed()] };
}

describe("a condition with many IDs", () => {
  it("finds all rows in the order of their IDs, and sends no long URL", async () => {
    const { sorted, given } = listAlertIds(450);

    const rows = await connect()
      .alerts.list({ where: { id: { inq: given } } })
      .toArray();

    expect(rows.map(({ id }) => id)).toEqual(sorted);
    expect(Math.max(...sandbox().requests.map(({ path }) => path.length))).toBeLessThan(8_000);
  });

  it("finds the rows of every page, next to another condition", async () => {
    const { sorted, given } = listAlertIds(450);
    const chosen = new Set(sorted);
    const high = sandbox()
      .records("Alerts")
      .filter(({ id, severity }) => severity === "high" && chosen.has(id))
      .map(({ id }) => id)
      .sort();
    const where = { id: { inq: given }, severity: "high" } as const;
    const { alerts } = connect();

    const rows = await alerts.list({ where }, { pageSize: 30, preserveOrder: true }).toArray();
    const count = await alerts.count(where);

    expect(rows.map(({ id }) => id)).toEqual(high);
    expect(count).toBe(high.length);
  });

  it("finds the IDs that a second long list leaves, and sends no long URL", async () => {
    const { sorted } = listAlertIds(600);
    const [excluded, remaining] = [sorted.slice(0, 400), sorted.slice(400)];
    const where = { and: [{ id: { inq: sorted } }, { id: { nin: excluded } }] };
    const { alerts } = connect();

    const rows = await alerts.list({ where }).toArray();
    const count = await alerts.count(where);

    expect(rows.map(({ id }) => id)).toEqual(remaining);
    expect(count).toBe(200);
    expect(Math.max(...sandbox().requests.map(({ path }) => path.length))).toBeLessThan(8_000);
  });

  it("is rejected if a second condition excludes all of them", async () => {
    const { sorted } = listAlertIds(400);
    const where = { and: [{ id: { inq: sorted } }, { id: { nin: sorted } }] };

    const client = createClient(sandbox().url, { token: sandbox().tokens.admin, impossibleReads: "error" });
    const error = await catchError(client.alerts.list({ where }).toArray());

    expect(error).toMatchObject({ code: "HUNT_INPUT", input: "where", problem: "range" });
  });

  it("stops at the limit, and counts the rows of all requests", async () => {
    const { sorted, given } = listAlertIds(250);
    const listing = connect().alerts.list({ where: { id: { inq: given } }, limit: 120 });

    const rows = await listing.toArray();
    const total = await listing.count();

    expect(rows.map(({ id }) => id)).toEqual(sorted.slice(0, 120));
    expect(total).toBe(250);
  });

  it("rejects too many IDs in a custom order, because the URL would be too long", async () => {
    const inq = Array.from({ length: 1_000 }, () => randomUUID());

    const error = await catchError(
      connect()
        .alerts.list({ where: { id: { inq } }, order: "createdOn" })
        .toArray(),
    );

    expect(error.message).toMatch(/the address of the request is too long .* use fewer values.* \(431\)/);
  });

  it("returns all rows even if the server returns smaller pages than requested", async () => {
    const ids = Array.from({ length: 250 }, () => randomUUID()).sort();
    const { url } = await serve((request, response) => {
      const filter = JSON.parse(new URL(request.url!, "http://x").searchParams.get("filter")!) as {
        where: { and: { id: { inq?: string[]; gt?: string } }[] };
      };
      const clauses = filter.where.and.map(({ id }) => id);
      const after = clauses.find(({ gt }) => gt !== undefined)?.gt ?? "";
      const matching = clauses.find(({ inq }) => inq)!.inq!.filter((id) => id > after);
      response.setHeader("x-total-count", matching.length);
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(matching.slice(0, 40).map((id) => ({ id }))));
    });

    const rows = await createClient(url)
      .model("Widgets")
      .list({ where: { id: { inq: ids } } }, { preserveOrder: true })
      .toArray();

    expect(rows.map(({ id }) => id)).toEqual(ids);
  });
});

describe("splitIdList", () => {
  it("returns null for a short list, other properties, and IDs whose order is unknown", () => {
    const names = Array.from({ length: 101 }, (_, index) => `n${index}`);

    expect(splitIdList(undefined)).toBeNull();
    expect(splitIdList({ id: { inq: names.slice(0, 100) } })).toBeNull();
    expect(splitIdList({ hostname: { inq: names } })).toBeNull();
    expect(splitIdList({ id: { inq: names } })).toBeNull();
    expect(splitIdList({ or: [{ id: { inq: names } }, { a: 1 }] })).toBeNull();
  });

  it("sorts numbers by value, and removes IDs outside the range", () => {
    const ids = Array.from({ length: 150 }, (_, index) => 150 - index);

    const parts = splitIdList({
      and: [{ id: { inq: ids } }, { id: { gt: 20 } }, { id: { gte: 30 } }, { id: { lt: 33 } }],
    });

    expect(parts).toEqual([
      { and: [{ id: { gt: 20 } }, { id: { gte: 30 } }, { id: { lt: 33 } }, { id: { inq: [30, 31, 32] } }] },
    ]);
  });

  it("requests a UUID only once if the list has it in upper and lower case", () => {
    const ids = Array.from({ length: 101 }, (_, index) => toUuid(0xabcdef + index));

    const parts = splitIdList({ id: { inq: [...ids, ids[99]!.toUpperCase()] } })!;

    expect(parts.map(({ and }) => and)).toEqual([
      [{ id: { inq: ids.slice(0, 100) } }],
      [{ id: { inq: ids.slice(100) } }],
    ]);
  });

  it("removes IDs that another condition excludes", () => {
    const ids = Array.from({ length: 400 }, (_, index) => index);
    const others = [
      { id: { nin: ids.slice(0, 250) } },
      { id: { neq: 399 } },
      { or: [{ id: 255 }, { id: { inq: [1, 398, 399] } }] },
    ];

    const parts = splitIdList({ and: [{ id: { inq: ids } }, ...others] });

    expect(parts).toEqual([{ and: [others[2], { id: { inq: [255, 398] } }] }]);
  });

  it("returns null if another condition excludes all IDs, so the guard can reject the request", () => {
    const ids = Array.from({ length: 101 }, (_, index) => index);

    expect(splitIdList({ and: [{ id: { inq: ids } }, { id: { nin: ids } }] })).toBeNull();
    expect(splitIdList({ and: [{ id: { inq: ids } }, { id: 200 }] })).toBeNull();
  });

  it("returns an empty list if no ID is in the range", () => {
    const ids = Array.from({ length: 101 }, (_, index) => index);

    expect(splitIdList({ and: [{ id: { inq: ids } }, { id: { gt: 200 } }] })).toEqual([]);
  });
});
