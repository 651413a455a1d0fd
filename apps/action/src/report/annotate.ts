import { error, info, notice, warning } from "@actions/core";
import type { Finding } from "./finding.js";
import { formatNumber, escapeLogLine } from "@huntkit/toolkit";

const annotations = { notice, warning, error };

/** Shows a finding where the runner shows such things; an error fails the step. */
export function annotate({ level, title, message, advice }: Finding): void {
  if (level === "info") return info(escapeLogLine(`${title}. ${message} ${advice}`.trim()));
  annotations[level](escapeLogLine(`${message} ${advice}`.trim()), { title: escapeLogLine(title) });
  if (level === "error") process.exitCode = 1;
}

/** How many annotations of a level the runner shows for a step (GitHub Docs, "Workflow commands"). */
const maxAnnotations = 10;

/** Annotates with each finding; where the runner would not show them all, the last one that it shows counts the rest. */
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
    });
}
