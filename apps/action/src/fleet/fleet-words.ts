import { toMarkdownCode, formatDays, formatDaysFromNow, escapeToSingleLine } from "@huntkit/core";
import type { Environment } from "../environment.js";
import { footer } from "../issue/footer.js";
import type { Words } from "../issue/track.js";
import { renewal } from "../report/phrases.js";
import { report } from "./report.js";
import type { Fleet, FleetToken } from "./sort-out.js";

/** A comment names so many tokens; the issue's table has the others. */
const most = 20;

/** What the issue of a whole fleet says. */
export function fleetWords(
  fleet: Fleet,
  warnDays: number,
  instance: string,
  key: string,
  env: Environment,
): Words {
  const concerned = [...fleet.ended, ...fleet.dying];
  return {
    title: escapeToSingleLine(
      `Replace the HUNT tokens at ${instance} that are about to expire${key && ` (${key})`}`,
      200,
    ),
    content: `${report(fleet, warnDays)}\n${renewal(null)}`,
    footer: footer(`once no token expires within ${formatDays(warnDays)}`, env),
    news: (fingerprints) => {
      const news = concerned.filter(({ fingerprint }) => fingerprints.includes(fingerprint));
      const more = news.length > most ? [`- and ${news.length - most} more`] : [];
      return [
        "⚠️ **These tokens came nearer to their end:**",
        "",
        ...news.slice(0, most).map(line),
        ...more,
      ].join("\n");
    },
    closing: () => `✅ None of ${fleet.tokens} tokens expires within ${formatDays(warnDays)}.`,
  };
}

function line({ owner, description, daysLeft }: FleetToken): string {
  return `- ${toMarkdownCode(description)} of ${toMarkdownCode(owner)} ${daysLeft < 0 ? "expired" : "expires"} ${formatDaysFromNow(daysLeft)}`;
}
