import { type HuntClient, type TokenHealth } from "@huntkit/core";
import { escapeLogLine } from "@huntkit/toolkit";
import type { Inputs } from "./inputs/inputs.js";
import { info, setFailed } from "@actions/core";

/** What a feature has to go by before anything is sent. */
export interface Context {
  readonly env: NodeJS.ProcessEnv;
  readonly inputs: Inputs;
  /** Aborts when the job is cancelled. */
  readonly signal: AbortSignal;
}

/** How things stand: changed by a rotation, which puts a new token in the old one's place. */
export interface ActionState {
  /** Speaks with the token that is in force. */
  readonly hunt: HuntClient;
  /** The token's health; null where it was not checked. */
  readonly health: TokenHealth | null;
}

/** What a feature does once the token was checked; gives how things stand then. */
export type FeatureStep = (situation: ActionState) => Promise<ActionState>;

/** Something that the action does beside the check, if its inputs ask for it. */
export interface Feature {
  /** For error titles: `The rotation`. */
  readonly name: string;
  /** Whether the inputs ask for it. If not, it is not loaded. */
  readonly isEnabled: (inputs: Inputs) => boolean;
  /** Whether it may put another token in place: then it comes before the report. */
  readonly replacesToken?: true | undefined;
  /** Loads the feature. Its `prepare` reads and checks its inputs, before anything is sent, and gives its job. */
  readonly load: () => Promise<{ prepare: (context: Context) => FeatureStep | Promise<FeatureStep> }>;
}

const usableStatuses: ReadonlySet<TokenHealth["status"]> = new Set(["healthy", "expiring", "unknown-expiry"]);

/**
 * A job that only reads or writes in HUNT: it is done where the check found that HUNT accepts the token, or where nothing
 * was checked. Where the token does not work, the step fails: most often the check has seen to that already, but not where
 * the token was lost sight of later, as after a rotation.
 *
 * @param name what is left undone then, for the log: `The calls`
 */
export function requireUsableToken(
  name: string,
  act: (situation: ActionState) => Promise<void>,
): FeatureStep {
  return async (situation) => {
    const { health } = situation;
    if (health === null || usableStatuses.has(health.status)) await act(situation);
    else reportSkipped(escapeLogLine(`${name}: nothing was sent, since the check says ${health.status}.`));
    return situation;
  };
}

/** No gate may end green that never looked. */
function reportSkipped(message: string): void {
  if (process.exitCode === 1) info(message);
  else setFailed(message);
}
