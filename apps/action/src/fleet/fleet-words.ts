import { toMarkdownCode, formatDays, formatDaysFromNow, escapeToSingleLine } from "@huntkit/core";
import type { Environment } from "../environment.js";
import { formatFooter } from "../issue/footer.js";
import type { IssueTexts } from "../issue/track.js";
import { explainRenewal } from "../report/phrases.js";
import { formatFleetReport } from "./report.js";
import type { Fleet, FleetToken } from "./sort-out.js";

/** A comment names so many tokens; the issue's table has the others. */
const maxNamed = 20;

/** What the issue of a whole fleet says. */
export function createFleetTexts(
  fleet: Fleet,
  warnDays: number,
  instance: string,
  key: string,
  env: Environment,
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
