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

/** A provider that does no more than give these answers: it can break every rule. */
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

describe("a provider that breaks a rule is refused in Terraform's words", () => {
  it("a plan that is not what is written", async () => {
    const driver = life({ PlanResourceChange: { planned_state: value({ ...object, name: "two" }) } });
    await expect(driver.plan(null, { name: "one" })).rejects.toThrow(
      'Provider produced invalid plan: name: planned value "two" does not match config value "one"',
    );
  });

  it("no plan at all", async () => {
    await expect(life({}).plan(null, { name: "one" })).rejects.toThrow(
      "Provider produced invalid plan: .: planned for absence",
    );
  });

  it("a write-only value in a plan", async () => {
    const driver = life({ PlanResourceChange: { planned_state: value({ ...object, secret_wo: "s" }) } });
    await expect(driver.plan(null, { name: "one", secret_wo: "s" })).rejects.toThrow(
      "planned value for a write-only attribute must be null",
    );
  });

  it.each<[string, Message, string]>([
    [
      "another value than was planned",
      { new_state: value({ ...object, name: "two" }) },
      'Provider produced inconsistent result after apply: name: was "one", but now "two"',
    ],
    [
      "nothing",
      { new_state: value(null) },
      "Provider produced inconsistent result after apply: root object was present, but now absent",
    ],
    ["no answer's worth", {}, "root object was present, but now absent"],
    [
      "a leftover unknown",
      { new_state: value({ ...object, id: unknown }) },
      "Provider produced invalid object: id: must be known",
    ],
    [
      "a write-only value",
      { new_state: value({ ...object, secret_wo: "s" }) },
      "secret_wo: inconsistent values for sensitive attribute",
    ],
  ])("%s after a create", async (_name, answer, message) => {
    await expect(create(answer)).rejects.toThrow(message);
  });

  it("a breach after a create leaves the object in the state, tainted", async () => {
    await expect(create({ new_state: value({ ...object, name: "two" }) })).rejects.toMatchObject({
      state: { value: { id: "1", name: "two" }, tainted: true },
    });
  });

  it.each<[string, Message, string]>([
    [
      "an unknown",
      { new_state: value({ ...object, id: unknown }) },
      "Provider produced invalid object: id: must be known",
    ],
    [
      "a write-only value",
      { new_state: value({ ...object, secret_wo: "s" }) },
      "Provider produced invalid object: secret_wo: write-only attributes must be null in the state",
    ],
  ])("%s from a read", async (_name, answer, message) => {
    await expect(life({ ReadResource: answer }).refresh(kept)).rejects.toThrow(message);
  });

  it("an object that is still there after a delete", async () => {
    const driver = life({
      ReadResource: { new_state: value(object) },
      ApplyResourceChange: { new_state: value(object) },
    });
    await expect(driver.apply(await driver.planDestroy(kept))).rejects.toThrow(
      "the object was deleted, but is still there",
    );
  });
});

describe("what is kept after errors", () => {
  it("a create that failed keeps what was made, tainted, or nothing", async () => {
    await expect(create({ new_state: value(object), diagnostics: failed })).rejects.toMatchObject({
      state: { value: object, tainted: true },
    });
    await expect(create({ new_state: value(null), diagnostics: failed })).rejects.toMatchObject({
      state: null,
    });
  });

  it("an update that failed without a state keeps what was", async () => {
    const driver = life({
      ReadResource: { new_state: value(object) },
      PlanResourceChange: { planned_state: value({ ...object, name: "two" }) },
      ApplyResourceChange: { diagnostics: failed },
    });
    await expect(driver.apply(await driver.plan(kept, { name: "two" }))).rejects.toMatchObject({
      state: kept,
    });
  });

  it("a delete that failed keeps what it says is left", async () => {
    const driver = life({
      ReadResource: { new_state: value(object) },
      ApplyResourceChange: { new_state: value(object), diagnostics: failed },
    });
    await expect(driver.apply(await driver.planDestroy(kept))).rejects.toMatchObject({ state: kept });
  });

  it("errors at any other step keep Terraform from going on", async () => {
    for (const rpc of ["ValidateResourceConfig", "ReadResource", "PlanResourceChange"]) {
      await expect(
        life({ ReadResource: { new_state: value(object) }, ...planned, [rpc]: { diagnostics: failed } }).plan(
          kept,
          { name: "one" },
        ),
      ).rejects.toThrow("Error: No\nIt failed");
    }
    await expect(life({ ImportResourceState: { diagnostics: failed } }).import("1")).rejects.toThrow(
      "It failed",
    );
    await expect(life({}).import("1")).rejects.toThrow("Cannot import non-existent remote object");
  });
});

describe("what is to be done", () => {
  const drive = (change: Value, requires: Message[] = []): Promise<{ action: string }> =>
    life({
      ReadResource: { new_state: value(object) },
      PlanResourceChange: { planned_state: value(change), requires_replace: requires },
    }).plan(kept, { name: "two" });
  const name = { steps: [{ attribute_name: "name" }] };

  it("a replacement counts only where its attribute changes", async () => {
    expect((await drive({ ...object, name: "two" }, [name])).action).toBe("replace");
    expect((await drive({ ...object, name: "two" }, [{ steps: [{ attribute_name: "id" }] }])).action).toBe(
      "update",
    );
    expect((await drive({ ...object, name: "two" })).action).toBe("update");
  });

  it("what is tainted is replaced", async () => {
    const driver = life({ ReadResource: { new_state: value(object) }, ...planned });
    expect((await driver.plan({ ...kept, tainted: true }, { name: "one" })).action).toBe("replace");
  });

  it("a type that the provider does not have is told", async () => {
    const { client } = life({});
    await expect(new Lifecycle(client, "raw_other").plan(null, {})).rejects.toThrow(
      'The provider has no resource "raw_other". It has: raw_thing',
    );
  });
});
