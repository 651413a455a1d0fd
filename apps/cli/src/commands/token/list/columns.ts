import {
  formatLifetimeBar,
  formatMonthScale,
  formatTimeline,
  createYearFrame,
  formatDays,
  getDaysSince,
  getShortTokenId,
} from "@huntkit/toolkit";
import type { Column } from "../../../output/output.js";
import { getGlyphs } from "../../../output/pictures.js";
import type { Terminal } from "../../../output/terminal.js";
import type { TokenRow } from "../token-row.js";

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

/** What the columns depend on. */
export interface TokenListView {
  readonly terminal: Terminal;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether the list has the tokens of all users. */
  readonly all: boolean;
  readonly wide: boolean;
}

function isNarrowerThan(columns: number, { isTTY, width }: Terminal): boolean {
  return isTTY && width < columns;
}

/** Returns the columns of the list of tokens, with a bar that shows how much of the year has elapsed. */
export function createTokenColumns(view: TokenListView): Column<TokenRow>[] {
  const { terminal, now, all, wide } = view;
  const width = isNarrowerThan(minLongBarColumns, terminal) ? shortBarWidth : barWidth;
  const isShort = terminal.isTTY && !wide;
  return [
    descriptionColumn,
    ...(all ? [ownerColumn] : []),
    // Next to the owner, there is no room for two columns about the expiry.
    { ...expiryColumn, isExtra: all && isNarrowerThan(minBarColumns, terminal) },
    createLeftColumn(terminal),
    {
      title: "Year",
      value: ({ createdAt, expiresAt }) =>
        createdAt && expiresAt && formatLifetimeBar(createdAt, expiresAt, now, width, getGlyphs(terminal)),
      isWhole: true,
      isPicture: true,
      isExtra: isNarrowerThan(minBarColumns, terminal),
    },
    { title: "Last used", value: ({ lastUsedAt }) => lastUsedAt?.slice(0, 10) ?? "never", isExtra: true },
    {
      title: "ID",
      value: ({ id, fingerprint }) => (isShort ? getShortTokenId(id) : id) ?? fingerprint,
      isWhole: true,
      isExtra: true,
    },
  ];
}

/** Widths of a timeline, the longest first. It is never cut, because a part of it would show another date. */
const timelineWidths = [48, 24, 12] as const;

/** Columns of the terminal that the other parts of the table need, without and with the owner. */
const [otherColumns, otherColumnsWithOwner] = [32, 54];

/** Returns the columns of the timeline: the next 12 months of each token. */
export function createTimelineColumns(view: TokenListView, warnDays: number): Column<TokenRow>[] {
  const { terminal, now, all } = view;
  const room = terminal.width - (all ? otherColumnsWithOwner : otherColumns);
  const width = timelineWidths.find((each) => each <= room) ?? 12;
  const frame = createYearFrame(now, width);
  const glyphs = getGlyphs(terminal);
  return [
    descriptionColumn,
    ...(all ? [{ ...ownerColumn, isExtra: isNarrowerThan(minBarColumns, terminal) }] : []),
    createLeftColumn(terminal),
    {
      title: formatMonthScale(frame),
      value: ({ expiresAt }) => expiresAt && formatTimeline(Date.parse(expiresAt), warnDays, frame, glyphs),
      isWhole: true,
      isPicture: true,
    },
    { ...expiryColumn, isExtra: true },
  ];
}

/** Explains the characters of a timeline. */
export function describeTimeline(terminal: Terminal, warnDays: number): string {
  const { full, warning, event } = getGlyphs(terminal);
  return `${full} valid  ${warning} last ${formatDays(warnDays)}  ${event} expires. The left edge is today, and a letter or name is the start of a month.`;
}

const descriptionColumn: Column<TokenRow> = {
  title: "Description",
  value: ({ description }) => description,
};

const ownerColumn: Column<TokenRow> = { title: "Owner", value: ({ owner }) => owner };

const expiryColumn: Column<TokenRow> = {
  title: "Expires",
  value: ({ expiresAt }) => expiresAt?.slice(0, 10),
  isWhole: true,
};

function createLeftColumn(terminal: Terminal): Column<TokenRow> {
  return {
    title: "Left",
    value({ daysLeft }) {
      if (daysLeft === null) return "?";
      if (daysLeft >= 0) return `${daysLeft} d`;
      const isShort = isNarrowerThan(minExpiredDaysColumns, terminal);
      return isShort ? "expired" : `expired ${getDaysSince(daysLeft)} d ago`;
    },
    isNumber: true,
    paint(text, { daysLeft: days }, colors) {
      if (days === null) return text;
      if (days < 0) return colors.red(text);
      return days < 30 ? colors.yellow(text) : text;
    },
  };
}
