import { describe, expect, it } from "vitest";
import { samples } from "./samples/index.js";
import { catchFailure } from "../catch-failure.js";
import { getString, useWorld, omit } from "./world.js";

const startWorld = useWorld();

describe.each(samples)("$type", (sample) => {
  const { full, minimal, names, unread, twin, replacements } = sample;
  /** The arguments that an import can read. The objects are created with all arguments. */
  const readable = omit(full, unread);

  it.each(["id", ...names])("is imported without a change in the next plan by its %s", async (name) => {
    const { life, apply } = await startWorld(sample);
    const state = await apply(null, full);
    const imported = await life.import(getString(state, name));
    expect(imported.value).toEqual({
      ...state.value,
      ...Object.fromEntries(unread.map((each) => [each, null])),
    });
    expect((await life.plan(imported, readable)).action).toBe("no-op");
  });

  it.runIf(sample.kept.length > 0)(
    "is imported without a change if its parents are not configured",
    async () => {
      const { life, apply } = await startWorld(sample);
      const state = await apply(null, full);

      const imported = await life.import(getString(state));

      expect((await life.plan(imported, omit(readable, sample.kept))).action).toBe("no-op");
    },
  );

  it("is imported by its identity, which the plan and the apply keep", async () => {
    const { life, apply } = await startWorld(sample);
    const state = await apply(null, full);

    const imported = await life.import(state.identity!);

    expect(state.identity).toEqual({ id: state.value["id"] });
    expect(imported.identity).toEqual(state.identity);
    expect((await apply(imported, { ...readable, ...sample.changes })).value["id"]).toBe(state.value["id"]);
  });

  it("is not imported by an identity with its name instead of its ID", async () => {
    const { life, apply } = await startWorld(sample);
    const name = getString(await apply(null, full), names[0]);

    const { diagnostics } = await catchFailure(life.import({ id: name }));

    expect(diagnostics).toMatchObject([{ summary: `${sample.type} was not found` }]);
  });

  it("is updated and destroyed after an import", async () => {
    const { life, apply, made } = await startWorld(sample);
    const imported = await life.import(getString(await apply(null, minimal)));
    const again = await apply(imported, full);
    expect(again.value).toMatchObject(omit(full, Object.keys(replacements)));
    await life.apply(await life.planDestroy(again));
    expect(made()).toEqual([]);
  });

  it.each(["No such thing", "7c9e6679-7425-40de-944b-e07fc1f90ae7", " ", "' or 1=1"])(
    "is not imported by an ID that does not exist: %j",
    async (text) => {
      const { life } = await startWorld(sample);
      const { diagnostics } = await catchFailure(life.import(text));
      expect(diagnostics).toMatchObject([
        {
          severity: "error",
          summary: expect.stringMatching(/^No matching .* found$/),
          detail: expect.stringContaining(text.trim()),
        },
      ]);
    },
  );

  it.skipIf(twin === null)(
    "is not imported by a name that two objects have, and the error lists their IDs",
    async () => {
      const { life, apply } = await startWorld(sample);
      const [name] = names;
      const one = await apply(null, minimal);
      // Only an object that Terraform manages can have the name of a new one.
      await life.refresh(one);
      const other = await apply(null, { ...minimal, ...twin });
      const {
        diagnostics: [diagnostic],
      } = await catchFailure(life.import(getString(one, name)));
      for (const { value } of [one, other]) expect(diagnostic!.detail).toContain(value["id"]);
    },
  );
});
