import { error, info, notice, summary, warning } from "@actions/core";
import { escapeLogLine, formatNumber, type ErrorCode } from "@huntkit/toolkit";
import type { Finding } from "./finding.js";

const annotations = { notice, warning, error };

/** Escapes a message, and adds the code by which the docs explain it. */
export function addCode(message: string, code: ErrorCode): string {
  return `${escapeLogLine(message)} (${code})`;
}

/** Adds an annotation, or a line to the log for the level `info`. An error fails the step. */
export function annotate({ level, title, message, advice, code }: Finding): void {
  if (level === "info") return info(escapeLogLine(`${title}. ${message} ${advice}`.trim()));
  const text = `${message} ${advice}`.trim();
  const line = code === null ? escapeLogLine(text) : addCode(text, code);
  annotations[level](line, { title: escapeLogLine(title) });
  if (level === "error") process.exitCode = 1;
}

/** Number of annotations per level that the runner shows for a step (GitHub Docs, "Workflow commands"). */
const maxAnnotations = 10;

/** Adds one annotation per finding. If the runner would not show them all, the last one has the number of the others. */
export function annotateEach(findings: readonly Finding[], total = findings.length): void {
  const [first] = findings;
  if (!first) return;
  const shown = total > maxAnnotations ? findings.slice(0, maxAnnotations - 1) : findings;
  for (const finding of shown) annotate(finding);
  const more = total - shown.length;
  if (more > 0)
    annotate({
      level: first.level,
      title: `and ${formatNumber(more)} more`,
      message: "The runner shows ten of a kind for a step.",
      advice: "",
      code: "ACTION_MORE_FINDINGS",
    });
}

/** Adds a section to the job summary, if the runner has one. Warns if the file cannot be written. */
export async function addToSummary(markdown: string, env: NodeJS.ProcessEnv): Promise<void> {
  if (!env["GITHUB_STEP_SUMMARY"]) return;
  try {
    await summary.addRaw(markdown).write();
  } catch (failure) {
    const message = `The job summary could not be written: ${(failure as Error).message}`;
    warning(addCode(message, "ACTION_SUMMARY_NOT_WRITTEN"));
  }
}
