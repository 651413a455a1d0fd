import { holdResponse } from "@huntkit/test-kit/vitest";
import { systemClock } from "@huntkit/core";
import { describe, expect, it } from "vitest";
import type { ProviderError } from "@huntkit/terraform-plugin/engine";
import { samples } from "./samples/index.js";
import { catchFailure } from "../catch-failure.js";
import { useWorld } from "./world.js";

const startWorld = useWorld();
const ten = Array.from({ length: 10 }, (_, number) => number + 1);

describe.each(samples)("$type", (sample) => {
  const { minimal, nth, creation, finishes } = sample;

  it("can be created, planned, and destroyed ten at a time", async () => {
    const { life, apply, made, requests } = await startWorld(sample);
    const written = ten.map((number) => ({ ...minimal, ...nth(number) }));
    const states = await Promise.all(written.map((each) => apply(null, each)));
    expect(new Set(states.map(({ value }) => value["id"])).size).toBe(10);
    for (const [index, { value }] of states.entries()) expect(value).toMatchObject(written[index]!);
    requests();
    const changes = await Promise.all(states.map((state, index) => life.plan(state, written[index]!)));
    expect(changes.map(({ action }) => action)).toEqual(ten.map(() => "no-op"));
    await Promise.all(states.map(async (state) => life.apply(await life.planDestroy(state))));
    expect(made()).toEqual([]);
  });

  it.skipIf(finishes)(
    "is not created, and its state is unchanged, if Terraform is interrupted while HUNT does not respond",
    async () => {
      const { hunt, life, client, apply, made, requests } = await startWorld(sample);
      const state = await apply(null, minimal);
      const change = await life.plan(null, { ...minimal, ...nth(2) });
      requests();
      hunt.sandbox.faults.add({ kind: "hang", times: "always" });
      const [read, applied] = [catchFailure(life.refresh(state)), catchFailure(life.apply(change))];
      await expect.poll(() => hunt.sandbox.requests.length).toBeGreaterThanOrEqual(2);
      await client.stop();
      expect((await read).diagnostics).toMatchObject([{ summary: `Read of ${sample.type} was stopped` }]);
      expect(await applied).toMatchObject({
        state: null,
        diagnostics: [{ summary: `Create of ${sample.type} was stopped` }],
      });
      expect(made().map(({ id }) => id)).toEqual([state.value["id"]]);
    },
  );

  it("is either in the state or not in HUNT if Terraform is interrupted during its creation", async () => {
    const { hunt, life, client, made } = await startWorld(sample, { clock: systemClock });
    const created = holdResponse(hunt.sandbox, creation);
    const applied = life
      .plan(null, minimal)
      .then((change) => life.apply(change))
      .catch((error: ProviderError) => error.state);
    await created.reached;
    await client.stop();
    created.release();
    const state = await applied;
    expect(made().map(({ id }) => id)).toEqual(state ? [state.value["id"]] : []);
    expect(state?.tainted ?? null).toBe(finishes ? null : false);
  });

  it("is not created after Terraform was interrupted", async () => {
    const { life, client, requests } = await startWorld(sample);
    const change = await life.plan(null, minimal);
    await client.stop();
    requests();
    expect((await catchFailure(life.apply(change))).diagnostics).toMatchObject([
      { summary: `Create of ${sample.type} was stopped` },
    ]);
    expect(requests().filter((request) => request.startsWith("POST"))).toEqual([]);
  });
});
