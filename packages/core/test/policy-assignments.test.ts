import { describe, expect, it } from "vitest";
import { HuntInputError } from "../src/errors/hunt-error.js";
import { listAssignedPolicies } from "../src/internal/index.js";
import { toUuid } from "../src/ids.js";
import { createClient, catchError, serve, useSandbox } from "./helpers.js";

const sandbox = useSandbox();
const client = () => createClient(sandbox().url, { token: sandbox().tokens.admin });
const findId = (model: string, name: string) =>
  sandbox()
    .records(model)
    .find((row) => row["name"] === name)!.id;
const holders = ["organizations", "locations"] as const;
const findHolderId = (holder: (typeof holders)[number]) => sandbox().records(holder)[0]!.id;

/** Returns the names of the policies and device groups of a holder. */
async function listAssigned(holder: (typeof holders)[number]): Promise<string[]> {
  const rows = await client()[holder].policyAssignments(findHolderId(holder));
  return rows.map(({ policyName, deviceGroupName }) => `${policyName}: ${deviceGroupName}`);
}

describe.each(holders)("client.%s", (holder) => {
  it("assigns a policy to a device group", async () => {
    const id = findHolderId(holder);

    const { policyAssignmentId } = await client()[holder].assignPolicy(id, {
      policyId: findId("Policies", "Antivirus, strict"),
      deviceGroupId: findId("DeviceGroups", "Kiosks"),
    });

    const rows = await client()[holder].policyAssignments(id);
    expect(rows.find((row) => row.policyAssignmentId === policyAssignmentId)).toMatchObject({
      policyName: "Antivirus, strict",
      deviceGroupName: "Kiosks",
    });
  });

  it("assigns a policy to all other devices by default", async () => {
    await client()[holder].assignPolicy(findHolderId(holder), {
      policyId: findId("Policies", "Antivirus, strict"),
    });

    expect(await listAssigned(holder)).toContain("Antivirus, strict: null");
  });

  it("changes the policy and the device group of an assignment", async () => {
    const id = findHolderId(holder);
    const { policyAssignmentId } = await client()[holder].assignPolicy(id, {
      policyId: findId("Policies", "Servers"),
      deviceGroupId: findId("DeviceGroups", "Kiosks"),
    });

    await client()[holder].changePolicyAssignment(id, policyAssignmentId!, {
      policyId: findId("Policies", "Antivirus, strict"),
    });

    expect(await listAssigned(holder)).toContain("Antivirus, strict: null");
    expect(await listAssigned(holder)).not.toContain("Servers: Kiosks");
  });

  it("removes an assignment", async () => {
    const id = findHolderId(holder);
    const { policyAssignmentId } = await client()[holder].assignPolicy(id, {
      policyId: findId("Policies", "Servers"),
      deviceGroupId: findId("DeviceGroups", "Kiosks"),
    });

    await client()[holder].removePolicyAssignment(id, policyAssignmentId!);

    expect(await listAssigned(holder)).not.toContain("Servers: Kiosks");
  });

  it("reports an assignment that does not exist", async () => {
    const removal = client()[holder].removePolicyAssignment(findHolderId(holder), toUuid(1));

    expect(await catchError(removal)).toMatchObject({ name: "HuntNotFoundError" });
  });

  it.each([
    [
      "a policy ID that is not a UUID",
      () => client()[holder].assignPolicy(toUuid(1), { policyId: "Servers" }),
    ],
    [
      "a device group ID that is not a UUID",
      () => client()[holder].assignPolicy(toUuid(1), { policyId: toUuid(2), deviceGroupId: "Kiosks" }),
    ],
    [
      "an empty device group ID",
      () => client()[holder].assignPolicy(toUuid(1), { policyId: toUuid(2), deviceGroupId: "" }),
    ],
    ["an empty assignment ID", () => client()[holder].removePolicyAssignment(toUuid(1), "")],
    [
      "an unknown property",
      () => client()[holder].assignPolicy(toUuid(1), { policyId: toUuid(2), groupId: toUuid(3) } as never),
    ],
  ])("rejects %s without a request", async (_, act) => {
    sandbox().requests.clear();

    await expect(act()).rejects.toThrow(HuntInputError);

    expect(sandbox().requests).toHaveLength(0);
  });
});

describe("client.organizations.assignPolicy", () => {
  it.each([
    ["policyAssignmentId", { policyAssignmentId: "a1", id: "other" }, "a1"],
    ["id", { id: "a1" }, "a1"],
    ["an object without an ID", { success: true }, null],
  ])("returns the ID of each form of response: %s", async (_, answer, expected) => {
    const { url } = await serve((_request, response) => response.end(JSON.stringify(answer)));
    const { organizations } = createClient(url, { token: sandbox().tokens.admin });

    const { policyAssignmentId } = await organizations.assignPolicy(toUuid(1), { policyId: toUuid(2) });

    expect(policyAssignmentId).toBe(expected);
  });

  it("uses a route that the user states", async () => {
    const sent: string[] = [];
    const { url } = await serve((request, response) => {
      sent.push(`${request.method} ${request.url}`);
      response.end("{}");
    });
    const { organizations } = createClient(url, {
      token: sandbox().tokens.admin,
      actionRoutes: {
        assignOrganizationPolicy: {
          method: "POST",
          path: "PolicyAssignments",
          body: { organizationId: "{id}", policyId: "{policyId}" },
        },
      },
    });

    await organizations.assignPolicy(toUuid(1), { policyId: toUuid(2) });

    expect(sent).toEqual(["POST /api/PolicyAssignments"]);
  });
});

describe("the assignments of an instance", () => {
  it("do not include those of a location that is deleted in the meantime", async () => {
    const body = { error: { statusCode: 404, name: "Error", code: "MODEL_NOT_FOUND", message: "Unknown" } };
    sandbox().faults.add({ match: "GET Locations/*/policyAssignments", kind: "status", status: 404, body });

    expect(await listAssignedPolicies(client())).toHaveLength(39);
  });

  it("include those of organizations and the own ones of locations", async () => {
    const assigned = await listAssignedPolicies(client());

    const count = (holder: string) => assigned.filter((each) => each.holder === holder).length;
    expect(count("organization")).toBe(20);
    expect(count("location")).toBe(20);
    expect(new Set(assigned.map(({ assignment }) => assignment.policyAssignmentId)).size).toBe(40);
  });
});
