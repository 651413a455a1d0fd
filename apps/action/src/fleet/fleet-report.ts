import { escapeToSingleLine } from "@huntkit/core";
import { toMarkdownCode, formatDays, formatDaysFromNow, formatDateTime } from "@huntkit/toolkit";
import { formatFooter } from "../issue/issue-texts.js";
import type { IssueTexts } from "../issue/track-issue.js";
import { explainRenewal } from "../report/finding.js";
import type { Fleet, FleetToken } from "./classify-tokens.js";
import { formatGantt } from "./gantt.js";

/** The fleet in Markdown: for the job summary, and for the issue. */
export function formatFleetReport(fleet: Fleet, warnDays: number): string {
  const { expiring, expired } = fleet;
  const sign = expiring.length + expired.length > 0 ? "⚠️" : "✅";
  return [
    `### ${sign} ${formatHeadline(fleet, warnDays)}`,
    formatTokenTable(expiring),
    formatGantt(fleet),
    ...(expired.length > 0
      ? [
          `Expired within the last ${formatDays(warnDays)}, and to be replaced or deleted:`,
          formatTokenTable(expired),
        ]
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

/** Two tables, the chart and what an issue remembers have to fit into the 65,536 characters of an issue; names may be long. */
const maxCharacters = 15_000;
const maxRows = 100;

/** Tokens as a Markdown table with as many rows as people read; then how many more there are. Empty where there are none. */
export function formatTokenTable(tokens: readonly FleetToken[]): string {
  if (tokens.length === 0) return "";
  const rows: string[] = [];
  let length = 0;
  for (const token of tokens.slice(0, maxRows)) {
    const row = formatRow(token);
    length += row.length;
    if (length > maxCharacters) break;
    rows.push(row);
  }
  const more = tokens.length - rows.length;
  return [
    "| Owner | Description | Expires | Left | Last used |",
    "|---|---|---|---|---|",
    ...rows,
    ...(more > 0 ? ["", `and ${more} more`] : []),
    "",
  ].join("\n");
}

function formatRow({ owner, description, expiresAt, daysLeft, lastUsedAt }: FleetToken): string {
  return `| ${[toMarkdownCode(owner), toMarkdownCode(description), formatDateTime(expiresAt), formatDaysFromNow(daysLeft), lastUsedAt === null ? "" : formatDateTime(lastUsedAt)].join(" | ")} |`;
}

/** A comment names so many tokens; the issue's table has the others. */
const maxNamed = 20;

/** What the issue of a whole fleet says. */
export function createFleetTexts(
  fleet: Fleet,
  warnDays: number,
  instance: string,
  key: string,
  env: NodeJS.ProcessEnv,
): IssueTexts {
  const concerned = [...fleet.expired, ...fleet.expiring];
  return {
    title: escapeToSingleLine(
      `Replace the HUNT tokens at ${instance} that are about to expire${key && ` (${key})`}`,
      200,
    ),
    content: `${formatFleetReport(fleet, warnDays)}\n${explainRenewal(null)}`,
    footer: formatFooter(`once no token expires within ${formatDays(warnDays)}`, env),
    news: (fingerprints) => {
      const news = concerned.filter(({ fingerprint }) => fingerprints.includes(fingerprint));
      const more = news.length > maxNamed ? [`- and ${news.length - maxNamed} more`] : [];
      return [
        "⚠️ **These tokens came nearer to their end:**",
        "",
        ...news.slice(0, maxNamed).map(formatTokenLine),
        ...more,
      ].join("\n");
    },
    closing: () => `✅ None of ${fleet.tokens} tokens expires within ${formatDays(warnDays)}.`,
  };
}

function formatTokenLine({ owner, description, daysLeft }: FleetToken): string {
  return `- ${toMarkdownCode(description)} of ${toMarkdownCode(owner)} ${daysLeft < 0 ? "expired" : "expires"} ${formatDaysFromNow(daysLeft)}`;
}
