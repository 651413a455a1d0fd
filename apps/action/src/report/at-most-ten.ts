import { formatNumber } from "@huntkit/toolkit";
import { annotate } from "./annotate.js";
import type { Finding } from "./finding.js";

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
