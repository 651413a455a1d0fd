import { escapeLogLine } from "@huntkit/toolkit";

/** A text that may hold what others wrote, made harmless for terminals and logs line by line. */
export function inertLines(text: string): string {
  return text.split("\n").map(escapeLogLine).join("\n");
}
