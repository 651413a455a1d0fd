import * as core from "@actions/core";
import { checkToken, HuntClient, isHuntError, huntkitVersion } from "@huntkit/core";
import type { Environment } from "./environment.js";
import { readInputs } from "./inputs.js";
import { annotate } from "./report/annotate.js";
import { toFinding } from "./report/finding.js";
import { inert } from "./report/inert.js";
import { setOutputs } from "./report/outputs.js";
import { writeSummary } from "./report/summary.js";

/** The whole action: inputs, check, report. Whatever goes wrong ends as one error annotation and a failed step. */
export async function run(env: Environment): Promise<void> {
  try {
    const inputs = readInputs(env);
    const { instance, token, ca, timeoutMs } = inputs;
    const client = new HuntClient({
      instance, token, ca, env,
      userAgent: `huntkit-action/${huntkitVersion}`, timeoutMs: Math.min(timeoutMs, 20_000), deadlineMs: timeoutMs,
    });
    const health = await checkToken(client, inputs);
    await client.close();
    const finding = toFinding(health, inputs);
    annotate(finding);
    setOutputs(health);
    await writeSummary(health, finding, env);
  } catch (error) {
    core.setFailed(inert(isHuntError(error) ? error.message : `Unexpected: ${String(error)}`));
  }
}
