import { AttributeError, PartialState } from "./diagnostics.js";
import { parseDuration } from "./timeouts.js";

/**
 * Runs a handler with a signal that ends when the user stops Terraform or when time is up. The handler is waited for in
 * any case, as only it knows what was made by then; what it throws after that, other than an AttributeError, is reported as an interruption.
 *
 * @param what for messages: `Create of hunt_flag`
 * @param limit such as `20m`; null where there is none
 * @param whereabouts what becomes of what the API had begun
 */
export async function interruptible<T>(
  what: string,
  stop: AbortSignal,
  limit: string | null,
  run: (signal: AbortSignal) => Promise<T>,
  whereabouts = "the next plan reads what is there",
): Promise<T> {
  const clock = new AbortController();
  const timer =
    limit === null
      ? undefined
      : setTimeout(() => clock.abort(new Error(`${what} took longer than ${limit}`)), parseDuration(limit));
  try {
    return await run(AbortSignal.any([stop, clock.signal]));
  } catch (error) {
    // What a handler says itself of its end is more than can be said here.
    if ((error instanceof PartialState ? error.cause : error) instanceof AttributeError) throw error;
    if (stop.aborted)
      throw interrupted(
        error,
        `${what} was stopped`,
        `Terraform was asked to stop. What the API had begun may be done or not: ${whereabouts}`,
      );
    if (clock.signal.aborted)
      throw interrupted(
        error,
        `${what} took longer than ${limit}`,
        `The API may still finish it: ${whereabouts}. Allow more time with \`timeouts\``,
      );
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function interrupted(error: unknown, summary: string, detail: string): Error {
  const interruption = new AttributeError([], summary, `${detail}.`);
  return error instanceof PartialState ? new PartialState(error.state, interruption) : interruption;
}
