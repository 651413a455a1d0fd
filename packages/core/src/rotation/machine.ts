/**
 * The state machine of a rotation, as a table. The old token is revoked last, so the store contains a valid
 * token at any time.
 *
 *     started → proven → created → verified → ready → stored → store verified → rotated
 *
 * A failure before the store was written leads to `rolling back`: the new token is revoked, and the old one
 * remains valid. If it is unknown whether the store was written, neither token is revoked, and the result
 * requires attention.
 */

/** The state of a rotation. A journal stores it, so a later run can finish or undo the rotation. */
export type RotationState =
  | "started"
  /** The store can be written. The next step creates a token. */
  | "proven"
  /** HUNT created the new token. */
  | "created"
  /** It is unknown whether HUNT created a token. */
  | "creation unclear"
  /** HUNT accepts the new token. */
  | "verified"
  /** The content of the store is unchanged, so it can be written now. */
  | "ready"
  /** The store reported that it stored the new token. */
  | "stored"
  /** The store is proven to contain the new token. */
  | "store verified"
  /** The new token must be revoked. */
  | "rolling back";

/** The outcome of a rotation. */
export type RotationOutcome =
  /** The store contains the new token. The old one was revoked, or kept as requested. */
  | "rotated"
  /** The store contains the new token, but the old one could not be revoked. */
  | "old token left"
  /** The new token was revoked. The old one was not changed. */
  | "rolled back"
  /** No token was created, and nothing changed. */
  | "not created"
  /** Something could not be decided or undone. Both tokens are valid. */
  | "needs attention";

/** The action of a state. */
export type RotationStep =
  | "prove store"
  | "create token"
  | "find lost token"
  | "verify token"
  | "check store"
  | "write store"
  | "verify store"
  | "revoke old token"
  | "revoke new token";

/** The result of a step. `unclear` means that it might have been executed. */
export type StepResult = "ok" | "failed" | "unclear";

type Transition = { readonly step: RotationStep } & Readonly<
  Record<StepResult, RotationState | RotationOutcome>
>;

const transitions: Readonly<Record<RotationState, Transition>> = {
  started: { step: "prove store", ok: "proven", failed: "not created", unclear: "not created" },
  proven: { step: "create token", ok: "created", failed: "not created", unclear: "creation unclear" },
  // `ok` means that a token was created and found.
  "creation unclear": {
    step: "find lost token",
    ok: "rolling back",
    failed: "not created",
    unclear: "needs attention",
  },
  created: { step: "verify token", ok: "verified", failed: "rolling back", unclear: "rolling back" },
  verified: { step: "check store", ok: "ready", failed: "rolling back", unclear: "rolling back" },
  ready: { step: "write store", ok: "stored", failed: "rolling back", unclear: "needs attention" },
  stored: {
    step: "verify store",
    ok: "store verified",
    failed: "needs attention",
    unclear: "needs attention",
  },
  "store verified": {
    step: "revoke old token",
    ok: "rotated",
    failed: "old token left",
    unclear: "old token left",
  },
  "rolling back": {
    step: "revoke new token",
    ok: "rolled back",
    failed: "needs attention",
    unclear: "needs attention",
  },
};

/** Returns the step of a state. */
export function getStep(state: RotationState): RotationStep {
  return transitions[state].step;
}

/**
 * Returns the state or outcome after a step.
 *
 * @param isReplacing false if no user of an old token depends on the store. A new token that might have been
 *   stored is then revoked, because no one relies on it yet.
 */
export function getNextState(
  state: RotationState,
  result: StepResult,
  isReplacing = true,
): RotationState | RotationOutcome {
  const isUncertain = result !== "ok" && (state === "ready" || state === "stored");
  return isUncertain && !isReplacing ? "rolling back" : transitions[state][result];
}

/** Returns whether a rotation has ended. */
export function isOutcome(state: RotationState | RotationOutcome): state is RotationOutcome {
  return !Object.hasOwn(transitions, state);
}
