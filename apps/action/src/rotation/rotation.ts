import * as core from "@actions/core";
import { checkToken, systemClock, toIso, type ApiToken } from "@huntkit/core";
import type { Context, Job, Situation } from "../feature.js";
import { octokitFor } from "../github/client.js";
import { connect } from "../hunt.js";
import { addToSummary } from "../report/add-to-summary.js";
import { annotate } from "../report/annotate.js";
import { setOutputs } from "../report/outputs.js";
import { consider, type Replaced } from "./consider.js";
import { GitHubSecret } from "./github-secret.js";
import { readRotationInputs } from "./inputs.js";
import type { RotationParts } from "./rotate.js";
import type { SecretPlace } from "./secret-place.js";
import { rotationCard } from "./texts.js";

/** Replaces the token in its secret when it has few days left. */
export async function prepare(context: Context): Promise<Job> {
  const { env, inputs, signal } = context;
  const rotation = readRotationInputs(env);
  const secret = new GitHubSecret(await octokitFor(rotation.secretsToken, env), rotation.place, systemClock);
  const connectWith = (token: ApiToken) =>
    connect(inputs, env, { token, timeoutMs: 20_000, deadlineMs: 60_000 });
  return async (situation) => {
    core.setOutput("rotated", "false");
    const { health } = situation;
    if (
      health?.status !== "healthy" &&
      health?.status !== "expiring" &&
      health?.status !== "unknown-expiry"
    ) {
      core.info("No rotation: a new token can only be made with one that works.");
      return situation;
    }
    const tools = {
      secret,
      connect: connectWith,
      clock: systemClock,
      hide: core.setSecret,
      show: annotate,
      signal,
    };
    const replaced = await consider(situation.hunt as RotationParts["hunt"], health, rotation, tools);
    return replaced ? settle(replaced, rotation.place, context) : situation;
  };
}

/** From here on the new token is in force, and what is said of the token is said of that. */
async function settle(
  { hunt, record, finding }: Replaced,
  place: SecretPlace,
  { env, inputs: { warnDays } }: Context,
): Promise<Situation> {
  core.setOutput("rotated", "true");
  const health = await checkToken(hunt, {
    warnDays,
    handle: record.handle,
    description: record.description ?? undefined,
    secretUpdatedAt: toIso(systemClock.now()),
  });
  setOutputs(health);
  await addToSummary(rotationCard(finding, place, record, health), env);
  return { hunt, health };
}
