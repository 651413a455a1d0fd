import { dayMs } from "@huntkit/core/internal";

/** Returns the time zone of this machine, for example `Europe/Berlin`. Returns `UTC` if it is not valid. */
export function getTimeZone(): string {
  // Node has no name, or this one, for a time zone that it does not support (variable TZ).
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions() as { timeZone: string | undefined };
  return timeZone === undefined || timeZone === "Etc/Unknown" ? "UTC" : timeZone;
}

/** Formats times in a time zone. */
export interface Calendar {
  readonly timeZone: string;
  /** Returns the day of a time in milliseconds since 1970: `2026-11-23`. */
  readonly getDay: (time: number) => string;
  /** Formats a time in milliseconds since 1970, with its weekday: `Mon 2026-11-23 09:00`. */
  readonly formatTime: (time: number) => string;
}

/** Creates the calendar of a time zone. */
export function createCalendar(timeZone: string): Calendar {
  // The Swedish format is that of ISO 8601.
  const days = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" });
  const hours = new Intl.DateTimeFormat("sv-SE", { timeZone, timeStyle: "short" });
  const getDay = (time: number): string => days.format(time);
  return {
    timeZone,
    getDay,
    formatTime: (time) => `${formatWeekday(getDay(time))} ${hours.format(time)}`,
  };
}

/** Adds the weekday to a day: `Mon 2026-11-23`. */
export function formatWeekday(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).toLocaleDateString("en-US", {
    weekday: "short",
    timeZone: "UTC",
  });
  return `${weekday} ${day}`;
}

/**
 * Returns all days of a period, in order.
 *
 * @param from milliseconds since 1970
 * @param until milliseconds since 1970
 */
export function listDays(from: number, until: number, { getDay }: Calendar): string[] {
  const last = Date.parse(getDay(until));
  const days: string[] = [];
  for (let day = Date.parse(getDay(from)); day <= last; day += dayMs)
    days.push(new Date(day).toISOString().slice(0, 10));
  return days;
}
