import {
  escapeToSingleLine,
  formatMarkdownTable,
  markdown,
  type MarkdownText,
  toMarkdown,
  toMarkdownCode,
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
    formatGantt(fleet),
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

/** Width of the column with the owners, in pixels. Mermaid does not adapt it to the names. Its default is 75. */
const minPadding = 75;
const ownerCharacterWidth = 7;

/** If a token expires within this number of days, its bar is highlighted. */
const criticalDays = 7;

/**
 * Formats a Mermaid chart of the days left, which GitHub renders. Empty if no token expires soon. Mermaid has no
 * escape sequences, so characters with a meaning in Mermaid are replaced.
 */
export function formatGantt({ expiring, at }: Fleet): MarkdownText {
  if (expiring.length === 0) return toMarkdown("");
  const today = at.slice(0, 10);
  const shown = expiring.slice(0, maxBars);
  const owners = [...new Set(shown.map(({ owner }) => owner))];
  const sections = owners.flatMap((name) => [
    `  section ${toPlainText(name)}`,
    ...shown.filter(({ owner }) => owner === name).map((token) => formatBar(token, today)),
  ]);
  const padding = Math.max(...owners.map((name) => toPlainText(name).length)) * ownerCharacterWidth;
  const lines = [
    "```mermaid",
    `%%{init: {"gantt": {"leftPadding": ${Math.max(minPadding, padding)}}}}%%`,
    "gantt",
    "  title Days left",
    "  dateFormat YYYY-MM-DD",
    "  axisFormat %m-%d",
    `  tickInterval ${chooseTicks(Math.max(...shown.map(({ daysLeft }) => daysLeft)))}`,
    ...sections,
    "```",
    "",
  ];
  return toMarkdown(lines.join("\n"));
}

/** Chooses the distance of the dates below the chart, so they do not overlap. */
function chooseTicks(days: number): string {
  if (days <= 10) return "1day";
  return days <= 100 ? "1week" : "1month";
}

/** Formats a bar from today to the expiry date, or a milestone if that is today. */
function formatBar({ description, expiresAt, daysLeft }: FleetToken, today: string): string {
  const day = expiresAt.slice(0, 10);
  const tags = [daysLeft <= criticalDays ? "crit" : "", day === today ? "milestone" : ""]
    .filter(Boolean)
    .map((tag) => `${tag}, `)
    .join("");
  return `  ${toPlainText(description)} :${tags}${today}, ${day === today ? "0d" : day}`;
}

/** Replaces special characters, and adds a prefix, because Mermaid interprets some words and dates at the start of a line. */
function toPlainText(text: string): string {
  const kept = Array.from(text.replace(/[^\p{L}\p{N} @._/()+-]/gu, "·"))
    .slice(0, 40)
    .join("");
  return `» ${kept.trim() || "·"}`;
}
