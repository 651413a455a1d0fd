import { systemClock } from "@huntkit/core";
import { setFlagsFromString } from "node:v8";
import { run } from "./run.js";

/**
 * Prevents V8 from optimizing WebAssembly in the background. undici parses HTTP in WebAssembly, and a process
 * cannot exit before the compilation ends, which took more than a third of a check. For a few requests, the
 * optimization costs more time than it saves.
 */
for (const flag of ["--no-wasm-tier-up", "--no-wasm-dynamic-tiering"]) setFlagsFromString(flag);

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
