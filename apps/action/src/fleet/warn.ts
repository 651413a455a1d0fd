import { formatDaysFromNow, escapeLogLine, formatDateTime } from "@huntkit/core";
import { notice, warning } from "@actions/core";
import type { Fleet, FleetToken } from "./sort-out.js";

/** The runner shows ten warnings a step; one may be the check's, one the issue's. */
const maxWarnings = 8;

/** One warning a token, those that die first before the others, and one for all that the runner would not show. */
export function warnAboutTokens({ expiring, scope }: Fleet): void {
  const shown = expiring.length > maxWarnings ? expiring.slice(0, maxWarnings - 1) : expiring;
  for (const token of shown)
    warning(escapeLogLine(formatWarning(token)), {
      title: escapeLogLine(`A HUNT token expires ${formatDaysFromNow(token.daysLeft)}`),
    });
  const more = expiring.length - shown.length;
  if (more > 0)
    warning(`The job summary names them, and so does the output fleet.`, {
      title: `And ${more} more HUNT tokens expire soon`,
    });
  if (scope === "owner")
    notice("Only an admin's token sees those of all users.", {
      title: "HUNT shows this token's user their own tokens alone",
    });
}

function formatWarning({ owner, description, expiresAt, fingerprint }: FleetToken): string {
  return `"${description}" (${fingerprint}) of ${owner} expires on ${formatDateTime(expiresAt)}.`;
}
