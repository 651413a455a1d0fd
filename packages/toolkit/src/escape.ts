import { escapeToSingleLine } from "@huntkit/core";

/**
 * Escapes untrusted text for a terminal and for the log of GitHub's runner, which reads `::` at the start of a line and `##[`
 * anywhere as commands. The result is one line of at most 2,000 characters.
 */
export function escapeLogLine(text: string): string {
  return escapeToSingleLine(text, 2_000)
    .replaceAll("##[", "## [")
    .replace(/^\s*::/, ": :");
}
