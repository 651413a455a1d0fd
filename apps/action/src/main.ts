import { setFlagsFromString } from "node:v8";
import { run } from "./run.js";

/**
 * Stops V8 from compiling WebAssembly a second time, in the background. undici parses HTTP in WebAssembly, and a process
 * cannot exit before this compilation ends: it took more than a third of a check. It does not pay off for a few requests.
 */
for (const flag of ["--no-wasm-tier-up", "--no-wasm-dynamic-tiering"]) setFlagsFromString(flag);

void run(process.env);
