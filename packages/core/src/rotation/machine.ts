/**
 * What a rotation does, as a table: the old token is revoked last, so at every moment the store holds a token that works.
 *
 *     started → proven → created → verified → ready → stored → store verified → rotated
 *
 * A failure before the store was written leads to `rolling back`: the new token is revoked, and the old one stays. If it is
 * unknown whether the store was written, neither token is revoked, and a person is notified.
 */

/** How far a rotation is. A journal keeps this state, so a later run can finish or undo the rotation. */
export type RotationState =
  | "started"
  /** The store can be written. A token may be created after this. */
  | "proven"
  /** HUNT created the new token. */
  | "created"
  /** HUNT could not confirm whether it created a token. */
  | "creation unclear"
  /** HUNT accepts the new token. */
  | "verified"
  /** The store holds what it held at the start, so it may be written now. */
  | "ready"
  /** The store reported that it took the new token. */
  | "stored"
  /** The store is known to hold the new token. */
  | "store verified"
  /** The new token has to be revoked. */
  | "rolling back";

/** How a rotation ended. */
export type RotationOutcome =
  /** The store holds the new token. The old one was revoked, or kept on purpose. */
  | "rotated"
  /** The store holds the new token, but the old one could not be revoked. */
  | "old token left"
  /** The new token was revoked. The old one was not touched. */
  | "rolled back"
  /** No token was created, and nothing changed. */
  | "not created"
  /** Something that could not be decided or undone is left. Both tokens are valid. */
  | "needs attention";

/** What is done in a state. */
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

/** How a step ended: `unclear` means that it may have been carried out. */
export type StepResult = "ok" | "failed" | "unclear";

type Transition = { readonly step: RotationStep } & Readonly<
  Record<StepResult, RotationState | RotationOutcome>
>;

const transitions: Readonly<Record<RotationState, Transition>> = {
  started: { step: "prove store", ok: "proven", failed: "not created", unclear: "not created" },
  proven: { step: "create token", ok: "created", failed: "not created", unclear: "creation unclear" },
  // `ok` means that a token was created, and is known.
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

/** Returns the step that is due in a state. */
export function stepOf(state: RotationState): RotationStep {
  return transitions[state].step;
}

/**
 * Returns what follows a step.
 *
 * @param isReplacing false if there is no old token whose user could depend on the store: then a new token that
 *   may have been stored or not is revoked, since no one can rely on it yet
 */
export function nextState(
  state: RotationState,
  result: StepResult,
  isReplacing = true,
): RotationState | RotationOutcome {
  const isUncertain = result !== "ok" && (state === "ready" || state === "stored");
  return isUncertain && !isReplacing ? "rolling back" : transitions[state][result];
}

/** Whether a rotation has ended. */
export function isOutcome(state: RotationState | RotationOutcome): state is RotationOutcome {
  return !Object.hasOwn(transitions, state);
}
