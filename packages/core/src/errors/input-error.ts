import { HuntError } from "./hunt-error.js";

/**
 * Something that the caller passed in cannot be used. Thrown before anything is sent.
 * `code`: `HUNT_INPUT`; `input` names the input, `problem` is a stable word for what was wrong with it.
 */
export class HuntInputError extends HuntError {
  override readonly name = "HuntInputError";
  override readonly code = "HUNT_INPUT";
  /** Which input: `token`, `instance`, `path`, `ca`, ... */
  readonly input: string;
  /** What was wrong, for `switch`: `empty`, `length`, `credentials`, ... */
  readonly problem: string;

  constructor(input: string, problem: string, message: string) {
    super(message);
    this.input = input;
    this.problem = problem;
  }
}
