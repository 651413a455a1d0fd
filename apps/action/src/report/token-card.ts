import type { TokenHealth } from "@huntkit/core";
import { isGuess } from "@huntkit/core/internal";
import {
  type MarkdownText,
  formatMarkdownBlock,
  markdown,
  toMarkdown,
  toMarkdownCode,
  formatMarkdownTable,
} from "@huntkit/core/escape";
import {
  formatDateTime,
  formatDaysFromNow,
  formatExpiry,
  formatLifetimeChart,
  getTokenName,
} from "@huntkit/toolkit";
import { addToSummary } from "./runner-output.js";
import type { Finding } from "./finding.js";

/** Icons for the levels of a finding. */
export const levelIcons: Record<Finding["level"], string> = {
  info: "✅",
  notice: "❔",
  warning: "⚠️",
  error: "❌",
};

/** Adds a card about the token to the job summary. */
export function addTokenCard(health: TokenHealth, finding: Finding, env: NodeJS.ProcessEnv): void {
  addToSummary(formatTokenCard(health, finding), env);
}

/** Formats the card in Markdown: the finding, a table about the token, and a bar of its year. */
export function formatTokenCard(health: TokenHealth, { level, title, advice }: Finding): MarkdownText {
  const [label, name] = getTokenName(health);
  const rows = [
    ["Instance", toMarkdownCode(health.instance)],
    ["User", toMarkdownCode(health.user ?? "")],
    ["Role", toMarkdownCode(health.role ?? "")],
    ["Description", formatDescription(health)],
    [label, toMarkdownCode(name)],
    ["Created", health.createdAt === null ? "" : formatDateTime(health.createdAt)],
    ["Error", "error" in health && health.error ? toMarkdownCode(health.error.message) : ""],
    [
      isGuess(health) ? "May expire" : "Expires",
      health.expiresAt === null ? "" : `${formatExpiry(health)}, ${formatDaysFromNow(health.daysLeft)}`,
    ],
  ].filter(([, value]) => value !== "");
  const [head = [], ...body] = rows.map((cells) => cells.map(toMarkdown));
  const table = formatMarkdownTable(head, body);
  const bar =
    health.createdAt === null
      ? ""
      : `\n${formatMarkdownBlock(formatLifetimeChart(health.createdAt, health.expiresAt, health.checkedAt))}`;
  return toMarkdown(`### ${levelIcons[level]} ${title}\n\n${table}${bar}${advice && `\n${advice}\n`}\n`);
}

function formatDescription(health: TokenHealth): MarkdownText {
  const description = toMarkdownCode(health.description ?? "");
  return isGuess(health) && health.description !== null ? markdown`${description} (a guess)` : description;
}
