import { singleLine } from "@huntkit/core";

/**
 * A line that may hold what others wrote, made harmless for terminals and for logs of GitHub's runner, which takes `##[`
 * anywhere for a command, and `::` at the start of a line.
 */
export function inert(text: string): string {
  return singleLine(text, 2_000).replaceAll("##[", "## [").replace(/^\s*::/, ": :");
}

/** The same for each line of a text. */
export function inertLines(text: string): string {
  return text.split("\n").map(inert).join("\n");
}
