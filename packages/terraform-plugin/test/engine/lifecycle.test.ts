import { describe, expect, it } from "vitest";
import { encode } from "../../src/cty/msgpack.js";
import type { CtyType } from "../../src/cty/type.js";
import { unknown, type Value } from "../../src/cty/value.js";
import { ProviderClient } from "../../src/engine/client.js";
import { Lifecycle } from "../../src/engine/lifecycle.js";
import type { Message } from "../../src/framework/server.js";

const type: CtyType = ["object", { id: "string", name: "string", secret_wo: "string" }];
const bytes = (data: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(data));
const value = (data: Value): Message => ({ msgpack: encode(data, type) });
const object = { id: "1", name: "one", secret_wo: null };
const kept = { value: object, private: new Uint8Array(), tainted: false };
const failed = [{ severity: 1, summary: "No", detail: "It failed" }];

const attributes = [
  { name: "id", type: bytes("string"), computed: true },
  { name: "name", type: bytes("string"), required: true },
  { name: "secret_wo", type: bytes("string"), optional: true, write_only: true },
];

/** Returns the lifecycle of a provider with these responses. It can violate every rule. */
function life(answers: Record<string, Message>): Lifecycle {
  const schemas = { resource_schemas: { raw_thing: { version: 0, block: { attributes } } } };
  const server = {
    stop: () => {},
    end: async () => {},
    handle: async (rpc: string) => (rpc === "GetProviderSchema" ? schemas : (answers[rpc] ?? {})),
  };
  return new Lifecycle(new ProviderClient(server), "raw_thing");
}

const planned = { PlanResourceChange: { planned_state: value({ ...object, id: unknown }) } };
const create = async (answer: Message): Promise<unknown> => {
  const driver = life({ ...planned, ApplyResourceChange: answer });
  return driver.apply(await driver.plan(null, { name: "one" }));
};

describe("Lifecycle with a provider that violates a rule of Terraform", () => {
  it("rejects a plan that differs from the configuration", async () => {
    const driver = life({ PlanResourceChange: { planned_state: value({ ...object, name: "two" }) } });
    await expect(driver.plan(null, { name: "one" })).rejects.toThrow(
      'Provider produced invalid plan: name: planned value "two" does not match config value "one"',
    );
  });

  it("rejects a response without a plan", async () => {
    await expect(life({}).plan(null, { name: "one" })).rejects.toThrow(
      "Provider produced invalid plan: .: planned for absence",
    );
  });

  it("rejects a write-only value in a plan", async () => {
    const driver = life({ PlanResourceChange: { planned_state: value({ ...object, secret_wo: "s" }) } });
    await expect(driver.plan(null, { name: "one", secret_wo: "s" })).rejects.toThrow(
      "planned value for a write-only attribute must be null",
    );
  });

  it.each<[string, Message, string]>([
    [
      "a value that differs from the plan",
      { new_state: value({ ...object, name: "two" }) },
      'Provider produced inconsistent result after apply: name: was "one", but now "two"',
    ],
    [
      "null",
      { new_state: value(null) },
      "Provider produced inconsistent result after apply: root object was present, but now absent",
    ],
    ["an empty response", {}, "root object was present, but now absent"],
    [
      "an unknown value",
      { new_state: value({ ...object, id: unknown }) },
      "Provider produced invalid object: id: must be known",
    ],
    [
      "a write-only value",
      { new_state: value({ ...object, secret_wo: "s" }) },
      "secret_wo: inconsistent values for sensitive attribute",
    ],
  ])("rejects the result of a create: %s", async (_name, answer, message) => {
    await expect(create(answer)).rejects.toThrow(message);
  });

  it("keeps an object as tainted if the result of its creation is rejected", async () => {
    await expect(create({ new_state: value({ ...object, name: "two" }) })).rejects.toMatchObject({
      state: { value: { id: "1", name: "two" }, tainted: true },
    });
  });

  it.each<[string, Message, string]>([
    [
      "an unknown value after a read",
      { new_state: value({ ...object, id: unknown }) },
      "Provider produced invalid object: id: must be known",
    ],
    [
      "a write-only value",
      { new_state: value({ ...object, secret_wo: "s" }) },
      "Provider produced invalid object: secret_wo: write-only attributes must be null in the state",
    ],
  ])("rejects the result of a read: %s", async (_name, answer, message) => {
    await expect(life({ ReadResource: answer }).refresh(kept)).rejects.toThrow(message);
  });

  it("rejects a state after a delete", async () => {
    const driver = life({
      ReadResource: { new_state: value(object) },
      ApplyResourceChange: { new_state: value(object) },
    });
    await expect(driver.apply(await driver.planDestroy(kept))).rejects.toThrow(
      "the object was deleted, but the provider still returned a state",
    );
  });
});

describe("Lifecycle after an error of the provider", () => {
  it("keeps an object as tainted if a create failed but returned a state", async () => {
    await expect(create({ new_state: value(object), diagnostics: failed })).rejects.toMatchObject({
      state: { value: object, tainted: true },
    });
  });

  it("keeps nothing if a create failed without a state", async () => {
    await expect(create({ new_state: value(null), diagnostics: failed })).rejects.toMatchObject({
      state: null,
    });
  });

  it("keeps the prior state if an update failed without a state", async () => {
    const driver = life({
      ReadResource: { new_state: value(object) },
      PlanResourceChange: { planned_state: value({ ...object, name: "two" }) },
      ApplyResourceChange: { diagnostics: failed },
    });
    await expect(driver.apply(await driver.plan(kept, { name: "two" }))).rejects.toMatchObject({
      state: kept,
    });
  });

  it("keeps the state that a failed delete returned", async () => {
    const driver = life({
      ReadResource: { new_state: value(object) },
      ApplyResourceChange: { new_state: value(object), diagnostics: failed },
    });
    await expect(driver.apply(await driver.planDestroy(kept))).rejects.toMatchObject({ state: kept });
  });

  it.each(["ValidateResourceConfig", "ReadResource", "PlanResourceChange"])(
    "stops the plan after an error of %s",
    async (rpc) => {
      const answers = { ReadResource: { new_state: value(object) }, ...planned };
      const driver = life({ ...answers, [rpc]: { diagnostics: failed } });

      await expect(driver.plan(kept, { name: "one" })).rejects.toThrow("Error: No\nIt failed");
    },
  );

  it("reports an error of an import", async () => {
    const driver = life({ ImportResourceState: { diagnostics: failed } });

    await expect(driver.import("1")).rejects.toThrow("It failed");
  });

  it("reports an import that returned no object", async () => {
    await expect(life({}).import("1")).rejects.toThrow("Cannot import non-existent remote object");
  });
});

describe("Lifecycle", () => {
  const drive = (change: Value, requires: Message[] = []): Promise<{ action: string }> =>
    life({
      ReadResource: { new_state: value(object) },
      PlanResourceChange: { planned_state: value(change), requires_replace: requires },
    }).plan(kept, { name: "two" });
  const name = { steps: [{ attribute_name: "name" }] };

  it("plans a replacement if an attribute that requires it changes", async () => {
    expect((await drive({ ...object, name: "two" }, [name])).action).toBe("replace");
  });

  it("plans an update if the attribute that requires a replacement does not change", async () => {
    const id = { steps: [{ attribute_name: "id" }] };

    expect((await drive({ ...object, name: "two" }, [id])).action).toBe("update");
  });

  it("plans an update if no attribute requires a replacement", async () => {
    expect((await drive({ ...object, name: "two" })).action).toBe("update");
  });

  it("replaces a tainted object", async () => {
    const driver = life({ ReadResource: { new_state: value(object) }, ...planned });
    expect((await driver.plan({ ...kept, tainted: true }, { name: "one" })).action).toBe("replace");
  });

  it("rejects a type that the provider does not have", async () => {
    const { client } = life({});
    await expect(new Lifecycle(client, "raw_other").plan(null, {})).rejects.toThrow(
      'The provider does not have a resource "raw_other". Available: raw_thing',
    );
  });
});
