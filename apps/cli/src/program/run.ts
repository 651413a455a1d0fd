import type { ExitCode } from "./errors.js";
import { formatRequestedPage } from "./help-page.js";
import type { System } from "./system.js";

/**
 * Runs a command line, and reports every failure on stderr. It does not use or change the process itself, so
 * a test can run several command lines at the same time.
 *
 * @param argv the words after `hunt`
 * @param system streams, environment, clock, and the signal that interrupts the command
 * @returns the exit code
 */
export async function run(argv: readonly string[], system: System): Promise<ExitCode> {
  const page = await formatRequestedPage(argv, system);
  if (page !== null) {
    system.stdout.write(page);
    return 0;
  }
  const { runCommandLine } = await import("./run-command-line.js");
  return runCommandLine(argv, system);
}
