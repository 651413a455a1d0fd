/** The package has no types. These are the parts that are used here. */
declare module "@bcoe/v8-coverage" {
  import type { Profiler } from "node:inspector";

  /** What one process executed, as V8 writes it to a file of `NODE_V8_COVERAGE`. */
  export interface ProcessCov {
    readonly result: readonly Profiler.ScriptCoverage[];
  }

  /**
   * Adds up what several processes executed. The ranges of a script may differ from process to process,
   * because V8 reports only those whose count differs from that of the range around them.
   */
  export function mergeProcessCovs(processes: readonly ProcessCov[]): ProcessCov;
}
