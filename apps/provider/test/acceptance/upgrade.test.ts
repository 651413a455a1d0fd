import { describe, expect, it } from "vitest";
import { toPlainData } from "@huntkit/terraform-plugin";
import { samples } from "./samples/index.js";
import { useWorld } from "./world.js";

const world = useWorld();

describe.each(samples)("the stored state of $type", (sample) => {
  const { type, minimal, full } = sample;

  it("is read as it was written, whatever attributes have come and gone since", async () => {
    const { life, apply, client } = await world(sample);
    const state = await apply(null, full);
    const stored = toPlainData(state.value) as Record<string, unknown>;
    const same = await client.upgradeState(type, 0, JSON.stringify(stored));
    expect(same).toEqual({ state: state.value, diagnostics: [] });

    const gone = { ...stored, retired: 1, also_retired: { deep: [null] } };
    expect((await client.upgradeState(type, 0, JSON.stringify(gone))).state).toEqual(state.value);

    const { timeouts: _, ...older } = stored;
    for (const name of Object.keys(full).filter((each) => !Object.hasOwn(minimal, each))) delete older[name];
    const upgraded = await client.upgradeState(type, 0, JSON.stringify(older));
    expect(upgraded.diagnostics).toEqual([]);
    const change = await life.plan({ ...state, value: upgraded.state! }, full);
    expect(change.action).toMatch(/^(no-op|update)$/);
    expect((await life.apply(change))!.value).toMatchObject(full);
  });

  it("of a newer provider, or that is none, is refused in words that help", async () => {
    const { client } = await world(sample);
    const refused = async (version: number, json: string) =>
      (await client.upgradeState(type, version, json)).diagnostics;
    expect(await refused(7, JSON.stringify({ id: "1" }))).toMatchObject([
      { severity: "error", detail: expect.stringContaining("Use a newer version of the provider") },
    ]);
    for (const json of ["{", "[]", "", "7", '{"id": {"no": "text"}}'])
      expect(await refused(0, json), json).toMatchObject([
        { severity: "error", detail: expect.stringContaining("import it again") },
      ]);
  });
});
