import type { HuntClient } from "@huntkit/core";
import { expect } from "vitest";
import { explainNoRecords } from "../src/condition-names.js";

type Rows = readonly Record<string, unknown>[];

export const groupId = "0b8c8a5e-7d1f-4c1e-9a55-3a1f6c0d2b7e";
export const deletedId = "22222222-7d1f-4c1e-9a55-3a1f6c0d2b7e";
export const unknownId = "11111111-7d1f-4c1e-9a55-3a1f6c0d2b7e";
export const extensionId = "33333333-7d1f-4c1e-9a55-3a1f6c0d2b7e";
export const lists: Record<string, Rows> = {
  Agents: [{ id: groupId, hostname: "srv-01" }, { hostname: "New-Host" }],
  addresses: [{ hostname: "printer" }],
  Alerts: [{ hostname: "srv-01" }, { hostname: "Old-Name" }],
  targets: [
    { id: groupId, name: "Lab", data: { rmmUid: "site-1" } },
    { id: "x", name: "Office" },
    { id: "y", name: "office" },
  ],
  Organizations: [{ id: groupId, name: "Lakeside Foods" }],
  scans: [{ id: groupId }],
  rules: [{ id: groupId, name: "Memory of LSASS was read" }],
  extensions: [{ id: extensionId, name: "Terminate Process" }],
  Policies: [{ name: "Datto AV", type: "datto-av" }],
  DeviceGroups: [{ name: "Servers", deviceType: "server" }],
};

const now = Date.parse("2026-05-01T12:00:00Z");
export const atNow = { clock: { now: () => now }, serverTime: async () => now };

/** Creates a client whose lists match names, regular expressions, and IDs. */
export function createClient(rows = lists) {
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

interface Operators {
  readonly regexp?: RegExp;
  readonly inq?: readonly string[];
  readonly nin?: readonly string[];
}

function matches(row: Record<string, unknown>, { or, ...properties }: Condition): boolean {
  if (or && !or.some((each) => matches(row, each))) return false;
  return Object.entries(properties).every(([name, condition]) => {
    const value = name.split(".").reduce<unknown>((inner, part) => Object(inner)[part], row);
    const { regexp, inq, nin } = Object(condition) as Operators;
    if (inq) return inq.some((each) => each.toLowerCase() === value);
    if (nin) return value !== undefined && !nin.some((each) => each === value);
    return regexp ? regexp.test(String(value)) : value === condition;
  });
}

export const signal: AbortSignal = new AbortController().signal;

/** Fails a test whose condition should not be doubtful. */
export const warn = (doubt: Error) => expect.unreachable(doubt.message);

export async function explain(where: object, path = "Alerts", rows = lists) {
  const error = await explainNoRecords({ client: createClient(rows).client, path, where, signal, warn });
  return error?.message ?? null;
}

/** Returns the warnings about a condition whose result is empty, but must not be an error. */
export async function findDoubts(where: object, rows = lists) {
  const doubts: string[] = [];
  const { client } = createClient(rows);
  const collect = ({ message }: Error) => void doubts.push(message);
  expect(await explainNoRecords({ client, path: "Alerts", where, signal, warn: collect })).toBeNull();
  return doubts;
}
