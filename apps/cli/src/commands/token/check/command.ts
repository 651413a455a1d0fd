import { formatLifetimeBar } from "@huntkit/toolkit";
import { defineCommand } from "../../../program/definition.js";
import { stringFlag, integerFlag } from "../../../program/flags.js";
import { statusExitCodes } from "../../../health/wording.js";
import { healthSchema, toHealthJson } from "../../../health/health-json.js";
export default defineCommand({
  description: `Asks HUNT whose token it is and until when it lives, and tells both in words, in JSON and in the exit code: for cron, for systemd timers and for any CI.

A token lives for a year, and nobody is told when that ends. Where HUNT does not say until when, \`--created\` does.`,
  options: {
    warnDays: integerFlag("days", "End with 10 when fewer whole days than these are left", 0, 30),
    created: stringFlag("date", "When the token was created, such as 2026-03-31, where HUNT does not tell"),
    description: stringFlag(
      "text",
      "The token's description in HUNT, which tells it from its user's other tokens",
    ),
  },
  examples: [
    {
      line: "hunt token check --warn-days 30",
      does: "Tell how long the token lives, and warn a month before",
    },
    { line: "hunt token check --json | jq .daysLeft", does: "Get the days that are left" },
  ],
  schema: healthSchema,
  exitCodes: [10, 14],
  async run({ options, getClient, credentials, out, signal }) {
    const { warnDays, created } = options;
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
    await out.data(toHealthJson(health), () => {
      const bar =
        health.createdAt && health.expiresAt
          ? `\n${health.createdAt.slice(0, 10)} ${formatLifetimeBar(health.createdAt, health.expiresAt, Date.parse(health.checkedAt), 40)} ${health.expiresAt.slice(0, 10)}\n`
          : "";
      return `${formatHealthCard(health, out.colors)}${bar}`;
    });
    if (wanted !== undefined) for (const line of describeMismatch(health, wanted)) out.note(line);
    for (const line of getAdvice(health)) out.note(line);
    return statusExitCodes[health.status];
  },
});
