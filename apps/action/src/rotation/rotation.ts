import { setSecret } from "@actions/core";
import { ApiToken, checkToken, type TokenHealth } from "@huntkit/core";
import { judgeNewToken, toIso } from "@huntkit/core/internal";
import type { Context, FeatureStep, ActionState } from "../feature.js";
import { connectToHunt } from "../clients.js";
import type { Finding } from "../report/finding.js";
import { addFailureSection, addToSummary, annotate, logInfo } from "../report/runner-output.js";
import { hideToken } from "../report/hidden-tokens.js";
import { setOutput, setTokenOutputs } from "../report/outputs.js";
import { toRotationInputs } from "./inputs.js";
import { openStore } from "./open-store.js";
import { rotateIfDue, type Replacement, type TokenClient } from "./rotate-if-due.js";
import type { RotationPlace } from "./secret-place.js";
import { formatRotationCard } from "./texts.js";

/** Creates the step that rotates the token in its secret or store if it expires soon. */
export async function prepare(context: Context): Promise<FeatureStep> {
  const { env, inputs, signal, clock } = context;
  const { place, open } = await openStore(inputs, env, clock);
  const rotation = toRotationInputs(inputs, place);
  const connectWith = (token: ApiToken) =>
    connectToHunt(inputs, env, { token, timeoutMs: 20_000, deadlineMs: 60_000, clock });
  return async (state) => {
    setOutput("rotated", "false");
    const { health } = state;
    if (
      health?.status !== "healthy" &&
      health?.status !== "expiring" &&
      health?.status !== "unknown-expiry"
    ) {
      logInfo("Rotation skipped: HUNT creates a new token only with a valid one.");
      return state;
    }
    const hunt = state.hunt as TokenClient;
    const findings: Finding[] = [];
    const replacement = await rotateIfDue(hunt, health, rotation, {
      store: open(hunt.token, state.readings?.secret),
      readings: state.readings,
      connect: connectWith,
      mask: maskNewToken,
      report: (finding) => {
        annotate(finding);
        findings.push(finding);
      },
      signal,
    });
    for (const finding of findings) if (finding.level === "error") addFailureSection(finding, env);
    return replacement ? useNewToken(replacement, health, place, context) : state;
  };
}

function maskNewToken(value: string): void {
  setSecret(value);
  hideToken(new ApiToken(value));
}

/** Reports on the new token, and returns the state for the other features, which use this token. */
async function useNewToken(
  { client: hunt, record, listed, finding }: Replacement,
  oldHealth: TokenHealth,
  place: RotationPlace,
  { env, clock, inputs: { warnDays } }: Context,
): Promise<ActionState> {
  setOutput("rotated", "true");
  const options = {
    warnDays,
    handle: record.handle,
    description: record.description ?? undefined,
    secretUpdatedAt: toIso(clock.now()),
  };
  // HUNT has just listed the new token to itself, and revoked the old one for it.
  const health = listed
    ? judgeNewToken(hunt as TokenClient, listed, oldHealth, options)
    : await checkToken(hunt, options);
  setTokenOutputs(health);
  addToSummary(formatRotationCard(finding, place, record, health), env);
  return { hunt, health };
}
