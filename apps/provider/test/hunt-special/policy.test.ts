import { describe, expect, it } from "vitest";
import { catchFailure } from "../catch-failure.js";
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

describe("the type of a hunt_policy", () => {
  it("is rejected at plan if no policy of the instance has it", async () => {
    const { life } = await startWorld("hunt_policy");

    await expect(life.plan(null, { name: "Kiosks", type: "edrr" })).rejects.toMatchObject({
      diagnostics: [
        {
          path: ["type"],
          summary: "Unknown type of policy",
          detail:
            'No record of Policies has the type "edrr", so it might be misspelled. Did you mean "edr"? ' +
            "If HUNT supports it, set allow_new_type = true.",
        },
      ],
    });
  });

  it("can be one that no policy has if allow_new_type is true", async () => {
    const { create, records } = await startWorld("hunt_policy");

    const { value } = await create({ name: "Kiosks", type: "firewall", allow_new_type: true });

    expect(records("Policies").find(({ id }) => id === value["id"])).toMatchObject({ type: "firewall" });
  });

  it("is not checked again if it does not change", async () => {
    const { apply, create } = await startWorld("hunt_policy");
    const state = await create({ name: "Kiosks", type: "firewall", allow_new_type: true });

    const changed = await apply(state, { name: "Screens", type: "firewall" });

    expect(changed.value).toMatchObject({ name: "Screens", type: "firewall" });
  });

  it("is checked for ten new policies with one request", async () => {
    const { life, asked, sandbox } = await startWorld("hunt_policy");
    sandbox.requests.clear();

    await Promise.all(
      Array.from({ length: 10 }, (_, number) => life.plan(null, { name: `New ${number}`, type: "edr" })),
    );

    expect(asked()).toEqual(["GET Policies", "GET Policies"]);
  });
});

describe.each(kinds)("%s", (type, model, noun) => {
  it("is not destroyed while it is assigned, and the error names where", async () => {
    const { destroy, state, id, organization, records } = await assigned(type);

    const { diagnostics } = await catchFailure(destroy(state));

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
