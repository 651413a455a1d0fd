import { singleLine } from "@huntkit/core";

/**
 * Text that may hold what others wrote, made harmless for a job's log: one line, and nothing in it that the runner
 * takes for a command. It looks for `::` at the start of a line and for `##[` anywhere.
 */
export function inert(text: string): string {
  return singleLine(text, 2_000).replaceAll("##[", "## [").replace(/^\s*::/, ": :");
}
