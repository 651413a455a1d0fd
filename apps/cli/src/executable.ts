import { sandboxProgram } from "./program/system.js";

/**
 * The entry point of the single executable. It contains `hunt` and the sandbox, because `hunt sandbox` starts
 * the sandbox in a separate process.
 */
if (process.argv[2] === sandboxProgram) {
  process.argv.splice(2, 1);
  void import("@huntkit/sandbox/bin");
} else void import("./hunt.js");
