import { describe, expect, it } from "vitest";
import type { Lifecycle, ResourceState } from "@huntkit/terraform-plugin/engine";
import { samples } from "./samples/index.js";
import { catchFailure } from "../catch-failure.js";
import { getString, useWorld } from "./world.js";

const startWorld = useWorld();

/** Error responses of HUNT, and the diagnostics that users see. */
const refusals: readonly { status: number; summary: RegExp; remedy?: string; body?: object }[] = [
  {
    status: 401,
    summary: /^HUNT did not authorize the request$/,
    remedy: "create a new token",
    body: { error: { statusCode: 401, code: "AUTHORIZATION_REQUIRED", message: "Authorization Required" } },
  },
  { status: 403, summary: /^HUNT denied the request$/ },
  { status: 429, summary: /^HUNT limited the request rate$/ },
  { status: 500, summary: /^HUNT failed to process the request$/ },
  { status: 503, summary: /^HUNT failed to process the request$/ },
];

describe.each(samples)("$type", (sample) => {
  const { minimal, full, changes, creation, failMidway } = sample;
  const [changed] = Object.keys(changes);
  /** The operations that can fail. */
  const operations = (life: Lifecycle, state: ResourceState): Record<string, () => Promise<unknown>> => ({
    create: async () => life.apply(await life.plan(null, { ...minimal, ...sample.nth(7) })),
    read: () => life.refresh(state),
    update: async () => life.apply(await life.plan(state, { ...full, [changed!]: changes[changed!] })),
    delete: async () => life.apply(await life.planDestroy(state)),
    import: () => life.import(getString(state)),
  });

  it.each(refusals)(
    "fails with one diagnostic and changes nothing if HUNT responds to every request with status $status",
    async ({ status, summary, remedy = "", body }) => {
      const { hunt, life, apply, made } = await startWorld(sample);
      const state = await apply(null, full);
      const rows = made();
      hunt.sandbox.faults.add({ kind: "status", status, times: "always", ...(body && { body }) });
      for (const act of Object.values(operations(life, state))) {
        const { diagnostics } = await catchFailure(act());
        expect(diagnostics).toMatchObject([{ severity: "error", summary: expect.stringMatching(summary) }]);
        expect(diagnostics[0]!.detail).toContain(remedy);
        expect(diagnostics[0]!.detail).not.toMatch(/undefined|\[object|\bat .*:\d+:\d+/);
      }
      expect(made()).toEqual(rows);
    },
  );

  it("keeps its state if an update or a delete fails", async () => {
    const { hunt, life, apply } = await startWorld(sample);
    const state = await apply(null, full);
    const [change, end] = [await life.plan(state, { ...full, ...changes }), await life.planDestroy(state)];
    hunt.sandbox.faults.add({ kind: "status", status: 500, times: "always" });
    // Changes of a token that do not replace it are not sent to HUNT.
    for (const each of sample.type === "hunt_api_token" ? [end] : [change, end])
      expect((await catchFailure(life.apply(each))).state).toEqual(state);
  });

  it.each([429, 503])("succeeds if HUNT responds once with status %i", async (status) => {
    const { hunt, life, apply } = await startWorld(sample);
    const state = await apply(null, full);
    hunt.sandbox.faults.add({ match: "GET *", kind: "status", status, retryAfter: 1 });
    expect((await life.plan(state, full)).action).toBe("no-op");
  });

  it("is tainted if its creation failed halfway, and replaced by the next apply", async () => {
    const { hunt, life, apply, made } = await startWorld(sample);
    await failMidway(hunt);
    const { state, diagnostics } = await catchFailure(apply(null, minimal));
    expect(diagnostics).toMatchObject([{ severity: "error" }]);
    expect(state).toMatchObject({ tainted: true });
    expect(made().map(({ id }) => id)).toEqual([state!.value["id"]]);
    const change = await life.plan(state!, minimal);
    expect(change.action).toBe("replace");
    const healed = (await life.apply(change))!;
    expect(healed).toMatchObject({ tainted: false });
    expect(healed.value).toMatchObject(minimal);
    expect(made().map(({ id }) => id)).toEqual([healed.value["id"]]);
    expect(healed.value["id"]).not.toBe(state!.value["id"]);
  });

  it("may exist according to the error if the response to its creation was lost", async () => {
    const { hunt, apply, made } = await startWorld(sample);
    hunt.sandbox.faults.add({ match: creation, kind: "reset-after-headers" });
    const { state, diagnostics } = await catchFailure(apply(null, full));
    expect(state).toBeNull();
    expect(made()).toHaveLength(1);
    expect(diagnostics).toMatchObject([{ detail: expect.stringMatching(/may have|revoke/i) }]);
  });
});
