import { formatLifetimeBar } from "@huntkit/toolkit";
import { defineCommand } from "../../../program/definition.js";
import { booleanFlag } from "../../../program/flags.js";
import { compareByExpiry, tokenRowSchema, type TokenRow } from "../token-row.js";
import type { Column } from "../../../output/output.js";

/** Of the bar of a year; the shorter one is of the width below which no column of a table is cut, since a bar that is cut lies. */
const [barWidth, shortBarWidth] = [16, 8];

/** Terminals that are narrower than this, in columns, get the shorter bar. */
const narrow = 70;

export default defineCommand({
  description: `Lists your API tokens, first the one that dies first, with a bar of how much of its year is over. With \`--all\`, an admin sees everybody's.

HUNT shows no token a second time: what is listed tells tokens apart, and revokes them.`,
  options: {
    all: booleanFlag("List the tokens of all users, which admins may"),
    includeSessions: booleanFlag(
      "List the tokens without a description as well, which HUNT makes when people log in",
    ),
  },
  examples: [
    { line: "hunt token list", does: "See when your tokens expire" },
    {
      line: "hunt token list --all --json | jq '.[] | select(.daysLeft < 30)'",
      does: "Get the tokens of an instance that die within a month",
    },
  ],
  schema: { title: "HUNT tokens", type: "array", items: tokenRowSchema },
  async run({ options, getClient, out, signal }) {
    const { readTokens } = await import("../find-token.js");
    const { tokens, now } = await readTokens(await getClient(), options.all, signal);
    const rows = tokens
      .map(({ row }) => row)
      .filter(({ description }) => options.includeSessions || description !== null)
      .sort(compareByExpiry);
    const left = (row: TokenRow): string =>
      row.daysLeft === null ? "?" : row.daysLeft < 0 ? `expired ${-row.daysLeft} d ago` : `${row.daysLeft} d`;
    const width = out.terminal.isTTY && out.terminal.width < narrow ? shortBarWidth : barWidth;
    const columns: Column<TokenRow>[] = [
      { title: "Description", value: ({ description }) => description },
      ...(options.all ? [{ title: "Owner", value: ({ owner }: TokenRow) => owner }] : []),
      { title: "Expires", value: ({ expiresAt }) => expiresAt?.slice(0, 10), isWhole: true },
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
      },
      { title: "Last used", value: ({ lastUsedAt }) => lastUsedAt?.slice(0, 10) ?? "never", isExtra: true },
      { title: "Id", value: ({ id, fingerprint }) => id ?? fingerprint, isWhole: true, isExtra: true },
    ];
    await out.rows(rows, columns);
    const hidden = tokens.length - rows.length;
    if (rows.length === 0 && out.format === "human") out.note("There is no token to list.");
    if (hidden > 0 && out.format === "human")
      out.note(
        `Not shown: ${hidden} without a description, which HUNT makes when people log in (--include-sessions).`,
      );
  },
});
