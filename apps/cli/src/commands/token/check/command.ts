import { escapeLines, joinText } from "../../../output/escape.js";
import { formatLifetimeBar } from "@huntkit/toolkit";
import { getGlyphs } from "../../../output/pictures.js";
import { defineCommand } from "../../../program/definition.js";
import { stringFlag, integerFlag } from "../../../program/flags.js";
import { statusExitCodes } from "../../../health/wording.js";
import { healthSchema, toHealthJson } from "../../../health/health-json.js";

export default defineCommand({
  description: `Check that a token is valid, and show its user and its expiry date. The exit code reports the result, so you can use the command in cron, systemd timers, and any CI system.

A token is valid for one year, and HUNT does not send a reminder. If HUNT does not return the expiry date, specify the creation date with \`--created\`.

With \`--format prometheus\`, the result is printed as metrics for node_exporter's textfile collector, also if the token is not valid. \`--description\` becomes a label.`,
  options: {
    warnDays: integerFlag("Exit with code 10 if the token expires within this number of days", 0, 30),
    created: stringFlag(
      "date",
      "Creation date of the token if HUNT does not return it, for example 2026-03-31",
    ),
    description: stringFlag(
      "text",
      "Description of the token in HUNT, to distinguish it from other tokens of the same user",
    ),
  },
  examples: [
    {
      line: "hunt token check --warn-days 30",
      does: "Check the current token, and warn 30 days before it expires",
    },
    { line: "hunt token check --json | jq .daysLeft", does: "Get the number of days left" },
    {
      line: "hunt token check --format prometheus > hunt.prom",
      does: "Write the expiry date as a metric for node_exporter's textfile collector",
    },
  ],
  schema: healthSchema,
  formats: ["prometheus"],
  exitCodes: [10, 14],
  async run({ options, getClient, credentials, out, signal }) {
    const { warnDays, created, format } = options;
    const wanted = options.description?.trim();
    const { handle, description: kept } = await credentials();
    const client = await getClient();
    const { checkToken } = await import("@huntkit/core");
    const health = await checkToken(client, {
      warnDays,
      created,
      handle,
      description: wanted ?? kept,
      signal,
    });
    const { describeMismatch, formatHealthCard, getAdvice } =
      await import("../../../health/health-report.js");
    if (format === "prometheus") {
      const { formatTokenMetrics } = await import("@huntkit/toolkit/reports/prometheus");
      await out.raw(formatTokenMetrics(health, wanted ?? kept ?? null));
    } else
      await out.data(toHealthJson(health), () => {
        const bar =
          health.createdAt && health.expiresAt
            ? `\n${health.createdAt.slice(0, 10)} ${formatLifetimeBar(health.createdAt, health.expiresAt, Date.parse(health.checkedAt), 40, getGlyphs(out.terminal))} ${health.expiresAt.slice(0, 10)}\n`
            : "";
        return joinText([formatHealthCard(health, out.colors), escapeLines(bar)]);
      });
    if (wanted !== undefined) for (const line of describeMismatch(health, wanted)) out.note(line);
    for (const line of getAdvice(health)) out.note(line);
    return statusExitCodes[health.status];
  },
});
