import { error as logError } from "@actions/core";
import { checkToken, HuntInputError, isHuntError, type HuntClient, type TokenHealth } from "@huntkit/core";
import { escapeLogLine } from "@huntkit/toolkit";
import type { Context, Feature, FeatureStep, ActionState } from "./feature.js";
import { features } from "./features.js";
import { connectToHunt } from "./clients.js";
import type { Inputs } from "./inputs/inputs.js";
import { readInputs } from "./inputs/read-inputs.js";
import { annotate } from "./report/annotate.js";
import { toFinding } from "./report/finding.js";
import { setTokenOutputs } from "./report/outputs.js";
import { addTokenCard } from "./report/token-card.js";
import type { SecretHints } from "./rotation/secret-date.js";

/** What a feature does, and how it is called. */
type LoadedFeature = Pick<Feature, "name" | "replacesToken"> & { job: FeatureStep };

/**
 * The whole action: inputs, check, rotation, report, and then what else was asked for. The report is of the token that is
 * in force then. Whatever goes wrong is an error annotation and a failed step.
 */
export async function run(env: NodeJS.ProcessEnv): Promise<void> {
  await catchAndReport(undefined, async () => {
    const inputs = readInputs(env);
    const context: Context = { env, inputs, signal: createCancelSignal() };
    const jobs = await loadFeatures(context);
    const timeoutMs = inputs.timeoutSeconds * 1000;
    // Two attempts fit into the time; a short one is all for the first.
    const hunt = connectToHunt(inputs, env, {
      timeoutMs: Math.min(timeoutMs, Math.max(20_000, timeoutMs / 2)),
      deadlineMs: timeoutMs,
    });
    const checked = { hunt, health: inputs.check ? await checkCurrentToken(hunt, context) : null };
    const current = await runFeatures(
      jobs.filter(({ replacesToken }) => replacesToken),
      checked,
      context,
    );
    if (current.health) await reportHealth(current.health, context);
    const { hunt: last } = await runFeatures(
      jobs.filter(({ replacesToken }) => !replacesToken),
      current,
      context,
    );
    await last.close();
  });
}

async function checkCurrentToken(hunt: HuntClient, { env, inputs, signal }: Context): Promise<TokenHealth> {
  const { warnDays, tokenDescription: description, created } = inputs;
  const hints = await loadSecretHints(hunt, inputs, env);
  return checkToken(hunt, { warnDays, description, created, ...hints, signal });
}

async function reportHealth(health: TokenHealth, { env, inputs }: Context): Promise<void> {
  const finding = toFinding(health, inputs);
  annotate(finding);
  setTokenOutputs(health);
  await addTokenCard(health, finding, env);
}

/** What the secret's own date tells of the token in it, where the inputs name the secret. */
async function loadSecretHints(
  hunt: HuntClient,
  inputs: Inputs,
  env: NodeJS.ProcessEnv,
): Promise<SecretHints> {
  if (inputs.secretName === undefined) return {};
  const { readSecretHints } = await import("./rotation/secret-date.js");
  return readSecretHints(hunt, inputs, env);
}

/** The jobs of the enabled features; all inputs are read and checked before anything is sent. */
async function loadFeatures(context: Context): Promise<LoadedFeature[]> {
  const enabled = features.filter(({ isEnabled }) => isEnabled(context.inputs));
  if (enabled.length === 0 && !context.inputs.check) {
    throw new HuntInputError(
      "check",
      "combination",
      "Input 'check' is false and no other feature is enabled, so there is nothing to do. Remove 'check', or set 'request', 'scan', or 'fail-on-severity'.",
    );
  }
  const jobs = [];
  for (const { name, replacesToken, load } of enabled)
    jobs.push({ name, replacesToken, job: await (await load()).prepare(context) });
  return jobs;
}

/** Does one job after the other. One that fails does not keep the others from being done; a cancelled run does. */
async function runFeatures(
  jobs: readonly LoadedFeature[],
  start: ActionState,
  { signal }: Context,
): Promise<ActionState> {
  let situation = start;
  for (const { name, job } of jobs) {
    if (signal.aborted) fail(name, "The job was cancelled before this was done.");
    else situation = (await catchAndReport(name, () => job(situation))) ?? situation;
  }
  return situation;
}

/** Does something; where that throws, the step fails with one annotation, and goes on. */
async function catchAndReport<T>(name: string | undefined, act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    if (isHuntError(error)) fail(name, error.message);
    else
      fail(name, `${name ?? "The action"} failed: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

function fail(title: string | undefined, message: string): void {
  logError(escapeLogLine(message), title === undefined ? {} : { title });
  process.exitCode = 1;
}

/** The runner sends SIGINT to the processes of a job that is cancelled, and kills them some seconds later. */
function createCancelSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => controller.abort(new Error("The job was cancelled.")));
  return controller.signal;
}
