import { escapeToSingleLine, type TokenHealth } from "@huntkit/core";
import type { Environment } from "../environment.js";
import type { Inputs } from "../inputs/inputs.js";
import { toFinding } from "../report/finding.js";
import { formatTokenCard, levelIcons } from "../report/summary.js";
import { formatFooter } from "./footer.js";
import type { IssueTexts } from "./track.js";

/** What the issue of one token says. Its title holds nothing that changes, so that it may be people's. */
export function createTokenTexts(health: TokenHealth, key: string, inputs: Inputs, env: Environment): IssueTexts {
  const finding = toFinding(health, inputs);
  const { level, title, advice } = finding;
  return {
    title: escapeToSingleLine(`Replace the HUNT token at ${health.instance}${key && ` (${key})`}`, 200),
    content: formatTokenCard(health, finding),
    footer: formatFooter("once HUNT accepts the token, and it has time left", env),
    news: () => `${levelIcons[level]} **${title}.** ${advice}`,
    closing: (told) => {
      const isSame = told.includes(health.fingerprint);
      const both =
        "Where the former one is in use as well, give each of the two steps an `issue-key` of its own.";
      return `✅ ${isSame ? "The token is accepted again" : "A new token is in its place"} (fingerprint ${health.fingerprint}). ${title}.${isSame ? "" : ` ${both}`}`;
    },
  };
}
