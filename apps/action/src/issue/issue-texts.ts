import { escapeToSingleLine, type TokenHealth } from "@huntkit/core";
import { type MarkdownText, toMarkdown } from "@huntkit/core/escape";
import { formatTokenLabel } from "@huntkit/toolkit";
import type { Inputs } from "../inputs/inputs.js";
import { toFinding } from "../report/finding.js";
import { formatTokenCard, levelIcons } from "../report/token-card.js";
import type { IssueTexts } from "./track-issue.js";

/** Creates the texts of the issue about one token. The title contains nothing that changes, so people can edit it. */
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
    footer: formatFooter("once HUNT accepts the token, and it has time left", env),
    news: () => toMarkdown(`${levelIcons[level]} **${title}.** ${advice}`),
    closing: (notified) => {
      const isSame = notified.includes(health.fingerprint);
      const both =
        "Where the former one is in use as well, give each of the two steps an `issue-key` of its own.";
      return toMarkdown(
        `✅ ${isSame ? "The token is accepted again" : "A new token replaces it"} (${formatTokenLabel(health)}). ${title}.${isSame ? "" : ` ${both}`}`,
      );
    },
  };
}

/**
 * Formats the last line of the text that the action writes.
 *
 * @param end when the action closes the issue
 */
export function formatFooter(end: string, env: NodeJS.ProcessEnv): MarkdownText {
  return toMarkdown(
    `Kept current by ${formatRunLink(env)}; what you write above or below this part stays. The issue closes by itself ${end}.`,
  );
}

/** Formats a link to the run, if the runner names it. */
function formatRunLink({
  GITHUB_SERVER_URL: server,
  GITHUB_REPOSITORY: repository,
  GITHUB_RUN_ID: run,
}: NodeJS.ProcessEnv): string {
  return server && repository && run
    ? `[this workflow](${server}/${repository}/actions/runs/${run})`
    : "a workflow";
}
