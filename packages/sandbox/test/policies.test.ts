import { describe, expect, test } from "vitest";
import type { Sandbox } from "../src/index.js";
import type { Json } from "./support/client.js";
import { UNKNOWN_ID } from "./support/errors.js";
import { sandboxes } from "./support/sandboxes.js";

const start = sandboxes();

/** Returns the ID of the record with a name. */
function findId(sandbox: Sandbox, model: string, name: string): string {
  return sandbox.records(model).find((row) => row["name"] === name)!.id;
}

/** Returns an organization, one of its locations, and the routes of their assignments. */
function findHolders(sandbox: Sandbox): { organization: string; location: string } {
  const organization = findId(sandbox, "Organizations", "Lakeside Foods");
  const { id } = sandbox.records("Targets").find((row) => row["organizationId"] === organization)!;
  return {
    organization: `Organizations/${organization}/policyAssignments`,
    location: `Locations/${id}/policyAssignments`,
  };
}

const formatAssignments = (assignments: Json[]): string[] =>
  assignments.map(({ policyName, deviceGroupName }) => `${policyName} for ${deviceGroupName}`);

describe("the assignments of an organization", () => {
  test("an assigned policy is listed for the organization, and inherited by its locations", async () => {
    const { admin, sandbox } = await start();
    const { organization, location } = findHolders(sandbox);
    const policyId = findId(sandbox, "Policies", "Antivirus, strict");
    const deviceGroupId = findId(sandbox, "DeviceGroups", "Kiosks");

    const { status, json: created } = await admin.post(organization, { policyId, deviceGroupId });

    const find = (rows: Json[]): Json => rows.find((row: Json) => row.policyAssignmentId === created.id);
    expect(status).toBe(200);
    expect(find((await admin.get(organization)).json)).toMatchObject({
      policyId,
      policyName: "Antivirus, strict",
      deviceGroupName: "Kiosks",
      assignedTo: "ORG",
      assignedOn: expect.stringMatching(/^2026-03-01T12:00/),
      isOverride: false,
    });
    expect(find((await admin.get(location)).json)).toMatchObject({ policyId, assignedTo: "ORG" });
  });

  test("a policy is assigned only to the organization in the path", async () => {
    const { admin, sandbox } = await start();
    const { organization } = findHolders(sandbox);
    const other = findId(sandbox, "Organizations", "Meridian Clinics");
    const before = (await admin.get(`Organizations/${other}/policyAssignments`)).json;

    await admin.post(organization, {
      policyId: findId(sandbox, "Policies", "Antivirus, strict"),
      organizationId: other,
    });

    expect((await admin.get(`Organizations/${other}/policyAssignments`)).json).toEqual(before);
    expect(formatAssignments((await admin.get(organization)).json)).toContain("Antivirus, strict for null");
  });

  test("an assignment can be changed to another policy and device group", async () => {
    const { admin, sandbox } = await start();
    const { organization } = findHolders(sandbox);
    const [first] = (await admin.get(organization)).json;

    await admin.put(`${organization}/${first.policyAssignmentId}`, {
      policyId: findId(sandbox, "Policies", "Servers"),
      deviceGroupId: findId(sandbox, "DeviceGroups", "Kiosks"),
    });

    const [changed] = (await admin.get(organization)).json;
    expect(changed.policyAssignmentId).toBe(first.policyAssignmentId);
    expect(formatAssignments([changed])).toEqual(["Servers for Kiosks"]);
  });

  test("an assignment can be removed", async () => {
    const { admin, sandbox } = await start();
    const { organization } = findHolders(sandbox);
    const [first, ...others] = (await admin.get(organization)).json;

    const { status } = await admin.delete(`${organization}/${first.policyAssignmentId}`);

    expect(status).toBe(204);
    expect((await admin.get(organization)).json).toEqual(others);
  });

  test("an assignment of another organization is not found", async () => {
    const { admin, sandbox } = await start();
    const { organization } = findHolders(sandbox);
    const other = findId(sandbox, "Organizations", "Meridian Clinics");
    const [{ policyAssignmentId }] = (await admin.get(`Organizations/${other}/policyAssignments`)).json;

    expect((await admin.delete(`${organization}/${policyAssignmentId}`)).status).toBe(404);
  });

  test("an assignment requires a policy", async () => {
    const { admin, sandbox } = await start();

    const { status, json } = await admin.post(findHolders(sandbox).organization, {});

    expect(status).toBe(422);
    expect(json.error.details.codes).toEqual({ policyId: ["presence"] });
  });

  test.each(["policyId", "deviceGroupId"])(
    "an assignment to a record that does not exist fails: %s",
    async (name) => {
      const { admin, sandbox } = await start();
      const { organization } = findHolders(sandbox);
      const policyId = findId(sandbox, "Policies", "Servers");
      const before = (await admin.get(organization)).json;

      const { status } = await admin.post(organization, { policyId, [name]: UNKNOWN_ID });

      expect(status).toBe(500);
      expect((await admin.get(organization)).json).toEqual(before);
    },
  );

  test("an analyst cannot assign a policy", async () => {
    const { analyst, sandbox } = await start();
    const policyId = findId(sandbox, "Policies", "Servers");

    expect((await analyst.post(findHolders(sandbox).organization, { policyId })).status).toBe(401);
  });

  test("assignments have no route of their own", async () => {
    const { admin } = await start();

    expect((await admin.get("PolicyAssignments")).status).toBe(404);
  });
});

describe("the assignments of a location", () => {
  test("an own assignment replaces the organization's for the same kind of policy and device group", async () => {
    const { admin, sandbox } = await start();
    const { location, organization } = findHolders(sandbox);
    const inherited = (await admin.get(organization)).json.find(
      (row: Json) => row.policyName === "Antivirus",
    );

    await admin.post(location, { policyId: findId(sandbox, "Policies", "Antivirus, strict") });

    const rows: Json[] = (await admin.get(location)).json.filter((row: Json) => row.policyType === "av");
    expect(formatAssignments(rows)).toEqual(["Antivirus, strict for null"]);
    expect(rows[0]).toMatchObject({
      assignedTo: "LOCATION",
      isOverride: true,
      organizationPolicyId: inherited.policyId,
      organizationPolicyName: "Antivirus",
    });
  });

  test("a policy that replaces no other is not an override", async () => {
    const { admin, sandbox } = await start();
    const { location } = findHolders(sandbox);
    const deviceGroupId = findId(sandbox, "DeviceGroups", "Kiosks");

    await admin.post(location, { policyId: findId(sandbox, "Policies", "Antivirus, strict"), deviceGroupId });

    const row = (await admin.get(location)).json.find((each: Json) => each.deviceGroupName === "Kiosks");
    expect(row).toMatchObject({ assignedTo: "LOCATION", isOverride: false, organizationPolicyId: null });
  });

  test("an own assignment is not listed for the organization", async () => {
    const { admin, sandbox } = await start();
    const { location, organization } = findHolders(sandbox);

    await admin.post(location, { policyId: findId(sandbox, "Policies", "Antivirus, strict") });

    expect(formatAssignments((await admin.get(organization)).json)).not.toContain(
      "Antivirus, strict for null",
    );
  });
});

describe("the policies of an agent", () => {
  test("they follow the assignments of its location", async () => {
    const { admin, sandbox } = await start();
    const { id, locationId } = sandbox.records("Agents")[0]!;
    const policies = async (): Promise<string[]> =>
      (await admin.get(`Agents/${id}/getAgentPolicies`)).json.map(({ name }: Json) => name);
    const policyId = findId(sandbox, "Policies", "Ransomware");
    await admin.post(`Locations/${locationId}/policyAssignments`, {
      policyId: findId(sandbox, "Policies", "Servers"),
    });

    await admin.delete(`Policies/${policyId}`);

    expect(await policies()).not.toContain("Ransomware");
    expect(await policies()).toContain("Servers");
  });
});

describe("a deleted record", () => {
  test.each([
    ["Policies", "Antivirus"],
    ["DeviceGroups", "Servers"],
  ])("%s are deleted with their assignments", async (model, name) => {
    const { admin, sandbox } = await start();
    const { organization } = findHolders(sandbox);
    const before: Json[] = (await admin.get(organization)).json;

    await admin.delete(`${model}/${findId(sandbox, model, name)}`);

    const property = model === "Policies" ? "policyName" : "deviceGroupName";
    const after: Json[] = (await admin.get(organization)).json;
    expect(after).toEqual(before.filter((row) => row[property] !== name));
    expect(after.length).toBeLessThan(before.length);
  });

  test.each(["Organizations", "Locations"])("%s are deleted with their own assignments", async (model) => {
    const { admin, sandbox } = await start();
    const { id } = sandbox.records(model)[0]!;
    const property = model === "Organizations" ? "organizationId" : "locationId";
    const listOwn = () => sandbox.records("PolicyAssignments").filter((row) => row[property] === id);
    expect(listOwn()).not.toEqual([]);

    await admin.delete(`${model}/${id}`);

    expect(listOwn()).toEqual([]);
  });
});
