import { formatDays } from "@huntkit/core";
import { formatGantt } from "./gantt.js";
import type { Fleet } from "./sort-out.js";
import { formatTokenTable } from "./table.js";

/** The fleet in Markdown: for the job summary, and for the issue. */
export function formatFleetReport(fleet: Fleet, warnDays: number): string {
  const { expiring, expired } = fleet;
  const sign = expiring.length + expired.length > 0 ? "⚠️" : "✅";
  return [
    `### ${sign} ${formatHeadline(fleet, warnDays)}`,
    formatTokenTable(expiring),
    formatGantt(fleet),
    ...(expired.length > 0
      ? [`Expired within the last ${formatDays(warnDays)}, and to be replaced or deleted:`, formatTokenTable(expired)]
      : []),
    formatNotes(fleet),
  ]
    .filter((part) => part !== "")
    .join("\n\n")
    .concat("\n");
}

/** `2 of 12 HUNT tokens expire within 30 days`. */
export function formatHeadline({ expiring, expired, tokens }: Fleet, warnDays: number): string {
  const verb = expiring.length > 1 ? "expire" : "expires";
  const past = expired.length > 0 ? `, and ${expired.length} did so lately` : "";
  return `${expiring.length === 0 ? "None" : expiring.length} of ${tokens} HUNT tokens ${verb} within ${formatDays(warnDays)}${past}`;
}

/** What was seen and what was not. */
function formatNotes({ scope, undated, sessions }: Fleet): string {
  return [
    scope === "owner"
      ? "HUNT shows this token's user their own tokens alone: only an admin's token sees those of all users."
      : "",
    undated > 0 ? `HUNT does not say until when ${undated} of them live.` : "",
    sessions > 0
      ? `Not counted: tokens without a description, which HUNT makes when people log in (${sessions}).`
      : "",
  ]
    .filter(Boolean)
    .join(" ");
}
