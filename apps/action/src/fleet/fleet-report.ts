import { escapeToSingleLine } from "@huntkit/core";
import {
  formatMarkdownTable,
  markdown,
  type MarkdownText,
  toMarkdown,
  toMarkdownCode,
} from "@huntkit/core/escape";
import { formatDateTime, formatDays, formatDaysFromNow, getShortTokenId } from "@huntkit/toolkit";
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
          `Expired within the last ${formatDays(warnDays)}, and to be replaced or deleted:`,
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
    if (undated > 0) return "It is unknown when the only HUNT token expires";
    if (expired.length > 0) return `The only HUNT token expired within the last ${period}`;
    return `The only HUNT token ${expiring.length > 0 ? "expires" : "does not expire"} within ${period}`;
  }
  const verb = expiring.length > 1 ? "expire" : "expires";
  const past = expired.length > 0 ? `, and ${expired.length} did so lately` : "";
  return `${expiring.length === 0 ? "None" : expiring.length} of ${tokens} HUNT tokens ${verb} within ${period}${past}`;
}

/** Formats sentences about what the report does not include. */
function formatNotes({ scope, undated, sessions, refused }: Fleet): string {
  return [
    refused.length > 0 ? describeRefused(refused.map((user) => toMarkdownCode(user))) : "",
    scope === "owner"
      ? "HUNT shows this token's user only their own tokens. An admin's token sees those of all users."
      : "",
    undated > 0 ? `HUNT does not say until when ${undated} of them live.` : "",
    sessions > 0
      ? `Not counted: tokens without a description, which HUNT makes when people log in (${sessions}).`
      : "",
  ]
    .filter(Boolean)
    .join(" ");
}

/** Maximum number of users that a sentence names. */
const maxUsers = 10;

/** Says whose tokens are not in the report, as a sentence. */
export function describeRefused(users: readonly string[]): string {
  const more = users.length - maxUsers;
  const names = [...users.slice(0, maxUsers), ...(more > 0 ? [`${more} more`] : [])].join(", ");
  return `HUNT did not show the tokens of these users: ${names}.`;
}

/** An issue is limited to 65,536 characters, for two tables, the chart, and the mark. Names may be long. */
const maxCharacters = 15_000;
const maxRows = 100;

/** Formats tokens as a Markdown table, followed by the number of tokens that it omits. Empty if there are none. */
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
  return more > 0 ? markdown`${table}\nand ${more} more\n` : table;
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

/** Creates the texts of the issue about all tokens. */
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
    footer: formatFooter(`once no token expires within ${formatDays(warnDays)}`, env),
    news: (keys) => {
      const news = concerned.filter((token) => keys.includes(getTokenKey(token)));
      const more = news.length > maxNamed ? [`- and ${news.length - maxNamed} more`] : [];
      const lines = [
        "⚠️ **These tokens came nearer to their end:**",
        "",
        ...news.slice(0, maxNamed).map(formatTokenLine),
        ...more,
      ];
      return toMarkdown(lines.join("\n"));
    },
    closing: () => toMarkdown(`✅ None of ${fleet.tokens} tokens expires within ${formatDays(warnDays)}.`),
  };
}

function formatTokenLine({ owner, description, daysLeft }: FleetToken): MarkdownText {
  const expiry = toMarkdown(`${daysLeft < 0 ? "expired" : "expires"} ${formatDaysFromNow(daysLeft)}`);
  return markdown`- ${toMarkdownCode(description)} of ${toMarkdownCode(owner)} ${expiry}`;
}

/** Maximum number of bars. More would be too small to read. */
const maxBars = 30;

/** Space for the owners, left of the bars, in pixels. Mermaid does not measure their names. Its default is 75. */
const minPadding = 75;
const ownerCharacterWidth = 7;

/** A bar is highlighted if the token expires within this number of days. */
const criticalDays = 7;

/**
 * Formats a Mermaid chart of the days left, which GitHub renders. Empty if no token expires soon. Mermaid
 * cannot escape text, so names keep only characters without a meaning in Mermaid.
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

/** Adds a prefix, because Mermaid interprets some words and dates at the start of a line. */
function toPlainText(text: string): string {
  const kept = Array.from(text.replace(/[^\p{L}\p{N} @._/()+-]/gu, "·"))
    .slice(0, 40)
    .join("");
  return `» ${kept.trim() || "·"}`;
}
