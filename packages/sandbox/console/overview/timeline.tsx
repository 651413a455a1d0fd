import type { JSX } from "preact";
import type { Token } from "../api/tokens.js";
import { formatDay } from "../components/dates.js";
import { bandDays, getBand, compareExpiry, DAY, getExpiry } from "../tokens/lifetime.js";

const SPAN = 365 * DAY;
const WEEK = 7 * DAY;
/** Heights in pixels. The width is that of the page. */
const TOP = 22;
const GROUND = 130;
const HEIGHT = 156;
const BLOCK = 26;

/** Returns the position of a time on the axis, in percent of its width. */
function toPercent(time: number, now: number): string {
  return `${(((time - now) / SPAN) * 100).toFixed(3)}%`;
}

/**
 * The next twelve months, with a block for each token in the week in which it expires. A sentence and a table
 * have the same content.
 */
export function Timeline({ tokens, now }: { tokens: readonly Token[]; now: number }): JSX.Element {
  const months = listMonths(now, now + SPAN, tokens);
  const expiring = months.flatMap((month) => month.tokens);
  const summary = summarizeMonths(months);
  return (
    <figure class="timeline card">
      <svg role="img" aria-label={summary} width="100%" height={HEIGHT}>
        <Zones now={now} />
        {stackBlocks(expiring, now).map(({ token, week, y, height }) => (
          <rect
            key={token.id}
            class={`block ${getBand(token, now)}`}
            x={toPercent(now + week * WEEK, now)}
            y={y}
            width="1.5%"
            height={height}
            rx="3"
          >
            <title>{`${token.description.slice(0, 80)}: ${formatDay(getExpiry(token))}`}</title>
          </rect>
        ))}
        <line class="ground" x1="0" x2="100%" y1={GROUND} y2={GROUND} />
        {months
          .slice(1)
          .filter(({ start }) => start < now + SPAN - WEEK)
          .map((month) => (
            <g key={month.start}>
              <line
                class="tick"
                x1={toPercent(month.start, now)}
                x2={toPercent(month.start, now)}
                y1={GROUND}
                y2={GROUND + 6}
              />
              <text class="month" x={toPercent(month.start, now)} y={HEIGHT - 4}>
                {month.short}
              </text>
            </g>
          ))}
      </svg>
      <figcaption>
        <p>{summary}</p>
        <details>
          <summary>Month by month</summary>
          <MonthTable months={months} />
        </details>
      </figcaption>
    </figure>
  );
}

/**
 * The background of the tokens that expire within 7, 30, and 90 days, with a label at the end of each period.
 */
function Zones({ now }: { now: number }): JSX.Element {
  return (
    <g class="zones">
      {Object.entries(bandDays).map(([band, days], index, all) => {
        const from = all[index - 1]?.[1] ?? 0;
        const [start, end] = [toPercent(now + from * DAY, now), toPercent(now + days * DAY, now)];
        return (
          <g key={band} class={band}>
            <rect
              x={start}
              width={toPercent(now + (days - from) * DAY, now)}
              y={TOP - 4}
              height={GROUND - TOP + 4}
            />
            <text x={end} y={TOP - 10}>
              {index === all.length - 1 ? `${days} days` : days}
            </text>
          </g>
        );
      })}
    </g>
  );
}

interface Block {
  readonly token: Token;
  /** Number of weeks from now. */
  readonly week: number;
  readonly y: number;
  readonly height: number;
}

/** Stacks the tokens of each week. The highest stack determines the height of a token. */
function stackBlocks(tokens: readonly Token[], now: number): Block[] {
  const weeks = Map.groupBy(tokens, (token) => Math.floor((getExpiry(token) - now) / WEEK));
  const highest = Math.max(1, ...[...weeks.values()].map(({ length }) => length));
  const step = Math.min(BLOCK, (GROUND - TOP) / highest);
  return [...weeks].flatMap(([week, group]) =>
    group.map((token, index) => ({
      token,
      week,
      y: GROUND - (index + 1) * step,
      height: Math.max(step * 0.85, step - 3),
    })),
  );
}

function MonthTable({ months }: { months: readonly Month[] }): JSX.Element {
  return (
    <table class="months">
      <thead>
        <tr>
          <th scope="col">Month</th>
          <th scope="col">Tokens</th>
        </tr>
      </thead>
      <tbody>
        {months.map((month) => (
          <tr key={month.long}>
            <th scope="row">{month.long}</th>
            <td>{month.tokens.length}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const short = new Intl.DateTimeFormat("en-US", { month: "short", timeZone: "UTC" });
const long = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });

/** A month of the timeline with the tokens that expire in it. */
export interface Month {
  /** Milliseconds since 1970. The first month starts now. */
  readonly start: number;
  /** For example, `Jan`. */
  readonly short: string;
  /** For example, `January 2027`. */
  readonly long: string;
  readonly tokens: readonly Token[];
}

/** Returns the months of the next year. There are thirteen, because the first and the last are partial. */
function listMonths(now: number, end: number, tokens: readonly Token[]): Month[] {
  const today = new Date(now);
  const startOf = (index: number): number => Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + index, 1);
  const expiring = tokens
    .filter((token) => getExpiry(token) > now && getExpiry(token) <= end)
    .toSorted(compareExpiry);
  return Array.from({ length: 13 }, (_, index) => ({
    start: Math.max(now, startOf(index)),
    short: short.format(startOf(index)),
    long: long.format(startOf(index)),
    tokens: expiring.filter(
      (token) => getExpiry(token) >= startOf(index) && getExpiry(token) < startOf(index + 1),
    ),
  }));
}

/** Describes the timeline in one sentence. */
function summarizeMonths(months: readonly Month[]): string {
  const busy = months
    .filter(({ tokens }) => tokens.length > 0)
    .map(({ tokens, long: name }) => `${tokens.length} in ${name}`);
  const total = months.reduce((sum, { tokens }) => sum + tokens.length, 0);
  if (total === 0) return "No token expires within the next twelve months.";
  return `${total} ${total === 1 ? "token expires" : "tokens expire"} within the next twelve months: ${busy.join(", ")}.`;
}
