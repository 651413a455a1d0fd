import { setFlagsFromString } from "node:v8";

/**
 * undici parses HTTP in WebAssembly. V8 goes on to compile that a second time, in the background and for speed, and a
 * process cannot end before it is done: more than a third of a whole check. A handful of requests never earns it back.
 */
for (const flag of ["--no-wasm-tier-up", "--no-wasm-dynamic-tiering"]) setFlagsFromString(flag);
