import { describe, expect, it } from "vitest";
import { toPlainData } from "@huntkit/terraform-plugin";
import { samples } from "./samples/index.js";
import { useWorld } from "./world.js";

const startWorld = useWorld();

describe.each(samples)("the stored state of $type", (sample) => {
  const { type, minimal, full } = sample;

  const store = async () => {
    const started = await startWorld(sample);
    const state = await started.apply(null, full);
    const stored = toPlainData(state.value) as Record<string, unknown>;
    const upgrade = (json: object) => started.client.upgradeState(type, 0, JSON.stringify(json));
    return { ...started, state, stored, upgrade };
  };

  it("is unchanged if it has the current schema", async () => {
    const { state, stored, upgrade } = await store();

    expect(await upgrade(stored)).toEqual({ state: state.value, diagnostics: [] });
  });

  it("loses attributes that no longer exist", async () => {
    const { state, stored, upgrade } = await store();

    const upgraded = await upgrade({ ...stored, retired: 1, also_retired: { deep: [null] } });

    expect(upgraded.state).toEqual(state.value);
  });

  it("can be updated if it lacks new attributes", async () => {
    const { life, state, stored, upgrade } = await store();
    const { timeouts: _, ...older } = stored;
    for (const name of Object.keys(full).filter((each) => !Object.hasOwn(minimal, each))) delete older[name];

    const upgraded = await upgrade(older);
    const change = await life.plan({ ...state, value: upgraded.state! }, full);

    expect(upgraded.diagnostics).toEqual([]);
    expect(change.action).toMatch(/^(no-op|update)$/);
    expect((await life.apply(change))!.value).toMatchObject(full);
  });

  it("is rejected if it has a newer schema", async () => {
    const { client } = await startWorld(sample);

    const { diagnostics } = await client.upgradeState(type, 7, JSON.stringify({ id: "1" }));

    expect(diagnostics).toMatchObject([
      { severity: "error", detail: expect.stringContaining("Use a newer version of the provider") },
    ]);
  });

  it.each(["{", "[]", "", "7", '{"id": {"no": "string"}}'])(
    "is rejected if it is invalid: %j",
    async (json) => {
      const { client } = await startWorld(sample);

      const { diagnostics } = await client.upgradeState(type, 0, json);

      expect(diagnostics).toMatchObject([
        { severity: "error", detail: expect.stringContaining("import it again") },
      ]);
    },
  );
});
