import { beforeEach, describe, expect, it } from "vitest";
import { atHunt } from "../support/at-hunt.js";

const at = atHunt();
const { sandbox, hunt } = at;

const writes = () => sandbox().requests.filter(({ method }) => method !== "GET");
const countAgents = (property: "organizationId" | "locationId", route: string, name: string): number => {
  const { id } = sandbox()
    .records(route)
    .find((row) => row["name"] === name)!;
  return sandbox()
    .records("Agents")
    .filter((agent) => agent[property] === id).length;
};
const all = () => sandbox().records("Agents").length;

beforeEach(() => sandbox().requests.clear());

const changes: [line: string, args: string[], agents: () => number][] = [
  [
    "organization delete",
    ["organization", "delete", "Copperfield Schools"],
    () => countAgents("organizationId", "Organizations", "Copperfield Schools"),
  ],
  [
    "location delete",
    ["location", "delete", "Aarhus servers"],
    () => countAgents("locationId", "Locations", "Aarhus servers"),
  ],
  [
    "target delete",
    ["target", "delete", "Aarhus servers"],
    () => countAgents("locationId", "Locations", "Aarhus servers"),
  ],
  ["policy delete", ["policy", "delete", "Antivirus"], all],
  ["policy update", ["policy", "update", "Antivirus", "--disabled", "true"], all],
  ["device-group delete", ["device-group", "delete", "Servers"], all],
];

describe.each(changes)("hunt %s --yes", (_, args, countAffected) => {
  it("changes nothing without a limit if it affects more than one agent", async () => {
    const { code, stderr } = await hunt([...args, "--yes"]);

    expect(code).toBe(1);
    expect(stderr).toContain(`${countAffected()} `);
    expect(stderr).toContain("but the limit is 1.");
    expect(stderr).toContain("--max-affected");
    expect(writes()).toEqual([]);
  });

  it("changes nothing if it affects more agents than --max-affected", async () => {
    const limit = String(countAffected() - 1);

    const { code, stderr } = await hunt([...args, "--yes", "--max-affected", limit]);

    expect(code).toBe(1);
    expect(stderr).toContain(`but the limit is ${limit}.`);
    expect(writes()).toEqual([]);
  });

  it("shows the number of agents in the preview", async () => {
    const { code, stderr } = await hunt([...args, "--dry-run"]);

    expect(code).toBe(0);
    expect(stderr).toContain(`  ${countAffected().toLocaleString("en-US")} agents`);
  });

  it("changes the record if --expect is the number of agents", async () => {
    const { code, stderr } = await hunt([...args, "--yes", "--expect", String(countAffected())]);

    expect(code, stderr).toBe(0);
    expect(writes()).toHaveLength(1);
  });
});

describe("a change that affects no agents", () => {
  it("requires no limit with --yes", async () => {
    await hunt(["organization", "create", "Empty Org"]);

    const { code, stderr } = await hunt(["organization", "delete", "Empty Org", "--yes"]);

    expect(code, stderr).toBe(0);
    expect(stderr).toContain("  0 locations\n  0 agents\n");
  });
});

describe("the preview of hunt organization delete", () => {
  it("labels the numbers of the organization", async () => {
    const { stderr } = await hunt(["organization", "delete", "Meridian Clinics", "--dry-run"]);

    expect(stderr).toMatch(
      /^ {2}Meridian Clinics {2}Locations: \d+ {2}Devices: \d+ {2}Alerts: \d+ {2}[0-9a-f-]{36}\n {2}4 locations\n {2}\d+ agents$/m,
    );
  });
});
