import type { HuntClient, TokenRecord } from "@huntkit/core";

/** The steps of a rotation, in their order, as people are told of them. */
export const steps = {
  read: "looking at the secret",
  prove: "proving that the secret can be written",
  create: "making a new token",
  verify: "trying the new token",
  look: "looking whether anybody else is at it",
  store: "storing the new token",
  confirm: "looking whether it is stored",
} as const;

export type Step = keyof typeof steps;

/** A new token that is in force: its client, and HUNT's record of it. */
export interface InForce {
  readonly hunt: HuntClient;
  readonly record: TokenRecord;
}

interface Facts {
  /** What became of the new token. */
  readonly left?: string;
  /** Whether it only made way for another run, or for a person. */
  readonly isOvertaken?: boolean;
  /** Where the new token is in force all the same. */
  readonly inForce?: InForce;
}

/** A rotation that did not come to its end: where, why, and what is left. Its texts hold text of HUNT's and GitHub's. */
export class RotationStopped extends Error {
  override readonly name = "RotationStopped";
  readonly step: Step;
  readonly facts: Facts;

  constructor(step: Step, reason: unknown, facts: Facts = {}) {
    super(reason instanceof Error ? reason.message : String(reason), { cause: reason });
    this.step = step;
    this.facts = facts;
  }

  /** The same with what is left. */
  leaving(left: string): RotationStopped {
    return new RotationStopped(this.step, this.cause, { ...this.facts, left });
  }
}
