import { sandboxProgram } from "./commands/sandbox/program.js";

/**
 * The entry of the single executable. It holds two programs, `hunt` and the sandbox, because the sandbox runs
 * in a process of its own.
 */
if (process.argv[2] === sandboxProgram) {
  process.argv.splice(2, 1);
  void import("@huntkit/sandbox/bin");
} else void import("./hunt.js");
