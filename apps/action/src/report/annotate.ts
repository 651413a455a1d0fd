import { escapeLogLine } from "@huntkit/core";
import { error, info, notice, warning } from "@actions/core";
import type { Finding } from "./finding.js";

const annotations = { notice, warning, error };

/** Shows a finding where the runner shows such things; an error fails the step. */
export function annotate({ level, title, message, advice }: Finding): void {
  if (level === "info") return info(escapeLogLine(`${title}. ${message} ${advice}`.trim()));
  annotations[level](escapeLogLine(`${message} ${advice}`.trim()), { title: escapeLogLine(title) });
  if (level === "error") process.exitCode = 1;
}
