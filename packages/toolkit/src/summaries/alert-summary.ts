import { isUnavailable, type Alert, type HuntClient, type Where } from "@huntkit/core";
import { normalizeWhere, parseInstant, reachesAlertArchive, toIso } from "@huntkit/core/internal";
import { createCalendar, listDays, type Calendar } from "./calendar-days.js";
import { combineConditions, type Conditions } from "../lookup.js";
import { severitiesWorstFirst } from "../scans.js";
import {
  countRows,
  formatPeriod,
  orderCounts,
  type Breakdown,
  type CountEntry,
  type Summary,
} from "./summary.js";
import type { AlertDimension } from "./dimensions.js";
import { formatCount, formatNumber } from "../wording.js";

const fields = [
  "severity",
  "createdOn",
  "hostname",
  "targetGroupId",
  "targetGroupName",
  "organizationName",
  "sourceName",
  "sourceType",
  "archived",
] as const;

/** An alert with the properties that a summary requires. */
export type CountedAlert = Pick<Alert, (typeof fields)[number]>;

/** The alerts of a period, and the number of those in the period before. */
export interface AlertsOfPeriod {
  /** Milliseconds since 1970. */
  readonly from: number;
  /** Milliseconds since 1970. */
  readonly until: number;
  readonly alerts: readonly CountedAlert[];
  /** Number of alerts in the period of the same length before `from`. Null if HUNT does not have them. */
  readonly previous: number | null;
}

/**
 * Reads the alerts of a period, only with the properties that a summary requires, and counts those of the period
 * before. The archive is included for the part that it may contain.
 *
 * @param from start of the period, in milliseconds since 1970
 * @param now end of the period, in milliseconds since 1970
 * @throws {HuntInputError} with the input `maxRows` if there are more than 150,000 alerts
 */
export async function readAlerts(
  { alerts }: Pick<HuntClient, "alerts">,
  where: Where<Alert>,
  { from, now }: { readonly from: number; readonly now: number },
  signal: AbortSignal,
): Promise<AlertsOfPeriod> {
  const includeArchive = (condition: Conditions) => ({
    archive: reachesAlertArchive(normalizeWhere(condition), now),
    signal,
  });
  const current = combineConditions({ createdOn: { gte: toIso(from) } }, where);
  return {
    from,
    until: now,
    alerts: await alerts.list({ where: current, fields }, includeArchive(current)).toArray(),
    previous: await countBefore(),
  };

  async function countBefore(): Promise<number | null> {
    const earlier = from - (now - from);
    // HUNT has no alerts from before 1970, and rejects years before 1.
    if (earlier < 0) return null;
    const before = combineConditions({ createdOn: { gte: toIso(earlier), lt: toIso(from) } }, where);
    try {
      return await alerts.count(before, includeArchive(before));
    } catch (error) {
      // Not every user is allowed to read the archive.
      if (isUnavailable(error)) return null;
      throw error;
    }
  }
}

/**
 * Counts alerts by some of their properties.
 *
 * @param timeZone name of the time zone of the days
 */
export function summarizeAlerts(
  period: AlertsOfPeriod,
  by: readonly AlertDimension[],
  timeZone: string,
): Summary {
  const calendar = createCalendar(timeZone);
  return {
    sentences: [describeAlerts(period, calendar), ...comparePeriods(period)],
    counted: "Alerts",
    breakdowns: by.map((dimension) => breakDown(period, dimension, calendar)),
  };
}

function breakDown(
  { from, until, alerts }: AlertsOfPeriod,
  by: AlertDimension,
  calendar: Calendar,
): Breakdown {
  switch (by) {
    case "severity": {
      const counts = countRows(alerts, ({ severity }) => severity);
      return { by, title: "Severity", kind: "parts", counts: orderCounts(counts, severitiesWorstFirst) };
    }
    case "day": {
      // HUNT's clock may advance while the alerts are read.
      const getDay = ({ createdOn }: CountedAlert) => {
        const time = parseInstant(createdOn);
        return time === null ? null : calendar.getDay(Math.min(time, until));
      };
      const counts = orderCounts(countRows(alerts, getDay), listDays(from, until, calendar));
      return { by, title: `Day (${calendar.timeZone})`, kind: "days", counts };
    }
    case "group":
      return { by, title: "Target group", kind: "ranking", counts: countByGroup(alerts) };
    case "host":
      return { by, title: "Host", kind: "ranking", counts: countRows(alerts, ({ hostname }) => hostname) };
    case "rule":
      return {
        by,
        title: "Rule or other source",
        kind: "ranking",
        counts: countRows(alerts, ({ sourceName, sourceType }) => sourceName || sourceType),
      };
  }
}

/** Counts alerts by target group. If groups have the same name, the names of their organizations are added. */
function countByGroup(alerts: readonly CountedAlert[]): CountEntry[] {
  const idsByName = new Map<string, Set<unknown>>();
  for (const { targetGroupName: name, targetGroupId } of alerts)
    if (name) idsByName.set(name, (idsByName.get(name) ?? new Set()).add(targetGroupId));
  return countRows(alerts, ({ targetGroupName: name, targetGroupId, organizationName }) => {
    if (!name) return targetGroupId;
    const isShared = idsByName.get(name)!.size > 1;
    return isShared ? `${name} (${organizationName ?? targetGroupId})` : name;
  });
}

/** Numbers of alerts. */
export interface AlertNumbers {
  readonly alerts: number;
  /** Number of hosts with alerts. */
  readonly hosts: number;
  readonly critical: number;
  /** Number of alerts that are not archived. */
  readonly open: number;
}

/** Counts alerts, their hosts, and those that need attention. */
export function countAlerts(alerts: readonly CountedAlert[]): AlertNumbers {
  return {
    alerts: alerts.length,
    hosts: new Set(alerts.map(({ hostname }) => hostname)).size,
    critical: alerts.filter(({ severity }) => severity === "critical").length,
    open: alerts.filter(({ archived }) => archived === false).length,
  };
}

/** `42 alerts on 7 hosts since Mon 2026-11-23 09:00 (UTC), 3 critical, 30 open`. */
function describeAlerts({ from, alerts }: AlertsOfPeriod, { formatTime, timeZone }: Calendar): string {
  const since = `since ${formatTime(from)} (${timeZone})`;
  const { hosts, critical, open } = countAlerts(alerts);
  if (alerts.length === 0) return `No alerts ${since}`;
  return (
    `${formatCount(alerts.length, "alert")} on ${formatCount(hosts, "host")} ${since}, ` +
    `${formatNumber(critical)} critical, ${formatNumber(open)} open`
  );
}

/** `12 more than in the 7 days before (30)`. */
function comparePeriods({ from, until, alerts, previous }: AlertsOfPeriod): string[] {
  if (previous === null) return [];
  const length = formatPeriod(until - from);
  const before = `in the ${length === "" ? "same time" : length} before`;
  const difference = alerts.length - previous;
  if (difference === 0) return [`As many as ${before}`];
  const change = `${formatNumber(Math.abs(difference))} ${difference > 0 ? "more" : "fewer"}`;
  return [`${change} than ${before} (${formatNumber(previous)})`];
}
