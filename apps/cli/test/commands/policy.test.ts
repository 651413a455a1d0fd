import { describe, expect, it } from "vitest";
import { atHunt } from "../support/at-hunt.js";
import { inTerminal } from "../support/in-terminal.js";
import { expectValidOutput } from "../support/schema.js";

const at = atHunt();
const { sandbox, hunt } = at;

const findId = (model: string, name: string) =>
  sandbox()
    .records(model)
    .find((row) => row["name"] === name)?.id;

/** Returns the policies of an organization, with their device groups. */
async function listPolicies(organization: string): Promise<string[]> {
  const { stdout } = await hunt(["organization", "policies", organization, "--json"]);
  const rows = JSON.parse(stdout) as { policyName: string; deviceGroupName: string | null }[];
  return rows.map(({ policyName, deviceGroupName }) => `${policyName}: ${deviceGroupName}`);
}

const writesSent = () =>
  sandbox()
    .requests.filter(({ method }) => method !== "GET")
    .map(({ method }) => method);

describe("hunt policy list", () => {
  it("shows the type of each policy as --type requires it", async () => {
    const { stdout } = await hunt(["policy", "list"]);

    expect(stdout).toMatch(/^Workstations\tedr\tEndpoint detection\t/m);
  });
});

describe("hunt policy assign", () => {
  it("assigns a policy to a device group of an organization", async () => {
    const flags = ["--organization", "lakeside foods", "--device-group", "kiosks", "--yes"];

    const { code, stdout, stderr } = await hunt(["policy", "assign", "ransomware", ...flags, "--json"]);

    expect(code, stderr).toBe(0);
    await expectValidOutput("policy assign", stdout);
    expect(await listPolicies("Lakeside Foods")).toContain("Ransomware: Kiosks");
  });

  it("replaces the policy of the same kind in place, and shows it before", async () => {
    const before = await listPolicies("Lakeside Foods");
    sandbox().requests.clear();

    const { stdout, stderr } = await hunt([
      "policy",
      "assign",
      "Antivirus, strict",
      "--organization",
      "Lakeside Foods",
      "--yes",
    ]);

    expect(stdout).toBe("");
    expect(stderr).toContain("✓ Assigned the policy Antivirus, strict to the organization Lakeside Foods.");
    expect(writesSent()).toEqual(["PUT"]);
    expect(await listPolicies("Lakeside Foods")).toEqual(
      before.map((each) => each.replace("Antivirus:", "Antivirus, strict:")),
    );
  });

  it("shows what would be replaced with --dry-run, and changes nothing", async () => {
    const before = await listPolicies("Lakeside Foods");

    const flags = ["--organization", "Lakeside Foods", "--dry-run"];
    const { code, stderr } = await hunt(["policy", "assign", "Antivirus, strict", ...flags]);

    expect(code).toBe(0);
    expect(stderr).toContain("replaces Antivirus");
    expect(await listPolicies("Lakeside Foods")).toEqual(before);
  });

  it("warns of a policy that is turned off", async () => {
    const assign = (policy: string) =>
      hunt(["policy", "assign", policy, "--location", "Lyon servers", "--dry-run"]);

    const [off, on] = [await assign("Antivirus, strict"), await assign("Antivirus")];

    expect(off.stderr).toContain("the policy is turned off");
    expect(on.stderr).not.toContain("turned off");
  });

  it("assigns a policy to a location instead of the inherited one", async () => {
    const assign = ["policy", "assign", "Antivirus, strict", "--location", "Lyon servers", "--yes"];

    const { code, stderr } = await hunt(assign);

    const { stdout } = await hunt(["location", "policies", "Lyon servers"]);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^Antivirus, strict\tav\t\tLOCATION\tAntivirus/m);
  });

  it("sends nothing if the policy is already assigned", async () => {
    const flags = ["--organization", "Lakeside Foods", "--yes"];
    sandbox().requests.clear();

    const { code, stderr } = await hunt(["policy", "assign", "Antivirus", ...flags]);

    expect(code).toBe(0);
    expect(stderr).toContain("The policy Antivirus is already assigned to the organization Lakeside Foods.");
    expect(writesSent()).toEqual([]);
  });

  it("fails if HUNT accepts the request without storing the assignment", async () => {
    sandbox().faults.add({
      match: "POST Organizations/*/policyAssignments",
      kind: "status",
      status: 200,
      body: {},
    });

    const flags = ["--organization", "Lakeside Foods", "--device-group", "Kiosks", "--yes"];
    const { code, stderr } = await hunt(["policy", "assign", "Ransomware", ...flags]);

    expect(code).toBe(1);
    expect(stderr).toContain("HUNT accepted the request, but does not list the policy Ransomware");
  });

  it("suggests the nearest name for a device group that does not exist", async () => {
    const flags = ["--organization", "Lakeside Foods", "--device-group", "Kiosk", "--yes"];

    const { code, stderr } = await hunt(["policy", "assign", "Ransomware", ...flags]);

    expect(code).toBe(1);
    expect(stderr).toContain('No device group named "Kiosk" found.\nDid you mean Kiosks?');
  });

  it.each([
    ["neither an organization nor a location", []],
    [
      "both an organization and a location",
      ["--organization", "Lakeside Foods", "--location", "Lyon servers"],
    ],
  ])("rejects %s without a request", async (_, flags) => {
    sandbox().requests.clear();

    expect((await hunt(["policy", "assign", "Ransomware", ...flags])).code).toBe(2);
    expect(sandbox().requests).toEqual([]);
  });
});

describe("hunt policy unassign", () => {
  it("removes a policy from an organization", async () => {
    const flags = ["--organization", "Lakeside Foods", "--yes"];

    const { code, stderr } = await hunt(["policy", "unassign", "Antivirus", ...flags]);

    expect(code, stderr).toBe(0);
    expect(await listPolicies("Lakeside Foods")).not.toContain("Antivirus: null");
    expect(await listPolicies("Meridian Clinics")).toContain("Antivirus: null");
  });

  it("names the policy that a location then inherits", async () => {
    await hunt(["policy", "assign", "Antivirus, strict", "--location", "Lyon servers", "--yes"]);

    const flags = ["--location", "Lyon servers", "--dry-run"];
    const { stderr } = await hunt(["policy", "unassign", "Antivirus, strict", ...flags]);

    expect(stderr).toContain("then Antivirus of its organization applies");
  });

  it("names the flag if only device groups have the policy", async () => {
    const flags = ["--organization", "Lakeside Foods", "--yes"];

    const { code, stderr } = await hunt(["policy", "unassign", "Servers", ...flags]);

    expect(code).toBe(1);
    expect(stderr).toContain("Add --device-group 'Servers'.");
  });

  it("does not remove a policy that a location inherits", async () => {
    const flags = ["--location", "Lyon servers", "--yes"];

    const { code, stderr } = await hunt(["policy", "unassign", "Ransomware", ...flags]);

    expect(code).toBe(1);
    expect(stderr).toContain("The policy Ransomware is not assigned to the location Lyon servers.");
    expect(await listPolicies("Lakeside Foods")).toContain("Ransomware: null");
  });
});

describe("hunt policy assignments", () => {
  it("lists the organizations and locations that have a policy", async () => {
    await hunt(["policy", "assign", "Antivirus, strict", "--location", "Lyon servers", "--yes"]);
    await hunt(["policy", "assign", "Antivirus, strict", "--organization", "Lakeside Foods", "--yes"]);

    const { stdout } = await hunt(["policy", "assignments", "antivirus, STRICT"]);

    const cells = stdout.split("\n").map((line) => line.split("\t").slice(0, 2).join(" "));
    expect(cells).toEqual(["organization Lakeside Foods", "location Lyon servers", ""]);
  });

  it("prints JSON that matches the schema", async () => {
    const { stdout } = await hunt(["policy", "assignments", "Servers", "--json"]);

    await expectValidOutput("policy assignments", stdout);
  });
});

describe("the delete of a policy or a device group", () => {
  it("shows the assignments that HUNT might remove with a policy", async () => {
    const { stderr } = await inTerminal(at, ["policy", "delete", "Ransomware", "--dry-run"]);

    expect(stderr).toContain("Ransomware of the organization Lakeside Foods");
    expect(findId("Policies", "Ransomware")).toBeDefined();
  });

  it("shows the policies that HUNT might remove with a device group", async () => {
    const { stderr } = await hunt(["device-group", "delete", "Servers", "--dry-run"]);

    expect(stderr).toContain("Servers for Servers of the organization Lakeside Foods");
  });

  it("deletes a device group that no policy is assigned to", async () => {
    const { code, stderr } = await hunt(["device-group", "delete", "Kiosks", "--yes"]);

    expect(code, stderr).toBe(0);
    expect(findId("DeviceGroups", "Kiosks")).toBeUndefined();
  });
});

describe("the create and update of a policy and a device group", () => {
  it("creates a policy of a kind", async () => {
    const { code, stderr } = await hunt(["policy", "create", "Servers, strict", "--type", "edr"]);

    expect(code, stderr).toBe(0);
    expect(findId("Policies", "Servers, strict")).toBeDefined();
  });

  it.each([
    ["create", ["Servers, strict", "--type", "edrr"]],
    ["update", ["Servers", "--type", "edrr", "--yes", "--max-affected", "2500"]],
  ])("rejects a kind that no policy has: policy %s", async (verb, args) => {
    const before = sandbox().records("Policies").length;

    const { code, stderr } = await hunt(["policy", verb, ...args]);

    expect(code).toBe(1);
    expect(stderr).toContain('No record of Policies has the type "edrr", so it might be misspelled.');
    expect(stderr).toContain('Did you mean "edr"?');
    expect(stderr).toContain("set --unproven");
    expect(sandbox().records("Policies")).toHaveLength(before);
    expect(sandbox().requests.filter(({ method }) => method !== "GET")).toEqual([]);
  });

  it("creates a policy of a kind that no policy has with --unproven", async () => {
    const { code, stderr } = await hunt(["policy", "create", "Edge", "--type", "firewall", "--unproven"]);

    expect(code, stderr).toBe(0);
    expect(sandbox().records("Policies").at(-1)).toMatchObject({ name: "Edge", type: "firewall" });
  });

  it("requires the kind of a policy", async () => {
    const { code, stderr } = await hunt(["policy", "create", "Servers, strict"]);

    expect(code).toBe(2);
    expect(stderr).toContain("Missing required flag --type.");
  });

  it("turns a policy on", async () => {
    await hunt(["policy", "update", "Antivirus, strict", "--disabled", "false", "--yes"]);

    expect(
      sandbox()
        .records("Policies")
        .find(({ name }) => name === "Antivirus, strict"),
    ).toMatchObject({
      disabled: false,
    });
  });

  it.each([
    ["policy", ["Ransomware", "--disabled", "true"], "disabled: false -> true"],
    ["policy", ["Ransomware", "--data", '{"active": false}'], "active: true -> false"],
    ["device-group", ["Servers", "--device-type", "workstation"], 'deviceType: "server" -> "workstation"'],
    ["location", ["Lyon servers", "--organization", "Meridian Clinics"], "organizationId: "],
  ])(
    "asks for confirmation before a change that affects devices: %s update %j",
    async (group, args, line) => {
      const refused = await hunt([group, "update", ...args]);
      const shown = await hunt([group, "update", ...args, "--dry-run"]);

      expect(refused.code).toBe(2);
      expect(refused.stderr).toContain("the confirmation prompt requires a terminal");
      expect(shown.stderr).toContain(`  ${line}`);
      expect(sandbox().requests.filter(({ method }) => method !== "GET")).toEqual([]);
    },
  );

  it("lists the assignments of a policy before a change, also with --yes", async () => {
    const { code, stderr } = await hunt([
      "policy",
      "update",
      "Ransomware",
      "--disabled",
      "true",
      "--yes",
      "--max-affected",
      "2500",
    ]);

    expect(code, stderr).toBe(0);
    expect(stderr).toContain("  Ransomware of the organization Lakeside Foods\n");
    expect(stderr).toContain("✓ Changed the policy Ransomware.");
  });

  it("changes only a description without a confirmation", async () => {
    const { code, stderr } = await hunt(["policy", "update", "Ransomware", "--description", "All hosts"]);

    expect(code, stderr).toBe(0);
    expect(stderr).toBe("✓ Changed the policy Ransomware.\n");
  });

  it("changes nothing with --dry-run, also if only the name differs", async () => {
    const { code, stderr } = await hunt(["policy", "update", "Ransomware", "--name", "Other", "--dry-run"]);

    expect(code, stderr).toBe(0);
    expect(stderr).toContain("Dry run: nothing was changed.");
    expect(findId("Policies", "Ransomware")).toBeDefined();
  });

  it.each([
    ["policy", "Antivirus", "  Antivirus of the organization Lakeside Foods\n"],
    ["device-group", "Servers", "  Servers for Servers of the organization Lakeside Foods\n"],
  ])("prints with --yes what HUNT might delete with a record: %s delete %s", async (group, name, line) => {
    const { code, stderr } = await hunt([group, "delete", name, "--yes", "--max-affected", "2500"]);

    expect(code, stderr).toBe(0);
    expect(stderr).toContain(line);
  });

  it("creates a device group", async () => {
    await hunt(["device-group", "create", "Laptops", "--device-type", "workstation"]);

    expect(sandbox().records("DeviceGroups").at(-1)).toMatchObject({
      name: "Laptops",
      deviceType: "workstation",
    });
  });

  it.each(["policy", "device-group", "location"])(
    "says in the help that a write is assumed: %s",
    async (group) => {
      const { stdout } = await hunt([group, "create", "--help"]);

      expect(stdout.replace(/\s+/g, " ")).toContain("never tried on a live HUNT instance");
    },
  );
});
