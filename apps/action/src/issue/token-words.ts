import { escapeToSingleLine, type TokenHealth } from "@huntkit/core";
import type { Environment } from "../environment.js";
import type { Inputs } from "../inputs/inputs.js";
import { toFinding } from "../report/finding.js";
import { card, signs } from "../report/summary.js";
import { footer } from "./footer.js";
import type { Words } from "./track.js";

/** What the issue of one token says. Its title holds nothing that changes, so that it may be people's. */
export function tokenWords(health: TokenHealth, key: string, inputs: Inputs, env: Environment): Words {
  const finding = toFinding(health, inputs);
  const { level, title, advice } = finding;
  return {
    title: escapeToSingleLine(`Replace the HUNT token at ${health.instance}${key && ` (${key})`}`, 200),
    content: card(health, finding),
    footer: footer("once HUNT accepts the token, and it has time left", env),
    news: () => `${signs[level]} **${title}.** ${advice}`,
    closing: (told) => {
      const isSame = told.includes(health.fingerprint);
      const both =
        "Where the former one is in use as well, give each of the two steps an `issue-key` of its own.";
      return `✅ ${isSame ? "The token is accepted again" : "A new token is in its place"} (fingerprint ${health.fingerprint}). ${title}.${isSame ? "" : ` ${both}`}`;
    },
  };
}
