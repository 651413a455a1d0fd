import type { Context, FeatureStep } from "../feature.js";
import { requireUsableToken } from "../usable.js";
import { findAlerts } from "./find.js";
import { toGate } from "./inputs.js";
import { reportAlerts } from "./report.js";

/** Reads which alerts are not to be; the job looks for them, and fails the step where there are any. */
export function prepare({ env, inputs, signal }: Context): FeatureStep {
  const gate = toGate(inputs);
  return requireUsableToken("The gate", async ({ hunt, health }) => {
    const now = health === null ? Date.now() : Date.parse(health.checkedAt);
    await reportAlerts(await findAlerts(hunt, gate, now, signal), gate, env);
  });
}
