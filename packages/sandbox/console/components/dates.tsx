import type { JSX } from "preact";

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

const units = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

/** Formats a day in UTC, such as `2026-11-24`. */
export function formatDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** Formats a minute in UTC, such as `2026-11-24 13:07 UTC`. */
export function formatMinute(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** A date. Hovering over it shows the time. */
export function Day({ at }: { at: number }): JSX.Element {
  return (
    <time dateTime={new Date(at).toISOString()} title={formatMinute(at)}>
      {formatDay(at)}
    </time>
  );
}

/** A relative time, such as `2 days ago`. Hovering over it shows the exact time. */
export function Ago({ at, now }: { at: number; now: number }): JSX.Element {
  const passed = Math.max(0, now - at);
  const [unit, length] = units.find((entry) => passed >= entry[1]) ?? ["minute", 60_000];
  const text = passed < 60_000 ? "just now" : relative.format(-Math.floor(passed / length), unit);
  return (
    <time dateTime={new Date(at).toISOString()} title={formatMinute(at)}>
      {text}
    </time>
  );
}
