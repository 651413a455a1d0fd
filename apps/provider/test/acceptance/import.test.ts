import { describe, expect, it } from "vitest";
import { samples } from "./samples/index.js";
import { failureOf } from "../failure-of.js";
import { textOf, useWorld, without } from "./world.js";

const world = useWorld();

describe.each(samples)("$type", (sample) => {
  const { full, minimal, names, unread, twin, replacements } = sample;
  /** What can be read back; what needs a first writing, such as where a token goes, is made with it all the same. */
  const readable = without(full, unread);

  it.each(["id", ...names])("is imported by its %s, and planning then changes nothing", async (name) => {
    const { life, apply } = await world(sample);
    const state = await apply(null, full);
    const imported = await life.import(textOf(state, name));
    expect(imported.value).toEqual({
      ...state.value,
      ...Object.fromEntries(unread.map((each) => [each, null])),
    });
    expect((await life.plan(imported, readable)).action).toBe("no-op");
  });

  it("is managed like any other once it was imported", async () => {
    const { life, apply, made } = await world(sample);
    const imported = await life.import(textOf(await apply(null, minimal)));
    const again = await apply(imported, full);
    expect(again.value).toMatchObject(without(full, Object.keys(replacements)));
    await life.apply(await life.planDestroy(again));
    expect(made()).toEqual([]);
  });

  it.each(["No such thing", "7c9e6679-7425-40de-944b-e07fc1f90ae7", " ", "' or 1=1"])(
    "is not imported as %j, which there is none of",
    async (text) => {
      const { life } = await world(sample);
      const { diagnostics } = await failureOf(life.import(text));
      expect(diagnostics).toMatchObject([
        {
          severity: "error",
          summary: expect.stringMatching(/^HUNT has no such /),
          detail: expect.stringContaining(text.trim()),
        },
      ]);
    },
  );

  it.skipIf(twin === null)("is not imported by what two of them have, and their ids are told", async () => {
    const { life, apply } = await world(sample);
    const [name] = names;
    const one = await apply(null, minimal);
    const other = await apply(null, { ...minimal, ...twin });
    const {
      diagnostics: [diagnostic],
    } = await failureOf(life.import(textOf(one, name)));
    for (const { value } of [one, other]) expect(diagnostic!.detail).toContain(value["id"]);
  });
});
