import { systemClock } from "@huntkit/core";
import { run } from "./run.js";

/**
 * Creates a signal that aborts when the job is canceled. The runner then sends SIGINT, and SIGKILL a few seconds
 * later.
 */
function createCancelSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => controller.abort(new Error("The job was canceled.")));
  return controller.signal;
}

void run({ env: process.env, signal: createCancelSignal(), clock: systemClock });
