import { describe, expect, it } from "vitest";
import { toExactNumber, parseNumber } from "../../src/cty/decimal.js";
import { isUnknown, unknown } from "../../src/cty/value.js";
import { number, object } from "../../src/framework/attribute-builders.js";
import type { Resource } from "../../src/framework/resource.js";
import { type Store, thing, thingWith, useToys } from "./toy.js";

const full = {
  name: "one",
  kind: "round",
  color: "red",
  size: 2.5,
  active: false,
  tags: ["a", "b"],
  groups: ["y", "x"],
  labels: { k: "v" },
  options: { hosts: true },
  parts: [{ key: "p" }, { key: "q" }],
  secret: "s3cret",
  password_wo: "pass",
  password_wo_version: 1,
};

describe("a resource's life", () => {
  it("is created with no more than what is required, and the next plan is empty", async () => {
    const { life, store } = await useToys();
    const plan = await life.plan(null, { name: "one" });
    expect(plan.action).toBe("create");
    expect(plan.planned).toMatchObject({ name: "one", color: "blue", kind: null, tags: null, options: null });
    expect(isUnknown(plan.planned?.["id"])).toBe(true);
    expect(isUnknown(plan.planned?.["active"])).toBe(true);
    const state = await life.apply(plan);
    expect(state?.value).toMatchObject({
      id: "thing-1",
      name: "one",
      color: "blue",
      active: true,
      revision: 1,
    });
    expect((await life.plan(state, { name: "one" })).action).toBe("no-op");
    expect(store.calls).toEqual(["create", "read"]);
  });

  it("is created with all it can have, and the next plan is empty", async () => {
    const { life } = await useToys();
    const state = await life.apply(await life.plan(null, full));
    expect(state?.value).toMatchObject({
      size: 2.5,
      active: false,
      options: { hosts: true, depth: 1, seen: "revision 1" },
      parts: [
        { key: "p", serial: "serial of p" },
        { key: "q", serial: "serial of q" },
      ],
    });
    expect((await life.plan(state, full)).action).toBe("no-op");
  });

  it("is updated in place: what never changes stays known, the rest of the computed values do not", async () => {
    const { life } = await useToys();
    const state = await life.apply(await life.plan(null, full));
    const plan = await life.plan(state, {
      ...full,
      size: 3,
      parts: [{ key: "p" }, { key: "q" }, { key: "r" }],
    });
    expect(plan.action).toBe("update");
    expect(plan.planned?.["id"]).toBe("thing-1");
    expect(isUnknown(plan.planned?.["revision"])).toBe(true);
    expect(plan.planned?.["options"]).toEqual({ hosts: true, depth: 1, seen: unknown });
    expect(plan.planned?.["parts"]).toEqual([
      { key: "p", serial: "serial of p" },
      { key: "q", serial: "serial of q" },
      { key: "r", serial: unknown },
    ]);
    const updated = await life.apply(plan);
    expect(updated?.value).toMatchObject({ id: "thing-1", size: 3, revision: 2 });
  });

  it("an optional value is set, unset and set again; a default comes back", async () => {
    const { life } = await useToys();
    let state = await life.apply(await life.plan(null, { name: "one", size: 1, color: "red" }));
    state = await life.apply(await life.plan(state, { name: "one" }));
    expect(state?.value).toMatchObject({ size: null, color: "blue" });
    state = await life.apply(await life.plan(state, { name: "one", size: 2 }));
    expect(state?.value).toMatchObject({ size: 2 });
    expect((await life.plan(state, { name: "one", size: 2 })).action).toBe("no-op");
  });

  it("an optional and computed value that is no longer written stays as it is", async () => {
    const { life } = await useToys();
    const state = await life.apply(await life.plan(null, { name: "one", active: false }));
    expect((await life.plan(state, { name: "one" })).action).toBe("no-op");
  });

  it("an object that the provider computed stays as it is where nobody writes it, whatever its defaults say", async () => {
    const options = object(
      { attributes: { depth: number({ optional: true, default: 1, description: "How deep." }) } },
      { optional: true, computed: true, description: "Options." },
    );
    const deep: Resource<Store> = {
      name: "toy_deep",
      description: "",
      attributes: { options },
      create: async () => ({ options: { depth: 5 } }),
      read: async (state) => state,
      update: async (planned) => planned,
      async delete() {},
    };
    const { life } = await useToys({ resources: [deep] });
    const state = await life.apply(await life.plan(null, {}));
    expect(state?.value["options"]).toEqual({ depth: 5 });
    expect((await life.plan(state, {})).action).toBe("no-op");
    expect((await life.plan(state, { options: {} })).planned?.["options"]).toEqual({ depth: 1 });
  });

  it("is replaced where a change cannot be made in place", async () => {
    const { life, store } = await useToys();
    const state = await life.apply(await life.plan(null, { name: "one", kind: "round" }));
    const plan = await life.plan(state, { name: "one", kind: "square" });
    expect(plan).toMatchObject({ action: "replace", requiresReplace: [["kind"]] });
    expect(isUnknown(plan.planned?.["id"])).toBe(true);
    store.calls.length = 0;
    expect((await life.apply(plan))?.value["id"]).toBe("thing-2");
    expect(store.calls).toEqual(["delete", "create"]);
  });

  it("drift is seen and repaired", async () => {
    const { life, store } = await useToys();
    const state = await life.apply(await life.plan(null, { name: "one" }));
    store.things.set("thing-1", { ...store.things.get("thing-1")!, color: "green" });
    const plan = await life.plan(state, { name: "one" });
    expect(plan).toMatchObject({
      action: "update",
      prior: { value: { color: "green" } },
      planned: { color: "blue" },
    });
    await life.apply(plan);
    expect(store.things.get("thing-1")?.color).toBe("blue");
  });

  it("is made again when it disappears", async () => {
    const { life, store } = await useToys();
    const state = await life.apply(await life.plan(null, { name: "one" }));
    store.things.clear();
    expect((await life.plan(state, { name: "one" })).action).toBe("create");
  });

  it("is deleted, and deleting what is gone does nothing", async () => {
    const { life, store } = await useToys();
    const state = await life.apply(await life.plan(null, { name: "one" }));
    expect(await life.apply(await life.planDestroy(state!))).toBeNull();
    expect(store.things.size).toBe(0);
    expect((await life.planDestroy(state!)).action).toBe("no-op");
  });

  it("is imported, and the plan after it is empty", async () => {
    const { life } = await useToys();
    await life.apply(await life.plan(null, { name: "one", tags: ["a"] }));
    const imported = await life.import("thing-1");
    expect(imported.value).toMatchObject({ id: "thing-1", tags: ["a"], timeouts: null });
    expect((await life.plan(imported, { name: "one", tags: ["a"] })).action).toBe("no-op");
  });

  it("an import of what is not there says what was looked for", async () => {
    const { life } = await useToys();
    await expect(life.import("thing-9")).rejects.toThrow("No thing has the id thing-9");
  });

  it("values that come from other resources are unknown at first, and must turn out as planned", async () => {
    const { life } = await useToys();
    const plan = await life.plan(null, { name: unknown, tags: ["a", unknown] });
    expect(plan.planned).toMatchObject({ name: unknown, tags: ["a", unknown] });
    const state = await life.apply(plan, { name: "one", tags: ["a", "b"] });
    expect(state?.value).toMatchObject({ name: "one", tags: ["a", "b"] });
    await expect(life.apply(plan, { name: "one", tags: ["c", "b"] })).rejects.toThrow(
      'Provider produced inconsistent final plan: tags[0]: was "a", but now "c"',
    );
  });

  it("the order of a set means nothing", async () => {
    const { life } = await useToys();
    const state = await life.apply(await life.plan(null, { name: "one", groups: ["a", "b"] }));
    expect((await life.plan(state, { name: "one", groups: ["b", "a", "b"] })).action).toBe("no-op");
    expect((await life.plan(state, { name: "one", groups: ["b", "c"] })).action).toBe("update");
  });

  it.each([
    ["null", null],
    ["empty", []],
  ])(
    "a collection that is %s stays so, whichever way the API says that there is nothing",
    async (_name, tags) => {
      for (const answer of [null, []]) {
        const { life, store } = await useToys();
        const plan = await life.plan(null, { name: "one", tags });
        const state = await life.apply(plan);
        store.things.set("thing-1", { ...store.things.get("thing-1")!, tags: answer });
        expect((await life.plan(state, { name: "one", tags })).action).toBe("no-op");
        expect(state?.value["tags"]).toEqual(tags);
      }
    },
  );

  it("a tenth is a tenth, whether Terraform writes it as a decimal or as a 64-bit float, and comes back as it was written", async () => {
    const float = toExactNumber(0.1);
    const third = parseNumber(`0.${"3".repeat(100)}`);
    const seen: unknown[] = [];
    const { life } = await useToys({
      resources: [
        thingWith({
          plan({ planned }) {
            seen.push(planned.size);
          },
          create: async (planned, config, context) => {
            seen.push(planned.size, config.size);
            return thing.create(planned, config, context);
          },
        }),
      ],
    });
    const state = await life.apply(await life.plan(null, { name: "one", size: float }));
    expect(seen).toEqual([0.1, 0.1, 0.1]);
    expect(state?.value["size"]).toEqual(float);
    expect((await life.plan(state, { name: "one", size: 0.1 })).action).toBe("no-op");
    expect((await life.plan(state, { name: "one", size: third })).planned?.["size"]).toEqual(third);
    const stored = { ...state!, value: { ...state!.value, size: 0.1 } };
    expect((await life.plan(stored, { name: "one", size: float })).action).toBe("no-op");
  });

  it("a write-only value reaches the handler and nothing else", async () => {
    const { life, store } = await useToys();
    const plan = await life.plan(null, { name: "one", password_wo: "hunter2", password_wo_version: 1 });
    const state = await life.apply(plan);
    expect(store.passwords.get("thing-1")).toBe("hunter2");
    expect(JSON.stringify([plan.planned, state])).not.toContain("hunter2");
    expect(
      (await life.plan(state, { name: "one", password_wo: "hunter3", password_wo_version: 1 })).action,
    ).toBe("no-op");
    await life.apply(await life.plan(state, { name: "one", password_wo: "hunter3", password_wo_version: 2 }));
    expect(store.passwords.get("thing-1")).toBe("hunter3");
  });

  it("a change of nothing but timeouts reaches the state and not the API", async () => {
    const { life, store } = await useToys();
    const state = await life.apply(await life.plan(null, { name: "one" }));
    const plan = await life.plan(state, { name: "one", timeouts: { create: "5m" } });
    expect(plan).toMatchObject({
      action: "update",
      planned: { revision: 1, timeouts: { create: "5m", read: null } },
    });
    store.calls.length = 0;
    const updated = await life.apply(plan);
    expect(updated?.value["timeouts"]).toMatchObject({ create: "5m" });
    expect(store.calls).toEqual([]);
    expect((await life.plan(updated, { name: "one", timeouts: { create: "5m" } })).action).toBe("no-op");
  });
});
