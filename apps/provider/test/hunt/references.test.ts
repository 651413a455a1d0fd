import { unknown } from "@huntkit/terraform-plugin";
import { Lifecycle } from "@huntkit/terraform-plugin/engine";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { controllerGroupIds, targetGroupIds } from "../acceptance/samples/seeded-ids.js";
import { samples } from "../acceptance/samples/index.js";
import { catchFailure, useProvider } from "./use-provider.js";

const provider = useProvider({ beforeAll, afterEach, afterAll });
const missing = "7c9e6679-7425-40de-944b-e07fc1f90ae7";

const references = samples.flatMap(({ type, minimal, full, references: byName }) =>
  Object.entries(byName).map(([name, referred]) => {
    const isRequired = Object.hasOwn(minimal, name);
    return { type, name, referred, written: isRequired ? minimal : { ...minimal, [name]: full[name] } };
  }),
);

describe.each(references)("$name of $type", ({ type, name, referred, written }) => {
  const noun = referred.replace("hunt_", "").replaceAll("_", " ");

  it("is an error at plan if no object has the ID", async () => {
    const life = new Lifecycle(await provider().configured(), type);

    const diagnostics = await catchFailure(life.plan(null, { ...written, [name]: missing }));

    expect(diagnostics).toMatchObject([{ path: [name], summary: `No matching ${noun} found` }]);
    expect(diagnostics[0]!.detail).toContain(`none has the ID "${missing}"`);
    expect(diagnostics[0]!.detail).toContain(`use the data source ${referred}.`);
  });

  it("is an error at apply, before the write, if it is known only then and no object has the ID", async () => {
    const { configured, requests } = provider();
    const life = new Lifecycle(await configured(), type);
    const change = await life.plan(null, { ...written, [name]: unknown });

    const diagnostics = await catchFailure(life.apply(change, { ...written, [name]: missing }));

    expect(diagnostics).toMatchObject([{ path: [name], summary: `No matching ${noun} found` }]);
    expect(requests().filter((request) => !request.startsWith("GET"))).toEqual([]);
  });
});

describe("a reference to an object that does not exist", () => {
  const plan = async (values: Record<string, unknown>) => {
    const life = new Lifecycle(await provider().configured(), "hunt_scan_schedule");
    return life.plan(null, { target_group_id: targetGroupIds[0], cron: "0 4 * * 1", ...values });
  };
  const similarId = `${targetGroupIds[0].slice(0, -1)}0`;

  it("has the path of the element in a list", async () => {
    const diagnostics = await catchFailure(plan({ options: { process: true, extension_ids: [missing] } }));

    expect(diagnostics).toMatchObject([
      { path: ["options", "extension_ids", 0], summary: "No matching extension found" },
    ]);
  });

  it("suggests the object with a similar ID, with its name", async () => {
    const { sandbox } = provider().hunt;
    const { name } = sandbox.records("Targets").find(({ id }) => id === targetGroupIds[0])!;

    const [diagnostic] = await catchFailure(plan({ target_group_id: similarId }));

    expect(diagnostic!.detail).toContain(`Did you mean "${String(name)}" (ID ${targetGroupIds[0]})?`);
  });

  it("lists some existing objects if none is similar", async () => {
    const [diagnostic] = await catchFailure(plan({ target_group_id: missing }));

    expect(diagnostic!.detail).toMatch(/Existing ones: "[^"]+" \(ID [0-9a-f-]{36}\),.* and 15 more\./);
  });
});

describe("the lookup of a reference", () => {
  const groups = (count: number) =>
    Array.from({ length: count }, (_, number) => ({
      name: `Floor ${number}`,
      controller_group_id: controllerGroupIds[0],
    }));
  const lookups = () =>
    provider()
      .requests()
      .filter((request) => request === "GET controllergroups");

  it("takes one request for all objects that are planned together", async () => {
    const life = new Lifecycle(await provider().configured(), "hunt_target_group");

    await Promise.all(groups(50).map((written) => life.plan(null, written)));

    expect(lookups()).toHaveLength(1);
  });

  it("takes no request if the ID does not change", async () => {
    const life = new Lifecycle(await provider().configured(), "hunt_target_group");
    const [written] = groups(1);
    const state = await life.apply(await life.plan(null, written!));
    provider().requests();

    await life.plan(state, { ...written, description: "New" });

    expect(lookups()).toEqual([]);
  });

  it("takes no request for an object that the same apply created", async () => {
    const client = await provider().configured();
    const parents = new Lifecycle(client, "hunt_controller_group");
    const parent = await parents.apply(await parents.plan(null, { name: "Tower" }));
    const life = new Lifecycle(client, "hunt_target_group");
    const change = await life.plan(null, { name: "Top floor", controller_group_id: unknown });
    provider().requests();

    await life.apply(change, { name: "Top floor", controller_group_id: parent!.value["id"] });

    expect(lookups()).toEqual([]);
  });

  it("finds an object again that was deleted after the same process created it", async () => {
    const client = await provider().configured();
    const parents = new Lifecycle(client, "hunt_controller_group");
    const parent = await parents.apply(await parents.plan(null, { name: "Shed" }));
    await parents.apply(await parents.planDestroy(parent!));
    const life = new Lifecycle(client, "hunt_target_group");

    const diagnostics = await catchFailure(
      life.plan(null, { name: "Loft", controller_group_id: parent!.value["id"] }),
    );

    expect(diagnostics).toMatchObject([{ summary: "No matching controller group found" }]);
  });

  it.each([403, 404])("is skipped if HUNT does not list the objects: status %i", async (status) => {
    const { configured, hunt } = provider();
    const life = new Lifecycle(await configured(), "hunt_target_group");
    hunt.sandbox.faults.add({ match: "GET controllergroups", kind: "status", status });

    const { action } = await life.plan(null, { name: "Cellar", controller_group_id: missing });

    expect(action).toBe("create");
  });

  it("is a warning if the token sees no object at all, because HUNT filters lists by permission", async () => {
    const { configured, hunt } = provider();
    const life = new Lifecycle(await configured(), "hunt_target_group");
    hunt.sandbox.faults.add({
      match: "GET controllergroups",
      kind: "status",
      status: 200,
      body: [],
      times: 9,
    });

    const { action, warnings } = await life.plan(null, { name: "Cellar", controller_group_id: missing });

    expect(action).toBe("create");
    expect(warnings).toMatchObject([
      {
        severity: "warning",
        path: ["controller_group_id"],
        summary: "Could not check the ID of the controller group",
        detail: expect.stringContaining("HUNT lists no objects of this type for the token's user") as string,
      },
    ]);
  });
});
