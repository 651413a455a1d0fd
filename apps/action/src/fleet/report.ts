import { formatDays } from "@huntkit/core";
import { gantt } from "./gantt.js";
import type { Fleet } from "./sort-out.js";
import { table } from "./table.js";

/** The fleet in Markdown: for the job summary, and for the issue. */
export function report(fleet: Fleet, warnDays: number): string {
  const { dying, ended } = fleet;
  const sign = dying.length + ended.length > 0 ? "⚠️" : "✅";
  return [
    `### ${sign} ${headline(fleet, warnDays)}`,
    table(dying),
    gantt(fleet),
    ...(ended.length > 0
      ? [`Expired within the last ${formatDays(warnDays)}, and to be replaced or deleted:`, table(ended)]
      : []),
    whatElse(fleet),
  ]
    .filter((part) => part !== "")
    .join("\n\n")
    .concat("\n");
}

/** `2 of 12 HUNT tokens expire within 30 days`. */
export function headline({ dying, ended, tokens }: Fleet, warnDays: number): string {
  const verb = dying.length > 1 ? "expire" : "expires";
  const past = ended.length > 0 ? `, and ${ended.length} did so lately` : "";
  return `${dying.length === 0 ? "None" : dying.length} of ${tokens} HUNT tokens ${verb} within ${formatDays(warnDays)}${past}`;
}

/** What was seen and what was not. */
function whatElse({ scope, undated, sessions }: Fleet): string {
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
