import {
  isOutcome,
  getNextState,
  getStep,
  type RotationOutcome,
  type RotationState,
  type StepResult,
} from "./machine.js";
import type { RotationJournal } from "./journal.js";
import { rotationKeys, type RotationOptions } from "./rotation-options.js";
import type { Leftover, RotationResult, StoredToken } from "./rotation-result.js";
import { steps, SupersededError, UnclearError, type RotationFacts } from "./rotation-steps.js";
import { requireKnownKeys } from "../errors/require-known-keys.js";

/**
 * Replaces a token. It checks that the store can be written, creates the new token, verifies it, stores it,
 * verifies the store, and revokes the old token last. It revokes the new token if the store does not contain
 * it, and neither token if that is unknown. `machine.ts` defines the order.
 *
 * @returns the outcome. Failures of HUNT and of the store are results, not exceptions.
 * @throws the reason of the signal if it aborts before the new token is requested
 */
export async function rotateToken(options: RotationOptions): Promise<RotationResult> {
  const {
    journal,
    signal,
    isReplacing = true,
    isOldCertain = false,
  } = requireKnownKeys(options, rotationKeys);
  const facts: RotationFacts = {
    description: "",
    isJournaled: false,
    search: "not searched",
    old: isOldCertain ? options.old : null,
  };
  let state: RotationState | RotationOutcome = "started";
  while (!isOutcome(state)) {
    if (state === "started" || state === "proven") signal?.throwIfAborted();
    state = getNextState(state, await perform(state, facts, options), isReplacing);
  }
  if (facts.isJournaled) await endJournal(state, facts, journal).catch(() => {});
  const result = toResult(state, facts, options);
  if (!("client" in result)) await facts.fresh?.close().catch(() => {});
  return result;
}

/** A journal that cannot be removed or updated has no effect: a later run finds out what is left to do. */
async function endJournal(
  outcome: RotationOutcome,
  { failure, revocationError }: RotationFacts,
  journal: RotationJournal | undefined,
): Promise<void> {
  const isSettled = outcome === "rotated" || outcome === "rolled back" || outcome === "not created";
  if (isSettled) return journal?.end();
  await journal?.advance({ failure: (failure?.reason ?? revocationError)?.message });
}

/** Executes the step of a state. The first step that fails is the reason of the outcome. */
async function perform(
  state: RotationState,
  facts: RotationFacts,
  options: RotationOptions,
): Promise<StepResult> {
  const step = getStep(state);
  try {
    await steps[step](facts, options);
    return "ok";
  } catch (thrown) {
    const isUnclear = thrown instanceof UnclearError;
    const reason = toError(isUnclear ? thrown.cause : thrown);
    const isSuperseded = thrown instanceof SupersededError;
    if (step === "revoke old token" || step === "revoke new token") facts.revocationError = reason;
    if (step === "find lost token") {
      // Reports why nothing was created, not why no token was found, unless another run is the cause.
      if (!isUnclear) facts.failure = { step: "create token", reason, isSuperseded };
    } else facts.failure ??= { step, reason, isSuperseded };
    return isUnclear ? "unclear" : "failed";
  }
}

function toResult(outcome: RotationOutcome, facts: RotationFacts, { old }: RotationOptions): RotationResult {
  const stored = toStoredToken(facts);
  const failure = facts.failure!;
  switch (outcome) {
    case "rotated": {
      const isUnconfirmed = old !== null && facts.old === null;
      const end = facts.old === null ? "kept" : "revoked";
      return { outcome, ...stored, old: isUnconfirmed ? "unconfirmed" : end };
    }
    case "old token left":
      return { outcome, ...stored, error: facts.revocationError! };
    case "rolled back":
      return { outcome, failure, record: stored.record };
    case "not created":
      return { outcome, failure };
    case "needs attention":
      return { outcome, failure, ...toLeftover(facts) };
  }
}

function toLeftover(facts: RotationFacts): Leftover {
  const { record, revocationError, description, search, detail = null } = facts;
  if (!record) return { left: "maybe created", description, search };
  if (revocationError) return { left: "new token", record, error: revocationError };
  if (facts.failure?.step === "verify store") return { left: "old token", ...toStoredToken(facts) };
  return { left: "both tokens", record, detail };
}

function toStoredToken({ fresh, record, listed }: RotationFacts): StoredToken {
  return { client: fresh!, record: record!, listed };
}

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
