import { describe, expect, it } from "vitest";
import { resources } from "../../src/hunt/index.js";
import { samples } from "./samples/index.js";
import { useWorld } from "./world.js";

const startWorld = useWorld();

describe.each(samples)("$type", (sample) => {
  const { minimal, full, changes, replacements } = sample;
  const optional = Object.keys(full).filter(
    (name) => !Object.hasOwn(minimal, name) && !Object.hasOwn(replacements, name),
  );

  it.each([
    ["only the required arguments", minimal],
    ["all arguments", full],
  ])("is created without a change in the next plan with %s", async (_, written) => {
    const { life, row, made, apply } = await startWorld(sample);
    const state = await apply(null, written);
    expect(state.value).toMatchObject(written);
    expect(state.tainted).toBe(false);
    expect(made()).toEqual([row(state.value["id"])]);
    expect((await life.plan(state, written)).action).toBe("no-op");
  });

  it("has the defaults of arguments that are not configured", async () => {
    const { attributes } = resources.find(({ name }) => name === sample.type)!;
    const { apply } = await startWorld(sample);
    const { value } = await apply(null, minimal);
    for (const name of optional) expect(value[name], name).toEqual(attributes[name]!.default);
  });

  it.each(Object.keys(changes))("is updated in place if an argument changes: %s", async (name) => {
    const { life, apply } = await startWorld(sample);
    const state = await apply(null, full);
    const written = { ...full, [name]: changes[name] };
    const change = await life.plan(state, written);
    expect(change.action).toBe("update");
    const changed = (await life.apply(change))!;
    expect(changed.value).toMatchObject({ ...written, id: state.value["id"] });
    expect((await life.plan(changed, written)).action).toBe("no-op");
    expect((await apply(changed, full)).value).toEqual(state.value);
  });

  it.each(Object.keys(replacements))("is replaced if an argument changes: %s", async (name) => {
    const { life, apply, made } = await startWorld(sample);
    const state = await apply(null, full);
    const written = { ...full, ...replacements[name] };
    const change = await life.plan(state, written);
    expect(change).toMatchObject({ action: "replace", requiresReplace: [[name]] });
    const replaced = (await life.apply(change))!;
    expect(replaced.value).toMatchObject(written);
    expect(made().map(({ id }) => id)).toEqual([replaced.value["id"]]);
    expect(replaced.value["id"]).not.toBe(state.value["id"]);
    expect((await life.plan(replaced, written)).action).toBe("no-op");
  });

  it.runIf(sample.kept.length > 0).each(sample.kept)(
    "keeps an argument that is removed: %s",
    async (name) => {
      const { life, apply } = await startWorld(sample);
      const set = await apply(null, { ...minimal, [name]: full[name] });

      expect((await life.plan(set, minimal)).action).toBe("no-op");
    },
  );

  const unsettable = optional.filter((name) => !sample.kept.includes(name));
  it.runIf(unsettable.length > 0).each(unsettable)(
    "can have an optional argument set, unset, and set again: %s",
    async (name) => {
      const { life, apply } = await startWorld(sample);
      const state = await apply(null, minimal);
      const written = { ...minimal, [name]: full[name] };
      const set = await apply(state, written);
      expect(set.value).toMatchObject({ ...written, id: state.value["id"] });
      const unset = await apply(set, minimal);
      expect(unset.value).toEqual(state.value);
      expect((await life.plan(unset, minimal)).action).toBe("no-op");
      expect((await life.plan(unset, { ...minimal, [name]: null })).action).toBe("no-op");
      expect((await apply(unset, written)).value).toEqual(set.value);
    },
  );

  it("is destroyed", async () => {
    const { life, apply, made } = await startWorld(sample);

    const change = await life.planDestroy(await apply(null, full));

    expect(change.action).toBe("delete");
    expect(await life.apply(change)).toBeNull();
    expect(made()).toEqual([]);
  });

  it("is destroyed without an error if it no longer exists", async () => {
    const { life, apply } = await startWorld(sample);
    const change = await life.planDestroy(await apply(null, full));
    await life.apply(change);

    expect(await life.apply(change)).toBeNull();
  });
});
