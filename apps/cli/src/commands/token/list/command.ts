import { formatCount, listFirst } from "@huntkit/toolkit";
import { defineCommand } from "../../../program/definition.js";
import { booleanFlag, integerFlag } from "../../../program/flags.js";
import { UsageError } from "../../../program/errors.js";
import { wideFlag } from "../../../lists/list-flags.js";
import { compareByExpiry, tokenRowSchema } from "../token-row.js";
import { createTimelineColumns, createTokenColumns, describeTimeline } from "./columns.js";

export default defineCommand({
  description: `List your API tokens, soonest to expire first. A bar shows how much of the year has elapsed, and \`--timeline\` shows the next 12 months. Admins can list the tokens of all users with \`--all\`.

The list does not contain the tokens themselves. HUNT shows a token only when it is created.`,
  options: {
    all: booleanFlag("List the tokens of all users (admins only)"),
    includeSessions: booleanFlag("Include session tokens, created when users sign in"),
    timeline: booleanFlag("Show the next 12 months of each token, with its last days and its expiry"),
    warnDays: {
      ...integerFlag("Number of last days to mark in the timeline", 1),
      fallback: "30",
    },
    wide: wideFlag,
  },
  examples: [
    { line: "hunt token list", does: "List your tokens" },
    {
      line: "hunt token list --all --timeline",
      does: "Show when the tokens of all users expire in the next 12 months",
    },
    {
      line: "hunt token list --all --json | jq '.[] | select(.daysLeft < 30)'",
      does: "Get all tokens of the instance that expire within 30 days",
    },
    {
      line: "hunt token list --all --format prometheus > hunt.prom",
      does: "Write the expiry dates as metrics for node_exporter's textfile collector",
    },
  ],
  schema: { title: "API tokens", type: "array", items: tokenRowSchema },
  formats: ["prometheus"],
  async run({ options, getClient, out, progress, signal }) {
    if (options.warnDays !== undefined && !options.timeline)
      throw new UsageError(
        "--warn-days has no effect without --timeline.",
        "Set --timeline, or remove --warn-days.",
      );
    const { warnDays = 30 } = options;
    const { readTokens } = await import("../find-token.js");
    const client = await getClient();
    const { tokens, refused, now } = await readTokens(client, options.all, { signal, progress });
    const rows = tokens
      .map(({ row }) => row)
      .filter(({ description }) => options.includeSessions || description !== null)
      .sort(compareByExpiry);
    const view = { terminal: out.terminal, now, all: options.all, wide: options.wide };
    // For programs, a timeline is not printed, so the list has its usual columns.
    const hasTimeline = options.timeline && out.terminal.isTTY;
    if (options.format === "prometheus") {
      const { formatTokenListMetrics } = await import("@huntkit/toolkit/reports/prometheus");
      await out.raw(formatTokenListMetrics(out.redactJson(rows), client.instance.name, now));
    } else
      await out.list(rows, hasTimeline ? createTimelineColumns(view, warnDays) : createTokenColumns(view));
    const hidden = tokens.length - rows.length;
    if (rows.length === 0 && out.format === "human") out.note("No tokens found.");
    if (hasTimeline && rows.length > 0 && out.format === "human")
      out.note(describeTimeline(out.terminal, warnDays));
    if (refused.length > 0) out.note(`HUNT did not list the tokens of ${listFirst(refused).join(", ")}.`);
    if (hidden > 0 && out.format === "human")
      out.note(
        `Not shown: ${formatCount(hidden, "session token")}. To include them, use --include-sessions.`,
      );
  },
});
