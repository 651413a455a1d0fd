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

describe("a policy that is assigned to an organization and 450 locations", () => {
  const post = async (path: string, body: object) => {
    const response = await fetch(`${sandbox().url}/api/${path}`, {
      method: "POST",
      headers: { authorization: sandbox().tokens.admin, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return (await response.json()) as { id: string }[];
  };
  const policyOf = (name: string) =>
    sandbox()
      .records("Policies")
      .find((policy) => policy["name"] === name)!;

  it("can be deleted, and no agent counts twice", async () => {
    const organization = sandbox()
      .records("Organizations")
      .find(({ name }) => name === "Lakeside Foods")!;
    const seeded = sandbox().records("Locations");
    const added = Array.from({ length: 450 }, (_, number) => ({
      name: `Shop ${number}`,
      organizationId: organization.id,
    }));
    const locations = [...seeded, ...(await post("Locations", added))];
    const policyId = policyOf("Antivirus, strict").id;
    await post(`Organizations/${organization.id}/policyAssignments`, { policyId });
    for (const { id } of locations) await post(`Locations/${id}/policyAssignments`, { policyId });

    const { code, stderr } = await hunt(["policy", "delete", "Antivirus, strict", "--dry-run"]);

    expect(code, stderr).toBe(0);
    expect(stderr).toContain(`  ${all().toLocaleString("en-US")} agents in the organizations and locations`);
  });
});

describe("a device group, whose agents HUNT does not list", () => {
  it.each([["--max-affected"], ["--expect"]])(
    "is not deleted with a wrong limit, and the error explains why the number can be too high: %s",
    async (flag) => {
      const { code, stderr } = await hunt(["device-group", "delete", "Servers", "--yes", flag, "1"]);

      expect(code).toBe(1);
      expect(stderr).toContain(
        `${all()} agents match, but ${flag === "--expect" ? "1 is expected" : "the limit is 1"}. The number can be ` +
          "too high: HUNT does not list the agents of a device group, so all agents of the organizations and " +
          "locations count.",
      );
      expect(writes()).toEqual([]);
    },
  );
});
