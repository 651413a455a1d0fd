import { describe, expect, it } from "vitest";
import { toExactNumber } from "../../src/cty/decimal.js";
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

describe("the lifecycle of a resource", () => {
  it("creates an object with only the required attributes, and the next plan is empty", async () => {
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

  it("creates an object with all attributes, and the next plan is empty", async () => {
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

  it("updates an object in place, with unknown computed values except those that never change", async () => {
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

  it("unsets an optional value that was removed, and restores a default", async () => {
    const { life } = await useToys();
    const created = await life.apply(await life.plan(null, { name: "one", size: 1, color: "red" }));

    const updated = await life.apply(await life.plan(created, { name: "one" }));

    expect(updated?.value).toMatchObject({ size: null, color: "blue" });
  });

  it("sets an optional value that was added, and the next plan is empty", async () => {
    const { life } = await useToys();
    const created = await life.apply(await life.plan(null, { name: "one" }));

    const updated = await life.apply(await life.plan(created, { name: "one", size: 2 }));

    expect(updated?.value).toMatchObject({ size: 2 });
    expect((await life.plan(updated, { name: "one", size: 2 })).action).toBe("no-op");
  });

  it("keeps an optional and computed value that is no longer configured", async () => {
    const { life } = await useToys();
    const state = await life.apply(await life.plan(null, { name: "one", active: false }));
    expect((await life.plan(state, { name: "one" })).action).toBe("no-op");
  });

  it("keeps a computed nested object that is not configured, regardless of the defaults in it", async () => {
    const options = object(
      { attributes: { depth: number({ optional: true, default: 1, description: "The depth." }) } },
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

  it("replaces an object if a change cannot be made in place", async () => {
    const { life, store } = await useToys();
    const state = await life.apply(await life.plan(null, { name: "one", kind: "round" }));
    const plan = await life.plan(state, { name: "one", kind: "square" });
    expect(plan).toMatchObject({ action: "replace", requiresReplace: [["kind"]] });
    expect(isUnknown(plan.planned?.["id"])).toBe(true);
    store.calls.length = 0;
    expect((await life.apply(plan))?.value["id"]).toBe("thing-2");
    expect(store.calls).toEqual(["delete", "create"]);
  });

  it("detects and repairs a change outside Terraform", async () => {
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

  it("creates an object again that was deleted outside Terraform", async () => {
    const { life, store } = await useToys();
    const state = await life.apply(await life.plan(null, { name: "one" }));
    store.things.clear();
    expect((await life.plan(state, { name: "one" })).action).toBe("create");
  });

  it("deletes an object", async () => {
    const { life, store } = await useToys();
    const state = await life.apply(await life.plan(null, { name: "one" }));

    expect(await life.apply(await life.planDestroy(state!))).toBeNull();

    expect(store.things.size).toBe(0);
  });

  it("plans nothing to delete an object that no longer exists", async () => {
    const { life, store } = await useToys();
    const state = await life.apply(await life.plan(null, { name: "one" }));
    store.things.clear();

    expect((await life.planDestroy(state!)).action).toBe("no-op");
  });

  it("imports an object, and the next plan is empty", async () => {
    const { life } = await useToys();
    await life.apply(await life.plan(null, { name: "one", tags: ["a"] }));
    const imported = await life.import("thing-1");
    expect(imported.value).toMatchObject({ id: "thing-1", tags: ["a"], timeouts: null });
    expect((await life.plan(imported, { name: "one", tags: ["a"] })).action).toBe("no-op");
  });

  it("names the ID in the error if the object to import does not exist", async () => {
    const { life } = await useToys();
    await expect(life.import("thing-9")).rejects.toThrow("No thing has the ID thing-9");
  });

  it("applies values that were unknown in the plan", async () => {
    const { life } = await useToys();
    const plan = await life.plan(null, { name: unknown, tags: ["a", unknown] });

    const state = await life.apply(plan, { name: "one", tags: ["a", "b"] });

    expect(plan.planned).toMatchObject({ name: unknown, tags: ["a", unknown] });
    expect(state?.value).toMatchObject({ name: "one", tags: ["a", "b"] });
  });

  it("rejects a known value that changed between plan and apply", async () => {
    const { life } = await useToys();
    const plan = await life.plan(null, { name: unknown, tags: ["a", unknown] });

    await expect(life.apply(plan, { name: "one", tags: ["c", "b"] })).rejects.toThrow(
      'Provider produced inconsistent final plan: tags[0]: was "a", but now "c"',
    );
  });

  it("ignores the order of a set", async () => {
    const { life } = await useToys();
    const state = await life.apply(await life.plan(null, { name: "one", groups: ["a", "b"] }));
    expect((await life.plan(state, { name: "one", groups: ["b", "a", "b"] })).action).toBe("no-op");
    expect((await life.plan(state, { name: "one", groups: ["b", "c"] })).action).toBe("update");
  });

  it.each([
    ["null", null],
    ["empty", []],
  ])(
    "keeps a collection that is %s, regardless of whether the API returns null or an empty list",
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

  describe("with a 64-bit float, which Terraform sends with all its digits", () => {
    const float = toExactNumber(0.1);

    it("passes a JavaScript number to the handlers", async () => {
      const seen: unknown[] = [];
      const observed = thingWith({
        plan({ planned }) {
          seen.push(planned.size);
        },
        create: async (planned, config, context) => {
          seen.push(planned.size, config.size);
          return thing.create(planned, config, context);
        },
      });
      const { life } = await useToys({ resources: [observed] });

      await life.apply(await life.plan(null, { name: "one", size: float }));

      expect(seen).toEqual([0.1, 0.1, 0.1]);
    });

    it("stores all digits of the float in the state", async () => {
      const { life } = await useToys();

      const state = await life.apply(await life.plan(null, { name: "one", size: float }));

      expect(state?.value["size"]).toEqual(float);
    });

    it("plans no change between the float and its shortest decimal", async () => {
      const { life } = await useToys();
      const state = await life.apply(await life.plan(null, { name: "one", size: float }));
      const stored = { ...state!, value: { ...state!.value, size: 0.1 } };

      expect((await life.plan(state, { name: "one", size: 0.1 })).action).toBe("no-op");
      expect((await life.plan(stored, { name: "one", size: float })).action).toBe("no-op");
    });
  });

  describe("with a write-only value", () => {
    const create = async () => {
      const toys = await useToys();
      const written = { name: "one", password_wo: "hunter2", password_wo_version: 1 };
      const plan = await toys.life.plan(null, written);
      return { ...toys, plan, state: await toys.life.apply(plan) };
    };

    it("passes the write-only value to the handler", async () => {
      const { store } = await create();

      expect(store.passwords.get("thing-1")).toBe("hunter2");
    });

    it("stores the write-only value neither in the plan nor in the state", async () => {
      const { plan, state } = await create();

      expect(JSON.stringify([plan.planned, state])).not.toContain("hunter2");
    });

    it("plans no change if only the write-only value changes", async () => {
      const { life, state } = await create();

      const plan = await life.plan(state, { name: "one", password_wo: "hunter3", password_wo_version: 1 });

      expect(plan.action).toBe("no-op");
    });

    it("passes the new write-only value to the handler if its version changes", async () => {
      const { life, state, store } = await create();
      const written = { name: "one", password_wo: "hunter3", password_wo_version: 2 };

      await life.apply(await life.plan(state, written));

      expect(store.passwords.get("thing-1")).toBe("hunter3");
    });
  });

  it("stores a change of only the timeouts without a call to the API", async () => {
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
