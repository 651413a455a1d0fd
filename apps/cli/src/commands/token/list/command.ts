import { formatCount, formatLifetimeBar, getDaysSince, getShortTokenId, listFirst } from "@huntkit/toolkit";
import { defineCommand } from "../../../program/definition.js";
import { booleanFlag } from "../../../program/flags.js";
import { wideFlag } from "../../../lists/list-flags.js";
import { compareByExpiry, tokenRowSchema, type TokenRow } from "../token-row.js";
import type { Column } from "../../../output/output.js";

/** Widths of the bar of a year. It is never cut, because a part of it would show another date. */
const [barWidth, shortBarWidth] = [16, 8];

/** Terminals that are narrower than this, in columns, get the shorter bar. */
const minLongBarColumns = 70;

/** In terminals that are narrower than this, in columns, other columns are more important than the bar. */
const minBarColumns = 60;

/**
 * Terminals that are narrower than this, in columns, do not show the days since the expiry, only the date.
 */
const minExpiredDaysColumns = 100;

export default defineCommand({
  description: `List your API tokens, soonest to expire first. A bar shows how much of the year has elapsed. Admins can list the tokens of all users with \`--all\`.

The list does not contain the tokens themselves. HUNT shows a token only when it is created.`,
  options: {
    all: booleanFlag("List the tokens of all users (admins only)"),
    includeSessions: booleanFlag("Include session tokens, created when users sign in"),
    wide: wideFlag,
  },
  examples: [
    { line: "hunt token list", does: "List your tokens" },
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
  async run({ options, getClient, out, signal }) {
    const { readTokens } = await import("../find-token.js");
    const client = await getClient();
    const { tokens, refused, now } = await readTokens(client, options.all, signal);
    const rows = tokens
      .map(({ row }) => row)
      .filter(({ description }) => options.includeSessions || description !== null)
      .sort(compareByExpiry);
    const isNarrowerThan = (columns: number): boolean => out.terminal.isTTY && out.terminal.width < columns;
    const left = ({ daysLeft }: TokenRow): string => {
      if (daysLeft === null) return "?";
      if (daysLeft >= 0) return `${daysLeft} d`;
      return isNarrowerThan(minExpiredDaysColumns) ? "expired" : `expired ${getDaysSince(daysLeft)} d ago`;
    };
    const width = isNarrowerThan(minLongBarColumns) ? shortBarWidth : barWidth;
    const isShort = out.terminal.isTTY && !options.wide;
    const columns: Column<TokenRow>[] = [
      { title: "Description", value: ({ description }) => description },
      ...(options.all ? [{ title: "Owner", value: ({ owner }: TokenRow) => owner }] : []),
      {
        title: "Expires",
        value: ({ expiresAt }) => expiresAt?.slice(0, 10),
        isWhole: true,
        // Next to the owner, there is no room for two columns about the expiry.
        isExtra: options.all && isNarrowerThan(minBarColumns),
      },
      {
        title: "Left",
        value: left,
        isNumber: true,
        paint: (text, { daysLeft: days }, colors) =>
          days === null ? text : days < 0 ? colors.red(text) : days < 30 ? colors.yellow(text) : text,
      },
      {
        title: "Year",
        value: ({ createdAt, expiresAt }) =>
          createdAt && expiresAt && formatLifetimeBar(createdAt, expiresAt, now, width),
        isWhole: true,
        isPicture: true,
        isExtra: isNarrowerThan(minBarColumns),
      },
      { title: "Last used", value: ({ lastUsedAt }) => lastUsedAt?.slice(0, 10) ?? "never", isExtra: true },
      {
        title: "ID",
        value: ({ id, fingerprint }) => (isShort ? getShortTokenId(id) : id) ?? fingerprint,
        isWhole: true,
        isExtra: true,
      },
    ];
    if (options.format === "prometheus") {
      const { formatTokenListMetrics } = await import("@huntkit/toolkit/reports/prometheus");
      await out.raw(formatTokenListMetrics(out.redactJson(rows), client.instance.name, now));
    } else await out.list(rows, columns);
    const hidden = tokens.length - rows.length;
    if (rows.length === 0 && out.format === "human") out.note("No tokens found.");
    if (refused.length > 0) out.note(`HUNT did not list the tokens of ${listFirst(refused).join(", ")}.`);
    if (hidden > 0 && out.format === "human")
      out.note(
        `Not shown: ${formatCount(hidden, "session token")}. To include them, use --include-sessions.`,
      );
  },
});
