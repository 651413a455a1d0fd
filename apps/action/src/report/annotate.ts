import { error, info, notice, warning } from "@actions/core";
import type { Finding } from "./finding.js";
import { inert } from "./inert.js";

const annotations = { notice, warning, error };

/** Shows a finding where the runner shows such things; an error fails the step. */
export function annotate({ level, title, message, advice }: Finding): void {
  if (level === "info") return info(inert(`${title}. ${message} ${advice}`.trim()));
  annotations[level](inert(`${message} ${advice}`.trim()), { title: inert(title) });
  if (level === "error") process.exitCode = 1;
}
