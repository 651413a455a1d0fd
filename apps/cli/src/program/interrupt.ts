import { CommandError } from "./errors.js";

/**
 * What ends a command that the person stopped.
 *
 * @param goOn how to go on with it, where that can be done
 */
export function interruption(goOn = ""): CommandError {
  return new CommandError("Interrupted.", goOn, 130);
}

/** Tells Ctrl+C, and a request to end, as the abortion of a signal; a second one ends the process at once. */
export function onInterrupt(): AbortSignal {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort(interruption());
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  return controller.signal;
}
