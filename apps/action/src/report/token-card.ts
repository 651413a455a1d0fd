import { type TokenHealth } from "@huntkit/core";
import {
  formatDateTime,
  formatDaysFromNow,
  formatExpiry,
  formatLifetimeChart,
  formatMarkdownBlock,
  isGuess,
  toMarkdownCode,
  formatMarkdownTable,
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
export function addTokenCard(health: TokenHealth, finding: Finding, env: NodeJS.ProcessEnv): Promise<void> {
  return addToSummary(formatTokenCard(health, finding), env);
}

/** Formats the card in Markdown: the finding, a table about the token, and a bar of its year. */
export function formatTokenCard(health: TokenHealth, { level, title, advice }: Finding): string {
  const rows = [
    ["Instance", toMarkdownCode(health.instance)],
    ["User", toMarkdownCode(health.user ?? "")],
    ["Role", toMarkdownCode(health.role ?? "")],
    [
      "Description",
      health.description === null
        ? ""
        : `${toMarkdownCode(health.description)}${isGuess(health) ? " (a guess)" : ""}`,
    ],
    ["Fingerprint", toMarkdownCode(health.fingerprint)],
    ["Created", health.createdAt === null ? "" : formatDateTime(health.createdAt)],
    ["Error", "error" in health && health.error ? toMarkdownCode(health.error.message) : ""],
    [
      "Expires",
      health.expiresAt === null ? "" : `${formatExpiry(health)}, ${formatDaysFromNow(health.daysLeft)}`,
    ],
  ].filter(([, value]) => value !== "");
  const [head = [], ...body] = rows;
  const table = formatMarkdownTable(head, body);
  const bar =
    health.createdAt === null
      ? ""
      : `\n${formatMarkdownBlock(formatLifetimeChart(health.createdAt, health.expiresAt, health.checkedAt))}`;
  return `### ${levelIcons[level]} ${title}\n\n${table}${bar}${advice && `\n${advice}\n`}\n`;
}
