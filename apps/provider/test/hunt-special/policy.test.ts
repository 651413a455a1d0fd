import { describe, expect, it } from "vitest";
import { failureOf } from "../failure-of.js";
import { startWorld } from "./world.js";

const kinds = [
  ["hunt_policy", "policies", "policy"],
  ["hunt_device_group", "deviceGroups", "device group"],
] as const;

/** Creates an object, and an assignment that refers to it. */
async function assigned(type: (typeof kinds)[number][0], force?: boolean) {
  const world = await startWorld(type);
  const { organizations, policies } = world.hunt.client;
  const isPolicy = type === "hunt_policy";
  const own = { name: "Assigned", ...(isPolicy && { type: "edr" }), force_destroy: force };
  const state = await world.create(own);
  const id = state.value["id"] as string;
  const organization = world.records("Organizations")[0]!;
  const policyId = isPolicy ? id : (await policies.list().first())!.id;
  await organizations.assignPolicy(String(organization["id"]), {
    policyId,
    deviceGroupId: isPolicy ? null : id,
  });
  return { ...world, state, id, organization };
}

describe.each(kinds)("%s", (type, model, noun) => {
  it("is not destroyed while it is assigned, and the error names where", async () => {
    const { destroy, state, id, organization, records } = await assigned(type);

    const { diagnostics } = await failureOf(destroy(state));

    expect(diagnostics).toMatchObject([{ path: ["force_destroy"], summary: `The ${noun} is assigned` }]);
    expect(diagnostics[0]!.detail).toContain(`the organization "${String(organization["name"])}"`);
    expect(records(model).find((row) => row["id"] === id)).toBeDefined();
  });

  it("is destroyed with its assignments if force_destroy is true", async () => {
    const { destroy, state, id, records } = await assigned(type, true);

    await destroy(state);

    expect(records(model).find((row) => row["id"] === id)).toBeUndefined();
    expect(JSON.stringify(records("PolicyAssignments"))).not.toContain(id);
  });

  it("changes nothing in HUNT for force_destroy", async () => {
    const { apply, sandbox } = await assigned(type);
    const own = { name: "Local", ...(type === "hunt_policy" && { type: "edr" }) };
    const state = await apply(null, own);
    sandbox.requests.clear();

    await apply(state, { ...own, force_destroy: true });

    expect(sandbox.requests.filter(({ method }) => method !== "GET")).toEqual([]);
  });
});
