import type { TokenHealth } from "@huntkit/core";
import { escapeToSingleLine, type MarkdownText, toMarkdown } from "@huntkit/core/escape";
import { formatTokenLabel } from "@huntkit/toolkit";
import { formatRunLink } from "../github/run-link.js";
import type { Inputs } from "../inputs/inputs.js";
import { toFinding } from "../report/finding.js";
import { formatTokenCard, levelIcons } from "../report/token-card.js";
import type { IssueTexts } from "./track-issue.js";

/** Creates the title, text, and comments of the issue about one token. The title never changes, so people can edit it. */
export function createTokenTexts(
  health: TokenHealth,
  key: string,
  inputs: Inputs,
  env: NodeJS.ProcessEnv,
): IssueTexts {
  const finding = toFinding(health, inputs);
  const { level, title, advice } = finding;
  return {
    title: escapeToSingleLine(`Replace the HUNT token at ${health.instance}${key && ` (${key})`}`, 200),
    content: formatTokenCard(health, finding),
    footer: formatFooter("when the token is valid and does not expire soon", env),
    news: () => toMarkdown(`${levelIcons[level]} **${title}.** ${advice}`),
    closing: (notified) => {
      const isSame = notified.includes(health.fingerprint);
      if (isSame) return toMarkdown(`✅ The token is valid again (${formatTokenLabel(health)}). ${title}.`);
      return toMarkdown(
        `✅ A new token is in use (${formatTokenLabel(health)}). ${title}. ` +
          "If the previous token is still in use elsewhere, set a different `issue-key` for each token.",
      );
    },
  };
}

/**
 * Formats the last line of the text that the action writes.
 *
 * @param end clause that says when the action closes the issue
 */
export function formatFooter(end: string, env: NodeJS.ProcessEnv): MarkdownText {
  return toMarkdown(
    `${formatRunLink(env)} updates this part of the issue, and keeps text above and below it. It closes the issue ${end}.`,
  );
}
