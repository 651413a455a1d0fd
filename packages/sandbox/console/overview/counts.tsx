import type { JSX } from "preact";
import type { Token } from "../api/tokens.js";
import { Icon } from "../parts/icon.js";
import { bandDays, DAY, expiryOf } from "../tokens/lifetime.js";

/** How many tokens are dead, and how many die within 7, 30 and 90 days; those of a shorter time are among those of a longer one. */
export function Counts({ tokens, now }: { tokens: readonly Token[]; now: number }): JSX.Element {
  const left = tokens.map((token) => expiryOf(token) - now);
  const within = (days: number): number => left.filter((time) => time > 0 && time < days * DAY).length;
  const counts = [
    { band: "expired", name: "Expired", count: left.filter((time) => time <= 0).length },
    { band: "week", name: "Within 7 days", count: within(bandDays.week) },
    { band: "month", name: "Within 30 days", count: within(bandDays.month) },
    { band: "quarter", name: "Within 90 days", count: within(bandDays.quarter) },
  ] as const;
  return (
    <dl class="counts">
      {counts.map(({ band, name, count }) => (
        <div key={band} class={`count ${count === 0 ? "none" : band}`}>
          <dt>
            <Icon name={band} />
            {name}
          </dt>
          <dd>{count}</dd>
        </div>
      ))}
    </dl>
  );
}
