import {
  escapeToSingleLine,
  formatMarkdownTable,
  formatMermaidBlock,
  markdown,
  mermaid,
  type MarkdownText,
  type MermaidText,
  toMarkdown,
  toMarkdownCode,
  toMermaidText,
} from "@huntkit/core/escape";
import {
  formatCount,
  formatDateTime,
  formatDays,
  formatDaysFromNow,
  getShortTokenId,
} from "@huntkit/toolkit";
import { formatFooter } from "../issue/issue-texts.js";
import type { IssueTexts } from "../issue/track-issue.js";
import { explainRenewal } from "../report/finding.js";
import { getTokenKey, type Fleet, type FleetToken } from "./classify-tokens.js";

/** Formats the report in Markdown, for the job summary and the issue. */
export function formatFleetReport(fleet: Fleet, warnDays: number): MarkdownText {
  const { expiring, expired } = fleet;
  const sign = expiring.length + expired.length > 0 ? "⚠️" : "✅";
  const parts = [
    `### ${sign} ${formatHeadline(fleet, warnDays)}`,
    formatTokenTable(expiring),
    formatGantt(fleet, warnDays),
    ...(expired.length > 0
      ? [
          `These tokens expired within the last ${formatDays(warnDays)}. Replace or delete them:`,
          formatTokenTable(expired),
        ]
      : []),
    formatNotes(fleet),
  ];
  return toMarkdown(`${parts.filter((part) => part !== "").join("\n\n")}\n`);
}

/** Returns a headline such as `2 of 12 HUNT tokens expire within 30 days`. */
export function formatHeadline(
  { expiring, expired, undated, tokens }: Pick<Fleet, "expiring" | "expired" | "undated" | "tokens">,
  warnDays: number,
): string {
  const period = formatDays(warnDays);
  if (tokens === 0) return "No tokens with a description found";
  if (tokens === 1) {
    if (undated > 0) return "The expiry date of the only HUNT token is unknown";
    if (expired.length > 0) return `The only HUNT token expired within the last ${period}`;
    return `The only HUNT token ${expiring.length > 0 ? "expires" : "does not expire"} within ${period}`;
  }
  const verb = expiring.length > 1 ? "expire" : "expires";
  const past = expired.length > 0 ? `, and ${expired.length} expired recently` : "";
  return `${expiring.length === 0 ? "None" : expiring.length} of ${tokens} HUNT tokens ${verb} within ${period}${past}`;
}

/** Formats sentences about tokens that the report does not include. */
function formatNotes({ scope, undated, sessions, refused }: Fleet): string {
  return [
    refused.length > 0 ? describeRefused(refused.map((user) => toMarkdownCode(user))) : "",
    scope === "owner"
      ? "The report has only the tokens of this token's user. For all users, use an admin's token."
      : "",
    undated > 0 ? `The expiry date of ${formatCount(undated, "token")} is unknown.` : "",
    sessions > 0
      ? `Not included: ${formatCount(sessions, "token")} without a description. HUNT creates these for logins.`
      : "",
  ]
    .filter(Boolean)
    .join(" ");
}

/** Maximum number of users that a sentence names. */
const maxUsers = 10;

/** Lists the users whose tokens are not in the report, as a sentence. */
export function describeRefused(users: readonly string[]): string {
  const more = users.length - maxUsers;
  const names = [...users.slice(0, maxUsers), ...(more > 0 ? [`${more} more`] : [])].join(", ");
  return `HUNT did not return the tokens of these users (access denied): ${names}.`;
}

/** Maximum length of a table. An issue with two tables, the chart, and the mark is limited to 65,536 characters. */
const maxCharacters = 15_000;
const maxRows = 100;

/** Formats tokens as a Markdown table, followed by the number of omitted tokens. Empty if there are none. */
export function formatTokenTable(tokens: readonly FleetToken[]): MarkdownText {
  if (tokens.length === 0) return toMarkdown("");
  const rows: MarkdownText[][] = [];
  let length = 0;
  for (const token of tokens.slice(0, maxRows)) {
    const row = toRow(token);
    length += row.join(" | ").length;
    if (length > maxCharacters) break;
    rows.push(row);
  }
  const more = tokens.length - rows.length;
  const table = formatMarkdownTable(["Owner", "Description", "Expires", "Left", "Last used", "ID"], rows);
  return more > 0 ? markdown`${table}\n${more} more\n` : table;
}

function toRow({ id, owner, description, expiresAt, daysLeft, lastUsedAt }: FleetToken): MarkdownText[] {
  return [
    toMarkdownCode(owner),
    toMarkdownCode(description),
    toMarkdown(formatDateTime(expiresAt)),
    toMarkdown(formatDaysFromNow(daysLeft)),
    toMarkdown(lastUsedAt === null ? "" : formatDateTime(lastUsedAt)),
    toMarkdownCode(getShortTokenId(id) ?? ""),
  ];
}

/** Maximum number of tokens that a comment names. The table in the issue has the others. */
const maxNamed = 20;

/** Creates the title, text, and comments of the issue about all tokens. */
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
    content: markdown`${formatFleetReport(fleet, warnDays)}\n${toMarkdown(explainRenewal(null))}`,
    footer: formatFooter(`when no token expires within ${formatDays(warnDays)}`, env),
    news: (keys) => {
      const news = concerned.filter((token) => keys.includes(getTokenKey(token)));
      const more = news.length > maxNamed ? [`- ${news.length - maxNamed} more`] : [];
      const lines = [
        "⚠️ **These tokens need attention:**",
        "",
        ...news.slice(0, maxNamed).map(formatTokenLine),
        ...more,
      ];
      return toMarkdown(lines.join("\n"));
    },
    closing: () => toMarkdown(`✅ No token expires within ${formatDays(warnDays)}.`),
  };
}

function formatTokenLine({ owner, description, daysLeft }: FleetToken): MarkdownText {
  const expiry = toMarkdown(`${daysLeft < 0 ? "expired" : "expires"} ${formatDaysFromNow(daysLeft)}`);
  return markdown`- ${toMarkdownCode(description)} of ${toMarkdownCode(owner)} ${expiry}`;
}

/** Maximum number of bars. More would be too small to read. */
const maxBars = 30;

/** Number of days that the chart shows at most. */
const chartDays = 365;

/**
 * Formats a Mermaid chart of the next 12 months, which GitHub renders: the days in which a warning applies, and a bar
 * per token from today to its expiry, soonest first. Empty if no token expires in these months.
 */
export function formatGantt({ expiring, later, at }: Fleet, warnDays: number): MarkdownText {
  const shown = [...expiring, ...later.filter(({ daysLeft }) => daysLeft < chartDays)].slice(0, maxBars);
  const last = shown.at(-1);
  if (last === undefined) return toMarkdown("");
  const today = toMermaidText(at.slice(0, 10));
  return formatMermaidBlock([
    mermaid`gantt`,
    mermaid`  title Next 12 months, from ${today}`,
    mermaid`  dateFormat YYYY-MM-DD`,
    mermaid`  axisFormat %m-%d`,
    // Mermaid would mark the day on which someone looks at the chart, instead of the day of the report.
    mermaid`  todayMarker off`,
    mermaid`  tickInterval ${chooseTicks(Math.max(last.daysLeft, warnDays))}`,
    mermaid`  section » Warning`,
    mermaid`  » ${warnDays} days :active, ${today}, ${warnDays}d`,
    mermaid`  section » Tokens`,
    ...shown.map((token) => formatBar(token, today, warnDays)),
  ]);
}

/** Chooses the distance of the dates below the chart, so they do not overlap. */
function chooseTicks(days: number): MermaidText {
  if (days <= 10) return mermaid`1day`;
  return days <= 100 ? mermaid`1week` : mermaid`1month`;
}

/** Formats a bar from today to the expiry date, or a milestone if that is today. It is highlighted in the last days. */
function formatBar(
  { description, owner, expiresAt, daysLeft }: FleetToken,
  today: MermaidText,
  warnDays: number,
): MermaidText {
  const day = toMermaidText(expiresAt.slice(0, 10));
  const state = daysLeft < warnDays ? mermaid`crit, ` : mermaid``;
  const end = day === today ? mermaid`milestone, ${today}, 0d` : mermaid`${today}, ${day}`;
  // The first character is a prefix, because Mermaid interprets some words and dates at the start of a line.
  return mermaid`  » ${toMermaidText(description)} (${toMermaidText(owner)}) :${state}${end}`;
}
