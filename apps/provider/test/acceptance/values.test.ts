import { describe, expect, it } from "vitest";
import { unknown } from "@huntkit/terraform-plugin";
import { resources } from "../../src/hunt/index.js";
import { samples } from "./samples/index.js";
import { useWorld } from "./world.js";

const startWorld = useWorld();

/** All empty values of each kind of collection in a configuration. */
const nothings: Record<string, readonly unknown[]> = {
  list: [null, []],
  set: [null, []],
  map: [null, {}],
  single: [null],
};

describe.each(samples)("$type", (sample) => {
  const { attributes } = resources.find(({ name }) => name === sample.type)!;
  const { minimal, full, wrong } = sample;
  const optional = Object.entries(attributes).filter(
    ([name, attribute]) => attribute.optional && !Object.hasOwn(minimal, name),
  );
  const collections = optional.flatMap(([name, { nested, type }]) => {
    const kind = nested?.nesting ?? (typeof type === "string" ? "" : type[0]);
    return (nothings[kind] ?? []).map((nothing) => [name, nothing] as const);
  });
  const texts = optional
    .filter(
      ([name, { type, oneOf, writeOnly, validators }]) =>
        type === "string" && !oneOf && !writeOnly && validators.length === 0 && Object.hasOwn(full, name),
    )
    .map(([name]) => name);

  it.each([
    ...collections,
    ["timeouts", null],
    ["timeouts", {}],
    ["timeouts", { create: "5m", delete: "1h30m" }],
  ] as const)("accepts %s = %j without a change in the next plan", async (name, value) => {
    const { life, apply } = await startWorld(sample);
    const written = { ...minimal, [name]: value };
    const state = await apply(null, written);
    expect((await life.plan(state, written)).action).toBe("no-op");
    const absent = await apply(state, minimal);
    expect((await life.plan(absent, minimal)).action).toBe("no-op");
  });

  it.runIf(texts.length > 0).each(texts)("distinguishes an empty string from null: %s", async (name) => {
    const { life, apply } = await startWorld(sample);
    const written = { ...minimal, [name]: "" };
    const state = await apply(null, written);
    expect(state.value[name]).toBe("");
    expect((await life.plan(state, written)).action).toBe("no-op");
    expect((await apply(state, minimal)).value[name]).toBe(attributes[name]!.default);
  });

  it("accepts values that are known only after apply", async () => {
    const { life, apply } = await startWorld(sample);
    const names = Object.keys(full);
    for (const open of [...names.map((name) => [name]), names]) {
      const change = await life.plan(null, {
        ...full,
        ...Object.fromEntries(open.map((name) => [name, unknown])),
      });
      for (const name of open) expect(change.planned![name]).toBe(unknown);
      const state = (await life.apply(change, full))!;
      expect(state.value).toMatchObject(full);
      await life.apply(await life.planDestroy(state));
    }
    const state = await apply(null, full);
    const later = await life.plan(state, {
      ...full,
      ...Object.fromEntries(names.map((name) => [name, unknown])),
    });
    expect(later.action).toMatch(/^(update|replace)$/);
    expect((await life.apply(later, full))!.value).toMatchObject(full);
  });

  it("accepts unknown values that could be valid", async () => {
    const { life } = await startWorld(sample);
    for (const [values] of wrong) {
      const open = Object.fromEntries(
        Object.keys(values)
          .filter((name) => values[name] !== null)
          .map((name) => [name, unknown]),
      );
      expect(await life.validate({ ...minimal, ...open })).toMatchObject({ warnings: [] });
    }
  });
});
