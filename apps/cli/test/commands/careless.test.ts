import { startCarelessHunt, type CarelessHunt, type CarelessRow } from "@huntkit/test-kit/careless-hunt";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { hunt, signedIn } from "../support/hunt.js";

/** Returns an ID in the format of HUNT's. */
const toId = (table: "a" | "b", index: number) =>
  `${table}0000000-0000-4000-8000-${String(index).padStart(12, "0")}`;

const agents: CarelessRow[] = Array.from({ length: 12 }, (_, index) => ({
  id: toId("a", index),
  hostname: `srv-${index}`,
  ipstring: `10.0.0.${index}`,
  active: true,
  authorized: true,
  isolated: index % 2 === 1,
  os: index < 6 ? "linux" : "windows",
}));
const inLab = agents.slice(0, 4);
const alerts: CarelessRow[] = Array.from({ length: 250 }, (_, index) => ({
  id: toId("b", index),
  name: "Noise",
  severity: index < 240 ? "low" : "high",
  hostname: `srv-${index % 5}`,
  sourceType: "rule",
  archived: index % 10 === 0,
  createdOn: "2026-03-01T00:00:00.000Z",
}));
const tables = {
  agents,
  alerts,
  targets: [
    { id: "t1", name: "Lab" },
    { id: "t2", name: "Office" },
  ],
  "targets/t1/agents": inLab,
};
const ids = (rows: readonly CarelessRow[]): string[] => rows.map(({ id }) => id);

let server: CarelessHunt;
beforeAll(async () => {
  server = await startCarelessHunt(tables);
});
beforeEach(() => server.reset());
afterAll(() => server.close());

const run = (...args: string[]) => hunt(args, { env: signedIn(server.url, "a".repeat(64)) });

describe("a server that ignores unknown conditions and IDs", { timeout: 60_000 }, () => {
  it.each([
    ["isolate", ["--unproven"], inLab.filter(({ isolated }) => isolated === false)],
    ["restore", ["--unproven"], inLab.filter(({ isolated }) => isolated === true)],
    ["uninstall", [], inLab],
    ["scan", [], inLab],
  ] as const)("hunt agent %s changes exactly the agents of the group", async (name, flags, expected) => {
    const { code } = await run("agent", name, "--group", "Lab", "--yes", "--max-affected", "4", ...flags);

    expect(code).toBe(0);
    expect(server.changed()).toEqual(ids(expected));
  });

  it.each([
    ["isolate", ["--unproven"], agents.filter(({ os, isolated }) => os === "linux" && isolated === false)],
    ["restore", ["--unproven"], agents.filter(({ os, isolated }) => os === "linux" && isolated === true)],
    ["uninstall", [], agents.filter(({ os }) => os === "linux")],
    ["scan", [], agents.filter(({ os }) => os === "linux")],
  ] as const)(
    "hunt agent %s changes exactly the agents that match --where",
    async (name, flags, expected) => {
      const where = '{"or": [{"os": "linux"}, {"hostname": "srv-1"}], "active": true}';

      const { code } = await run("agent", name, "--where", where, "--yes", "--max-affected", "9", ...flags);

      expect(code).toBe(0);
      expect(server.changed()).toEqual(ids(expected));
    },
  );

  const selections = [
    ["an unknown property", ["--where", '{"targetId": "t1"}']],
    ["a misspelled property", ["--where", '{"OS": "linux"}']],
    ["an unknown property next to a known one", ["--where", '{"os": "linux", "lastSeen": {"lt": "2020"}}']],
    ["an unknown property in an or", ["--where", '{"or": [{"os": "linux"}, {"osx": "x"}]}']],
    ["an unknown property and a group", ["--group", "Lab", "--where", '{"hostid": "x"}']],
    ["an unknown operator", ["--where", '{"os": {"is": "linux"}}']],
    ["an empty condition", ["--where", "{}"]],
    ["an empty condition and a group", ["--group", "Lab", "--where", "{}"]],
    ["a condition that every agent matches", ["--where", '{"active": true}']],
    ["an empty host name", [""]],
  ] as const;
  const actions = [
    ["isolate", ["--unproven"]],
    ["restore", ["--unproven"]],
    ["uninstall", []],
    ["scan", []],
  ] as const;

  it.each(
    actions.flatMap(([name, flags]) => selections.map((selection) => [name, flags, ...selection] as const)),
  )("hunt agent %s %j changes no agent for %s", async (name, flags, _, selection) => {
    const limit = ["--yes", "--max-affected", "1000"];

    const { code } = await run("agent", name, ...selection, ...limit, ...flags);

    expect(code).not.toBe(0);
    expect(server.changed()).toEqual([]);
  });

  it.each(["isolate", "restore"])(
    "hunt agent %s sends its guessed request only with --unproven",
    async (name) => {
      const host = name === "isolate" ? "srv-0" : "srv-1";

      const { code, stderr } = await run("agent", name, host, "--yes");

      expect(code).toBe(1);
      expect(stderr).toContain("--unproven");
      expect(server.changed()).toEqual([]);
    },
  );

  it("hunt agent isolate limits its guessed request by a condition, because the server ignores IDs", async () => {
    await run("agent", "isolate", "srv-0", "srv-2", "--yes", "--expect", "2", "--unproven");

    expect(server.changed()).toEqual([toId("a", 0), toId("a", 2)]);
    expect(server.writes().map(({ body }) => body)).toEqual([
      {
        where: { id: { inq: [toId("a", 0), toId("a", 2)] } },
        ids: [toId("a", 0), toId("a", 2)],
        isolated: true,
      },
    ]);
  });

  it("hunt alert archive changes exactly the matching alerts, in batches of 100", async () => {
    const expected = alerts.filter(({ severity, archived }) => severity === "low" && archived === false);

    const { code } = await run("alert", "archive", "--severity", "low", "--yes", "--max-affected", "1000");

    expect(code).toBe(0);
    expect(server.changed()).toEqual(ids(expected));
    expect(server.writes()).toHaveLength(Math.ceil(expected.length / 100));
  });

  it.each([
    ["a misspelled property", ["--where", '{"archive": false}']],
    ["an unknown property next to a flag", ["--severity", "high", "--where", '{"threat": "x"}']],
    ["a condition on a property that lists do not have", ["--where", '{"flagName": "x"}']],
    ["an empty condition next to a flag", ["--severity", "high", "--where", "{}"]],
    ["an empty ID", [""]],
  ])("hunt alert archive changes no alert for %s", async (_, flags) => {
    for (const undo of [[], ["--undo"]]) {
      const { code } = await run("alert", "archive", ...flags, ...undo, "--yes", "--max-affected", "1000");

      expect(code).not.toBe(0);
      expect(server.changed()).toEqual([]);
    }
  });

  it.each([
    ["DELETE", "Agents"],
    ["DELETE", "Agents/"],
    ["DELETE", "targets/t1/agents"],
    ["POST", "Alerts/archive"],
    ["POST", "Alerts/archive", "--where", '{"archive": true}'],
    ["POST", "Alerts/archive", "--body", '{"where": {"severity": "high"}}'],
    ["POST", "agents/uninstall", "--body", "{}"],
    ["POST", "agents/uninstall", "--body", '{"where": null}'],
    ["POST", "agents/uninstall", "--body", '{"where": {"hostname": ""}, "ids": []}'],
    ["POST", "Agents/scan", "--body", '{"options": {"quickScan": true}}'],
    [
      "POST",
      "Agents/toggleIsolation",
      "--body",
      `{"ids": ["${toId("a", 0)}"], "isolated": true}`,
      "--unproven",
    ],
    ["POST", "Alerts/update", "--where", '{"targetId": "x"}', "--body", '{"archived": true}'],
    ["POST", "Alerts/upsertWithWhere", "--where", '{"severity": "low"}', "--body", '{"archived": true}'],
  ])("hunt api %s %s %j changes no record", async (...args) => {
    const { code } = await run("api", ...args, "--yes", "--max-affected", "1000");

    expect(code).not.toBe(0);
    expect(server.writes()).toEqual([]);
  });
});

describe("hunt", () => {
  it.each([
    ["--severity", ["alert", "archive", "--severity", "", "--host", "*", "--yes", "--max-affected", "9999"]],
    ["--severity", ["alert", "archive", "--severity", ",", "--host", "*", "--yes", "--max-affected", "9999"]],
    ["--source", ["alert", "archive", "--source", "", "--host", "*", "--yes", "--max-affected", "9999"]],
    ["--fields", ["export", "Alerts", "--fields", "", "--output", "alerts.ndjson"]],
  ])("rejects an empty list in a flag, as with an unset variable: %s", async (flag, command) => {
    const { code, stderr } = await hunt(command);

    expect(code).toBe(2);
    expect(stderr).toContain(`The value of ${flag} is empty.`);
  });
});
