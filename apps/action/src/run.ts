import { isHuntError, type HuntClient, type TokenHealth, type TokenRecord } from "@huntkit/core";
import { checkListedToken } from "@huntkit/core/internal";
import { getErrorCode } from "@huntkit/toolkit";
import { connectToHunt } from "./clients.js";
import {
  reportSkipped,
  type ActionState,
  type Context,
  type Feature,
  type FeatureStep,
  type StepSystem,
} from "./feature.js";
import type { Inputs } from "./inputs/inputs.js";
import { readInputs } from "./inputs/read-inputs.js";
import { OutputFiles } from "./output-files.js";
import { annotate, reportFailure } from "./report/runner-output.js";
import { FeatureError, toFinding, type Finding } from "./report/finding.js";
import { hideToken, startWithoutHiddenTokens } from "./report/hidden-tokens.js";
import { setTokenOutputs } from "./report/outputs.js";
import { addTokenCard } from "./report/token-card.js";
import type { SecretHints } from "./rotation/secret-date.js";
import { findSharedCause } from "./shared-cause.js";

/** The features, in the order in which they run. */
const features: readonly Feature[] = [
  {
    name: "Rotation",
    isEnabled: ({ rotateDays }) => rotateDays !== undefined,
    replacesToken: true,
    load: () => import("./rotation/rotation.js"),
  },
  {
    name: "Tracking issue",
    isEnabled: ({ issue }) => issue,
    load: () => import("./issue/issue.js"),
  },
  { name: "Token report", isEnabled: ({ fleet }) => fleet, load: () => import("./fleet/fleet.js") },
  {
    name: "Requests",
    isEnabled: ({ request, requests }) => request !== undefined || requests !== undefined,
    load: () => import("./calls/calls.js"),
  },
  {
    name: "Survey upload",
    isEnabled: ({ survey }) => survey.length > 0,
    load: () => import("./scan/upload-surveys.js"),
  },
  {
    name: "Scan",
    isEnabled: ({ scan }) => scan !== undefined,
    load: () => import("./scan/scan.js"),
  },
  {
    name: "Summary",
    isEnabled: ({ summary }) => summary !== undefined,
    load: () => import("./summary/summary.js"),
  },
  {
    name: "Alert gate",
    isEnabled: ({ failOnSeverity }) => failOnSeverity !== undefined,
    load: () => import("./gate/gate.js"),
  },
];

type LoadedFeature = Pick<Feature, "name" | "replacesToken"> & { step: FeatureStep };

/**
 * Runs the action: reads the inputs, checks the token, rotates it if enabled, reports on it, and runs the other
 * features. After a rotation, the report is about the new token. An error becomes an annotation and fails the
 * step.
 */
export async function run(system: StepSystem): Promise<void> {
  const { env, clock } = system;
  startWithoutHiddenTokens();
  await catchAndReport(undefined, env, async () => {
    const inputs = readInputs(env, clock.now());
    hideToken(inputs.token);
    const context: Context = { ...system, inputs, files: new OutputFiles() };
    const loaded = await loadFeatures(context);
    const timeoutMs = inputs.timeoutSeconds * 1000;
    // Leaves time for a second attempt, unless the time limit is short.
    const hunt = connectToHunt(inputs, env, {
      timeoutMs: Math.min(timeoutMs, Math.max(20_000, timeoutMs / 2)),
      deadlineMs: timeoutMs,
      clock,
    });
    const checked = inputs.check ? await checkCurrentToken(hunt, context) : { hunt, health: null };
    const rotating = loaded.filter(({ replacesToken }) => replacesToken);
    const others = loaded.filter(({ replacesToken }) => !replacesToken);

    const current = await runFeatures(rotating, checked, context);
    if (current.health) reportHealth(current.health, context);
    const { hunt: last } = await runFeatures(others, current, context);
    await last.close();
  });
}

async function checkCurrentToken(hunt: HuntClient, { env, inputs, signal }: Context): Promise<ActionState> {
  const { warnDays, tokenDescription: description, created } = inputs;
  const lists: (readonly TokenRecord[])[] = [];
  const { options, read } = await loadSecretHints(hunt, inputs, env, lists);
  const health = await checkListedToken(hunt, { warnDays, description, created, ...options, signal }, lists);
  return { hunt, health, readings: { lists, secret: read } };
}

function reportHealth(health: TokenHealth, { env, inputs }: Context): void {
  const finding = toFinding(health, inputs);
  annotate(finding);
  setTokenOutputs(health);
  addTokenCard(health, finding, env);
}

async function loadSecretHints(
  hunt: HuntClient,
  inputs: Inputs,
  env: NodeJS.ProcessEnv,
  lists: (readonly TokenRecord[])[],
): Promise<SecretHints> {
  if (inputs.secretName === undefined) return { options: {} };
  const { readSecretHints } = await import("./rotation/secret-date.js");
  return readSecretHints(hunt, inputs, env, lists);
}

/** Loads the enabled features. Each checks its inputs before any request is sent. */
async function loadFeatures(context: Context): Promise<LoadedFeature[]> {
  const enabled = features.filter(({ isEnabled }) => isEnabled(context.inputs));
  const loaded: LoadedFeature[] = [];
  for (const { name, replacesToken, load } of enabled) {
    const { prepare } = await load();
    loaded.push({ name, replacesToken, step: await prepare(context) });
  }
  return loaded;
}

/**
 * Runs one feature after the other, even if one of them fails, until the job is canceled or the others would fail
 * too.
 */
async function runFeatures(
  loaded: readonly LoadedFeature[],
  start: ActionState,
  { signal, env }: Context,
): Promise<ActionState> {
  let state = start;
  let sharedCause: string | null = null;
  for (const { name, step } of loaded) {
    state = (await catchAndReport(name, env, () => runFeature(name, step), onFailure)) ?? state;
  }
  return state;

  async function runFeature(name: string, step: FeatureStep): Promise<ActionState> {
    if (signal.aborted) throw createCanceledError(name);
    if (sharedCause === null) return step(state);
    reportSkipped(name, sharedCause);
    return state;
  }

  async function onFailure(error: unknown): Promise<void> {
    sharedCause ??= await findSharedCause(error, state);
  }
}

function createCanceledError(name: string): FeatureError {
  const title = `${name} skipped`;
  const message = `${title}: the job was canceled.`;
  return new FeatureError({ code: "ACTION_CANCELLED", title, message, advice: "" });
}

/**
 * Calls `act`. If it throws, the step fails with one annotation and a section of the job summary.
 *
 * @returns undefined if `act` throws
 */
async function catchAndReport<T>(
  name: string | undefined,
  env: NodeJS.ProcessEnv,
  act: () => Promise<T>,
  onFailure?: (error: unknown) => Promise<void>,
): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    reportFailure(toFailure(error, name), env);
    await onFailure?.(error);
    return undefined;
  }
}

function toFailure(error: unknown, name: string | undefined): Omit<Finding, "level"> {
  if (error instanceof FeatureError) return error.finding;
  const message = error instanceof Error ? error.message : String(error);
  const common = { title: name ? `${name} failed` : "", advice: "" };
  return isHuntError(error)
    ? { ...common, code: getErrorCode(error), message }
    : { ...common, code: "ACTION_FAILED", message: `${name ?? "The action"} failed: ${message}` };
}
