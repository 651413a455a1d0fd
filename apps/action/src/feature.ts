import type { HuntClient, TokenHealth } from "@huntkit/core";
import type { Environment } from "./environment.js";
import type { Inputs } from "./inputs/inputs.js";

/** What a feature has to go by before anything is sent. */
export interface Context {
  readonly env: Environment;
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
