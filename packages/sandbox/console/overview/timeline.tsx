import type { JSX } from "preact";
import type { Token } from "../api/tokens.js";
import { formatDay } from "../components/dates.js";
import { bandDays, getBand, compareExpiry, DAY, getExpiry } from "../tokens/lifetime.js";

const SPAN = 365 * DAY;
const WEEK = 7 * DAY;
/** Pixels: the drawing is as wide as the page, so only heights are fixed. */
const TOP = 22;
const GROUND = 130;
const HEIGHT = 156;
const BLOCK = 26;

/** Where a time lies on the axis, in percent of its width. */
function toPercent(time: number, now: number): string {
  return `${(((time - now) / SPAN) * 100).toFixed(3)}%`;
}

/** The next twelve months: a block for each token in the week in which it dies. A sentence and a table say the same. */
export function Timeline({ tokens, now }: { tokens: readonly Token[]; now: number }): JSX.Element {
  const months = listMonths(now, now + SPAN, tokens);
  const living = months.flatMap((month) => month.tokens);
  const summary = summarizeMonths(months);
  return (
    <figure class="timeline card">
      <svg role="img" aria-label={summary} width="100%" height={HEIGHT}>
        <Zones now={now} />
        {stackBlocks(living, now).map(({ token, week, y, height }) => (
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

/** What is behind the tokens that die within 7, 30 and 90 days, with the days at its end. */
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
  /** Counted from now. */
  readonly week: number;
  readonly y: number;
  readonly height: number;
}

/** Stacks the tokens of each week; the highest stack decides how high a token is. */
function stackBlocks(tokens: readonly Token[], now: number): Block[] {
  const weeks = Map.groupBy(tokens, (token) => Math.floor((getExpiry(token) - now) / WEEK));
  const highest = Math.max(1, ...[...weeks.values()].map(({ length }) => length));
  const step = Math.min(BLOCK, (GROUND - TOP) / highest);
  return [...weeks].flatMap(([week, dying]) =>
    dying.map((token, index) => ({
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

/** A month of the timeline with the tokens that die in it. */
export interface Month {
  /** Milliseconds since 1970; for the first month the present. */
  readonly start: number;
  /** Such as `Jan`. */
  readonly short: string;
  /** Such as `January 2027`. */
  readonly long: string;
  readonly tokens: readonly Token[];
}

/** The months from now to a year from now, thirteen since the first and the last are parts of one. */
export function listMonths(now: number, end: number, tokens: readonly Token[]): Month[] {
  const today = new Date(now);
  const startOf = (index: number): number => Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + index, 1);
  const living = tokens
    .filter((token) => getExpiry(token) > now && getExpiry(token) <= end)
    .toSorted(compareExpiry);
  return Array.from({ length: 13 }, (_, index) => ({
    start: Math.max(now, startOf(index)),
    short: short.format(startOf(index)),
    long: long.format(startOf(index)),
    tokens: living.filter(
      (token) => getExpiry(token) >= startOf(index) && getExpiry(token) < startOf(index + 1),
    ),
  }));
}

/** What the timeline shows, in one sentence. */
export function summarizeMonths(months: readonly Month[]): string {
  const busy = months
    .filter(({ tokens }) => tokens.length > 0)
    .map(({ tokens, long: name }) => `${tokens.length} in ${name}`);
  const total = months.reduce((sum, { tokens }) => sum + tokens.length, 0);
  if (total === 0) return "No token expires within the next twelve months.";
  return `${total} ${total === 1 ? "token expires" : "tokens expire"} within the next twelve months: ${busy.join(", ")}.`;
}
