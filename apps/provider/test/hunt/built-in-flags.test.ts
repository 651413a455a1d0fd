import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Lifecycle } from "@huntkit/terraform-plugin/engine";
import { useProvider } from "./use-provider.js";

const provider = useProvider({ beforeAll, afterEach, afterAll });

const advice =
  'HUNT\'s web console depends on "Verified Good", so Terraform cannot manage it. To refer to it, use the data ' +
  "source hunt_flag. Remove the resource from the configuration, and if it is in the state, from the state " +
  "with a removed block or terraform state rm.";

const lifecycle = async () => new Lifecycle(await provider().configured(), "hunt_flag");
const flags = () => provider().hunt.sandbox.records("flags") as Record<string, unknown>[];

/** A state with a flag that has become a built-in one: it was renamed outside Terraform. */
async function createBuiltIn(life: Lifecycle) {
  const state = await life.apply(await life.plan(null, { name: "Mine", color: "green" }));
  const id = builtInId();
  return { ...state!, value: { ...state!.value, name: "Verified Good", id }, identity: { id } };
}

const builtInId = () => flags().find(({ name }) => name === "Verified Good")!["id"] as string;

describe("a flag that is built into HUNT", () => {
  it("cannot be configured", async () => {
    const life = await lifecycle();

    await expect(life.validate({ name: "Verified Good", color: "green" })).rejects.toMatchObject({
      diagnostics: [{ path: ["name"], summary: "The flag is built into HUNT", detail: advice }],
    });
  });

  it.each(["its name", "its ID"])("cannot be imported by %s", async (key) => {
    const life = await lifecycle();

    await expect(life.import(key === "its ID" ? builtInId() : "Verified Good")).rejects.toMatchObject({
      diagnostics: [{ summary: "The flag is built into HUNT", detail: advice }],
    });
  });

  it("cannot be changed, and the plan says so", async () => {
    const life = await lifecycle();
    const state = await createBuiltIn(life);

    await expect(life.plan(state, { name: "Mine", color: "red" })).rejects.toMatchObject({
      diagnostics: [{ summary: "The flag is built into HUNT", detail: advice }],
    });
  });

  it("cannot be destroyed", async () => {
    const life = await lifecycle();
    const state = await createBuiltIn(life);

    await expect(life.apply(await life.planDestroy(state))).rejects.toMatchObject({
      diagnostics: [{ summary: "The flag is built into HUNT", detail: advice }],
    });
    expect(flags().some(({ name, deleted }) => name === "Verified Good" && deleted !== true)).toBe(true);
  });

  it("can be looked up with the data source", async () => {
    const client = await provider().configured();

    const { state } = await client.readDataSource("hunt_flag", {
      id: null,
      name: "Verified Good",
      color: null,
      weight: null,
    });

    expect(state).toMatchObject({ color: "green" });
  });
});

describe("a flag whose name exists", () => {
  it("cannot be created while the other one is being destroyed, and the error says what to do", async () => {
    const life = await lifecycle();
    const change = await life.plan(null, { name: "Moved", color: "red" });
    provider().hunt.sandbox.faults.add({
      match: "GET flags",
      kind: "status",
      status: 200,
      body: [{ id: "11111111-1111-4111-8111-111111111111", name: "Moved" }],
    });

    await expect(life.apply(change)).rejects.toMatchObject({
      diagnostics: [
        {
          path: ["name"],
          summary: "This flag already exists",
          detail:
            'A flag named "Moved" existed, but it was deleted in the meantime. Apply again. To change the address ' +
            "of a resource without replacing it, use a moved block.",
        },
      ],
    });
  });
});
