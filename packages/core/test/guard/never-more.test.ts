import { createCarelessRecords, listMeantIds, type CarelessRow } from "@huntkit/test-kit/careless-hunt";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toUuid } from "../../src/ids.js";
import { isHuntError, type HuntClient, type Transport } from "../../src/index.js";
import { createClient } from "../helpers.js";

const rows: CarelessRow[] = Array.from({ length: 24 }, (_, index) => ({
  id: toUuid(index),
  hostname: `srv-${index % 5}`,
  severity: ["low", "high"][index % 2]!,
  archived: index % 3 === 0,
  score: index % 7,
  data: {},
}));

const known: fc.Arbitrary<object> = fc.oneof(
  fc.record({ hostname: fc.constantFrom("srv-0", "srv-1", "srv-4") }),
  fc.record({ severity: fc.constantFrom("low", "high").map((each) => ({ inq: [each] })) }),
  fc.record({ archived: fc.boolean() }),
  fc.record({ score: fc.record({ gt: fc.integer({ min: -1, max: 7 }) }) }),
  fc.record({ score: fc.record({ neq: fc.integer({ min: 0, max: 6 }) }) }),
  fc.record({ id: fc.constantFrom(toUuid(0), toUuid(7), toUuid(23)) }),
  fc.record({ id: fc.record({ inq: fc.subarray([toUuid(1), toUuid(2), toUuid(20)], { minLength: 1 }) }) }),
);

const typos = [
  "archive",
  "Hostname",
  "hostName",
  "severty",
  "Id",
  "targetId",
  "constructor",
  "__proto__",
  "nor",
  "dat",
];
const typo: fc.Arbitrary<object> = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(...typos),
      fc.constantFrom("hostname", "severity", "score").map((name) => `${name}x`),
      fc.string({ minLength: 1, maxLength: 8 }),
    ),
    fc.oneof(fc.constantFrom(false, "x", 1), fc.constant({ neq: 3 }), fc.constant({ inq: ["a"] })),
  )
  .map(([name, value]) => Object.fromEntries([[name, value]]));

const wrong: fc.Arbitrary<object> = fc.oneof(
  fc.constantFrom<object>(
    {},
    { hostname: {} },
    { hostname: null },
    { hostname: { neq: null } },
    { hostname: { like: "" } },
    { hostname: { contains: "srv" } },
    { hostname: { $gt: "a" } },
    { hostname: { near: "1,1" } },
    { hostname: { inq: [null] } },
    { id: "" },
    { id: { inq: [] } },
    { and: [] },
    { or: [] },
    { or: [{}] },
    { and: [{ hostname: "srv-1" }, {}] },
  ),
);

const condition = fc.letrec<{ any: object; leaf: object; branch: object; beside: object }>((tie) => ({
  any: fc.oneof({ maxDepth: 3 }, { arbitrary: tie("leaf"), weight: 4 }, tie("branch"), tie("beside")),
  leaf: fc.oneof(
    { arbitrary: known, weight: 6 },
    { arbitrary: typo, weight: 1 },
    { arbitrary: wrong, weight: 1 },
  ),
  branch: fc
    .tuple(fc.constantFrom("and", "or"), fc.array(tie("any"), { minLength: 1, maxLength: 3 }))
    .map(([key, branches]) => ({ [key]: branches })),
  beside: fc.tuple(tie("any"), tie("any")).map(([one, other]) => ({ ...one, ...other })),
})).any;

/** All writes by condition, with the model that each changes. */
const writes: readonly (readonly [string, (client: HuntClient, where: object) => Promise<unknown>])[] = [
  ["alerts.archive", (client, where) => client.alerts.archive(where)],
  ["alerts.unarchive", (client, where) => client.alerts.unarchive(where)],
  ["alerts.respond", (client, where) => client.alerts.respond({ where }, { unproven: true })],
  ["agents.uninstall", (client, where) => client.agents.uninstall(where)],
  ["quarantinedFiles.deleteFiles", (client, where) => client.quarantinedFiles.deleteFiles(where)],
  ["quarantinedFiles.restoreFiles", (client, where) => client.quarantinedFiles.restoreFiles(where)],
  ...["Alerts/archive", "alerts/UNARCHIVE", "BoxProcesses/blacklist", "BoxProcesses/whitelist"].map(byQuery),
  ...["BoxProcesses/delist", "BoxProcesses/flag", "BoxProcesses/analyze", "Rules/update"].map(byQuery),
  ...["QuarantinedFiles/createDeleteFileJobs", "Rules/upsertWithWhere"].map(byQuery),
  ...["agents/uninstall", "Agents/scan", "Agents/toggleIsolation", "Agents/approve"].map(byBody),
  ...["Alerts/response", "Rules/someAction"].map(byBody),
];

function byQuery(path: string) {
  return [
    `POST ${path}`,
    (client: HuntClient, where: object) =>
      client.request({ method: "POST", path, query: { where }, body: toChanges(path) }),
  ] as const;
}

/** Only the methods of LoopBack itself have a body. */
function toChanges(path: string): object | undefined {
  return path.startsWith("Rules/") ? { active: true } : undefined;
}

function byBody(path: string) {
  return [
    `POST ${path}`,
    (client: HuntClient, where: object) =>
      client.request({ method: "POST", path, body: { where }, unproven: true }),
  ] as const;
}

describe("a write by condition never changes more records than requested", () => {
  const tables = ["alerts", "agents", "quarantinedfiles", "boxprocesses", "rules"];
  const hunt = createCarelessRecords(Object.fromEntries(tables.map((name) => [name, rows])));
  const transport: Transport = {
    send: async ({ method, path, body = "" }) => {
      const { status, data } = hunt.respond(method, path, body as string);
      return { status, headers: {}, body: Buffer.from(JSON.stringify(data)) };
    },
    close: async () => {},
  };

  it.each(writes)("on a server that ignores unknown conditions: %s", async (_, write) => {
    const client = createClient("acme", { token: "a".repeat(64), transport });
    let successes = 0;
    await fc.assert(
      fc.asyncProperty(condition, async (where) => {
        hunt.reset();

        const isDone = await write(client, where).then(
          () => true,
          (error: unknown) => {
            if (!isHuntError(error)) throw error;
            return false;
          },
        );

        if (isDone && hunt.changed().length > 0) successes++;
        expect(hunt.changed()).toEqual(isDone ? listMeantIds(rows, where) : []);
      }),
      { numRuns: 60 },
    );
    // Otherwise, the test would prove nothing.
    expect(successes).toBeGreaterThan(0);
  });
});
