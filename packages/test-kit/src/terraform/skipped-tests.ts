import type { Reporter, TestModule } from "vitest/node";

/** Marks tests that need Terraform or OpenTofu when neither is on the PATH. */
export const missingEngine = "on neither Terraform nor OpenTofu, as none is on the PATH";

/** Prints at the end of a run how many tests were skipped because no engine is on the PATH. */
export class ReportSkippedEngineTests implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const skipped = modules
      .flatMap(({ children }) => [...children.allTests("skipped")])
      .filter(({ fullName }) => fullName.includes(missingEngine));
    if (skipped.length === 0) return;
    process.stdout.write(
      `\n!! ${skipped.length} TESTS SKIPPED: they need terraform or tofu on the PATH. Install one and run again.\n`,
    );
  }
}
