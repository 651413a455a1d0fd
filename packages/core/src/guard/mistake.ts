import type { InputProblem } from "../errors/hunt-error.js";

/** A mistake in a comparison: what is wrong, and what to do. */
export interface ValueMistake {
  readonly problem: InputProblem;
  /** One or more sentences, without the name of the input. */
  readonly sentence: string;
  /** Whether it cannot be right. Otherwise, HUNT might have a value that the catalog lacks. */
  readonly isCertain: boolean;
  /** Whether it is probably a misspelling, in a list of values that might not be complete. */
  readonly isOpen?: true;
}

export function createMistake(problem: InputProblem, sentence: string): ValueMistake {
  return { problem, sentence, isCertain: true };
}

export function createDoubt(problem: InputProblem, sentence: string): ValueMistake {
  return { problem, sentence, isCertain: false };
}
