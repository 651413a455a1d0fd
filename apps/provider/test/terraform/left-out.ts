import type { Reporter, TestModule } from "vitest/node";

/** What marks the tests that need Terraform or OpenTofu, where there is neither. */
export const leftOut = "on neither Terraform nor OpenTofu, as none is on the PATH";

/** Says in the run's last line how many tests were left out for want of an engine. */
export class LeftOut implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules
      .flatMap(({ children }) => [...children.allTests("skipped")])
      .filter(({ fullName }) => fullName.includes(leftOut));
    if (tests.length > 0)
      process.stdout.write(
        `\n!! ${tests.length} TESTS LEFT OUT: they need terraform or tofu on the PATH, and there is neither. Install one and run again.\n`,
      );
  }
}
