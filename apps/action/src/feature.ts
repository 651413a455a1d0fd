import type { Clock, HuntClient, TokenHealth } from "@huntkit/core";
import type { ScanCoverage } from "@huntkit/toolkit";
import type { Inputs } from "./inputs/inputs.js";
import type { OutputFiles } from "./output-files.js";
import { FeatureError } from "./report/finding.js";
import { logInfo } from "./report/runner-output.js";
import type { TokenReadings } from "./rotation/token-readings.js";

/** The environment of a run. Tests pass their own clock and signal. */
export interface StepSystem {
  readonly env: NodeJS.ProcessEnv;
  /** Aborts when the job is canceled. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

/** What a feature can use before the first request. */
export interface Context extends StepSystem {
  readonly inputs: Inputs;
  /** Each feature adds the files that it writes. */
  readonly files: OutputFiles;
}

/** A scan with results. */
export interface EndedScan extends ScanCoverage {
  readonly id: string;
}

/** The state that each feature passes to the next one. A rotation replaces the client and the health. */
export interface ActionState {
  /** Uses the current token. */
  readonly hunt: HuntClient;
  /** The health of the current token; null if it was not checked. */
  readonly health: TokenHealth | null;
  /** What the check read of the token; undefined if it was not checked. */
  readonly readings?: TokenReadings | undefined;
  /** The scan that this step ran; undefined without one, or if it has no results. */
  readonly scan?: EndedScan | undefined;
}

/** Runs a feature after the check, and returns the state for the next one. */
export type FeatureStep = (state: ActionState) => Promise<ActionState>;

/** Something that the action does in addition to the check if the inputs enable it. */
export interface Feature {
  /** Start of titles and messages, for example `Rotation`. */
  readonly name: string;
  /** Returns whether the inputs enable it. If not, it is not loaded. */
  readonly isEnabled: (inputs: Inputs) => boolean;
  /** Set if it may replace the token. It then runs before the report on the token. */
  readonly replacesToken?: true | undefined;
  /** Loads the feature. Its `prepare` checks the inputs before any request is sent, and returns the step to run. */
  readonly load: () => Promise<{ prepare: (context: Context) => FeatureStep | Promise<FeatureStep> }>;
}

/** Why a feature is skipped, by the status of the token. With the other statuses, the token is valid. */
export const skipReasons = {
  unreachable: "HUNT could not be reached.",
  rejected: "HUNT does not accept the token.",
  expired: "the token has expired.",
} satisfies Partial<Record<TokenHealth["status"], string>>;

/** Returns why a token cannot be used; null if it is valid or was not checked. */
function findSkipReason(health: TokenHealth | null): string | null {
  const reasons: Partial<Record<TokenHealth["status"], string>> = skipReasons;
  return (health && reasons[health.status]) ?? null;
}

/**
 * Creates the step of a feature that requires a valid token. It runs if the token is valid or was not checked.
 * Otherwise, the GitHub step fails. Usually, the check has already failed it, unless the token became invalid
 * later, for example in a rotation.
 *
 * @param name the feature's name, for the log
 */
export function requireUsableToken(
  name: string,
  act: (state: ActionState) => Promise<Partial<ActionState> | void>,
): FeatureStep {
  return async (state) => {
    const reason = findSkipReason(state.health);
    if (reason === null) return { ...state, ...(await act(state)) };
    reportSkipped(name, reason);
    return state;
  };
}

/**
 * Logs why a feature did not run if the cause has already failed the step.
 *
 * @param reason a clause that ends with a period
 * @throws {FeatureError} otherwise, because a gate that did not run must not pass
 */
export function reportSkipped(name: string, reason: string): void {
  const title = `${name} skipped`;
  const message = `${title}: ${reason}`;
  if (process.exitCode !== 1) throw new FeatureError({ code: "ACTION_SKIPPED", title, message, advice: "" });
  logInfo(message);
}
