import type { JSX } from "preact";

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

const units = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

/** A day in UTC, such as `2026-11-24`. */
export function formatDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** A minute in UTC, such as `2026-11-24 13:07 UTC`. */
export function formatMinute(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** A date that shows its day, and its minute on hovering. */
export function Day({ at }: { at: number }): JSX.Element {
  return (
    <time dateTime={new Date(at).toISOString()} title={formatMinute(at)}>
      {formatDay(at)}
    </time>
  );
}

/** How long ago something was, such as `2 days ago`; the minute shows on hovering. */
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
