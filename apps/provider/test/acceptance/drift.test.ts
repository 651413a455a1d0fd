import { describe, expect, it } from "vitest";
import { samples } from "./samples/index.js";
import { getString, useWorld } from "./world.js";

const startWorld = useWorld();

describe.each(samples)("$type", (sample) => {
  const { full, pathOf, drift } = sample;
  const canChange = Object.keys(drift).length > 0;

  it("is created again if it was deleted in HUNT", async () => {
    const { hunt, life, apply, made, row } = await startWorld(sample);
    const state = await apply(null, full);
    await hunt.client.model(pathOf(row(state.value["id"])!)).delete(getString(state));
    expect(await life.refresh(state)).toBeNull();
    const change = await life.plan(state, full);
    expect(change.action).toBe("create");
    const again = (await life.apply(change))!;
    expect(made().map(({ id }) => id)).toEqual([again.value["id"]]);
    expect((await life.plan(again, full)).action).toBe("no-op");
  });

  it.runIf(canChange).each(Object.keys(drift))(
    "is repaired if a property was changed in HUNT: %s",
    async (property) => {
      const { hunt, life, apply, row } = await startWorld(sample);
      const state = await apply(null, full);
      const before = row(state.value["id"])!;
      await hunt.client
        .model(pathOf(row(state.value["id"])!))
        .update(getString(state), { [property]: drift[property] });
      const change = await life.plan(state, full);
      expect(change.action).toMatch(/^(update|replace)$/);
      expect(Object.values(change.prior!.value)).toContainEqual(drift[property]);
      const repaired = (await life.apply(change))!;
      expect(row(repaired.value["id"])![property]).toEqual(before[property]);
      expect((await life.plan(repaired, full)).action).toBe("no-op");
    },
  );

  it.runIf(canChange)(
    "is unchanged if only a property that Terraform does not manage was changed",
    async () => {
      const { hunt, life, apply, row } = await startWorld(sample);
      const state = await apply(null, full);
      const { id: _id, ...values } = row(state.value["id"])!;
      await hunt.client.request({
        method: "PATCH",
        path: `${pathOf(row(state.value["id"])!)}/{id}`,
        params: { id: getString(state) },
        body: { ...values, somethingElse: "by hand" },
        unproven: true,
      });
      expect((await life.plan(state, full)).action).toBe("no-op");
    },
  );
});
