import { setFlagsFromString } from "node:v8";
import { run } from "./run.js";

/**
 * Prevents V8 from optimizing WebAssembly in the background. undici parses HTTP in WebAssembly, and a process
 * cannot exit before the compilation ends, which took more than a third of a check. For a few requests, the
 * optimization costs more time than it saves.
 */
for (const flag of ["--no-wasm-tier-up", "--no-wasm-dynamic-tiering"]) setFlagsFromString(flag);

void run(process.env);
