import { describe, expect, it } from "vitest";
import { unknown } from "@huntkit/terraform-plugin";
import { connect, Lifecycle, toConfig } from "@huntkit/terraform-plugin/engine";
import { catchFailure } from "../catch-failure.js";
import { startProvider } from "../start-provider.js";
import { startWorld } from "./world.js";

const noSuchId = "7c9e6679-7425-40de-944b-e07fc1f90ae7";

async function setUp() {
  const started = await startWorld("hunt_policy_assignment");
  const { records, hunt } = started;
  const findId = (model: string, name: string) =>
    records(model).find((row) => row["name"] === name)!["id"] as string;
  const organization = findId("Organizations", "Lakeside Foods");
  const strict = findId("Policies", "Antivirus, strict");
  const kiosks = findId("DeviceGroups", "Kiosks");
  const least = { organization_id: organization, policy_id: strict, device_group_id: kiosks };
  const assignments = () => hunt.client.organizations.policyAssignments(organization);
  return { ...started, findId, organization, strict, kiosks, least, assignments };
}

describe("hunt_policy_assignment", () => {
  it("assigns a policy to a device group of an organization", async () => {
    const { create, least, assignments } = await setUp();

    const { value } = await create(least);

    const made = (await assignments()).find((row) => row.policyAssignmentId === value["id"]);
    expect(made).toMatchObject({ policyName: "Antivirus, strict", deviceGroupName: "Kiosks" });
    expect(value).toMatchObject({ ...least, location_id: null });
  });

  it("changes the policy in place, so devices always have one", async () => {
    const { life, create, apply, least, findId, asked } = await setUp();
    const state = await create(least);
    const written = { ...least, policy_id: findId("Policies", "Antivirus") };

    expect((await life.plan(state, written)).action).toBe("update");
    const changed = await apply(state, written);

    expect(changed.value).toMatchObject({ ...written, id: state.value["id"] });
    expect(asked().filter((request) => request.startsWith("DELETE"))).toEqual([]);
  });

  it("is replaced if its policy is created in the same run, because it may replace the current one", async () => {
    const { life, create, least } = await setUp();
    const state = await create(least);

    const change = await life.plan(state, { ...least, policy_id: unknown });

    expect(change).toMatchObject({ action: "replace", requiresReplace: [["policy_id"]] });
  });

  it("is repaired if it was changed in HUNT", async () => {
    const { hunt, life, create, least, organization, findId, assignments } = await setUp();
    const state = await create(least);
    const id = state.value["id"] as string;
    const other = { policyId: findId("Policies", "Antivirus"), deviceGroupId: least.device_group_id };
    await hunt.client.organizations.changePolicyAssignment(organization, id, other);

    const change = await life.plan(state, least);
    await life.apply(change);

    expect(change.action).toBe("update");
    expect((await assignments()).find((row) => row.policyAssignmentId === id)?.policyId).toBe(
      least.policy_id,
    );
  });

  it("is created again if its organization was deleted in HUNT", async () => {
    const { hunt, life, create, least, organization } = await setUp();
    const state = await create(least);
    await hunt.client.organizations.delete(organization);

    expect(await life.refresh(state)).toBeNull();
  });

  it("does not replace another policy of the same kind, and the error says how to import that", async () => {
    const { create, least, organization, assignments } = await setUp();
    const before = await assignments();
    const other = before.find(({ policyName }) => policyName === "Antivirus")!;

    const { diagnostics } = await catchFailure(create({ ...least, device_group_id: null }));

    expect(diagnostics).toMatchObject([
      { path: ["policy_id"], summary: "Another policy of this kind is assigned" },
    ]);
    expect(diagnostics[0]!.detail).toContain(`${organization}/${other.policyAssignmentId}`);
    expect(await assignments()).toEqual(before);
  });

  it("is not created twice", async () => {
    const { create, least } = await setUp();
    await create(least);

    const { diagnostics } = await catchFailure(create(least));

    expect(diagnostics).toMatchObject([{ summary: "This policy assignment already exists" }]);
  });

  it.each([
    ["policy_id", "policy"],
    ["device_group_id", "device group"],
    ["organization_id", "organization"],
  ])("is not planned with an ID that does not exist, with the error at %s", async (name, noun) => {
    const { life, least } = await setUp();

    const { diagnostics } = await catchFailure(life.plan(null, { ...least, [name]: noSuchId }));

    expect(diagnostics).toMatchObject([{ path: [name], summary: `No matching ${noun} found` }]);
    expect(diagnostics[0]!.detail).toContain(`use the data source hunt_${name.replace("_id", "")}.`);
  });

  it("fails if HUNT accepts the request without storing the assignment", async () => {
    const { sandbox, create, least } = await setUp();
    const match = "POST Organizations/*/policyAssignments";
    sandbox.faults.add({ match, kind: "status", status: 200, body: {} });

    const { state, diagnostics } = await catchFailure(create(least));

    expect(state).toBeNull();
    expect(diagnostics).toMatchObject([{ summary: "HUNT did not store the policy assignment" }]);
  });

  it("finds the new assignment if HUNT's response does not contain its ID", async () => {
    const { hunt, sandbox, create, least, organization } = await setUp();
    const match = "POST Organizations/*/policyAssignments";
    sandbox.faults.add({ match, kind: "status", status: 204, phase: "after" });

    const { value } = await create(least);

    const rows = await hunt.client.organizations.policyAssignments(organization);
    expect(rows.map(({ policyAssignmentId }) => policyAssignmentId)).toContain(value["id"]);
  });
});

describe("the routes in HUNT_ACTION_ROUTES", () => {
  it("are those that write assignments", async () => {
    const { hunt, sandbox, least, organization } = await setUp();
    const assignOrganizationPolicy = {
      method: "POST",
      path: "Organizations/{id}/assign",
      body: { policy: "{policyId}" },
    };
    const env = { HUNT_ACTION_ROUTES: JSON.stringify({ assignOrganizationPolicy }) };
    const { client } = await connect(startProvider({ env, clock: hunt.clock }), {
      instance: sandbox.url,
      token: sandbox.tokens.admin,
      warn_days: 0,
    });
    const life = new Lifecycle(client, "hunt_policy_assignment");

    const { diagnostics } = await catchFailure(life.plan(null, least).then((change) => life.apply(change)));

    expect(diagnostics).toMatchObject([{ summary: "This HUNT instance does not support the request" }]);
    expect(sandbox.requests.map(({ method, path }) => `${method} ${path}`)).toContain(
      `POST /api/Organizations/${organization}/assign`,
    );
  });
});

describe("an import of hunt_policy_assignment", () => {
  it("takes one list of assignments if the ID contains that of the organization", async () => {
    const { life, create, least, organization, asked, sandbox } = await setUp();
    const state = await create(least);
    sandbox.requests.clear();

    const imported = await life.import(`${organization}/${state.value["id"] as string}`);

    expect(imported.value).toEqual(state.value);
    expect(new Set(asked())).toEqual(new Set([`GET Organizations/${organization}/policyAssignments`]));
  });

  it("finds an assignment of a location by the ID of the location", async () => {
    const { hunt, life, strict, findId } = await setUp();
    const location = findId("Targets", "Lyon servers");
    const { policyAssignmentId } = await hunt.client.locations.assignPolicy(location, { policyId: strict });

    const { value } = await life.import(`${location}/${policyAssignmentId}`);

    expect(value).toMatchObject({ id: policyAssignmentId, location_id: location, organization_id: null });
  });

  it("finds the only assignment of a policy by its name", async () => {
    const { life, create, least } = await setUp();
    const state = await create(least);

    expect((await life.import("Antivirus, strict")).value).toEqual(state.value);
  });

  it("suggests the nearest name of a policy", async () => {
    const { life, create, least } = await setUp();
    await create(least);

    const { diagnostics } = await catchFailure(life.import("Antivirus, strikt"));

    expect(diagnostics[0]!.detail).toContain('Did you mean "Antivirus, strict"?');
  });
});

describe("data.hunt_policy_assignments", () => {
  const type = "hunt_policy_assignments";

  it("lists the policies of a location, inherited ones included", async () => {
    const { client, findId } = await setUp();
    const written = { location_id: findId("Targets", "Lyon servers") };

    const config = toConfig((await client.schema()).dataSources[type]!, written);
    const { state, diagnostics } = await client.readDataSource(type, config);

    const rows = state!["policy_assignments"] as Record<string, unknown>[];
    expect(diagnostics).toEqual([]);
    expect(rows.map((row) => [row["policy_name"], row["assigned_to"], row["is_override"]])).toEqual([
      ["Servers", "ORG", false],
      ["Antivirus", "ORG", false],
      ["Ransomware", "ORG", false],
      ["Servers", "LOCATION", true],
    ]);
  });

  it.each([
    ["neither", {}, "Missing required argument"],
    ["both", { organization_id: noSuchId, location_id: noSuchId }, "Conflicting arguments"],
  ])("rejects %s of organization_id and location_id", async (_, written, summary) => {
    const { client } = await setUp();

    const config = toConfig((await client.schema()).dataSources[type]!, written);
    const { diagnostics } = await client.readDataSource(type, config);

    expect(diagnostics).toMatchObject([{ summary }]);
  });
});
