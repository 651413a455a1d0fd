import { reachesAlertArchive, toIso } from "@huntkit/core/internal";
import {
  countAlerts,
  getTimeZone,
  readAlerts,
  summarizeAlerts,
  type AlertDimension,
  type AlertsOfPeriod,
} from "@huntkit/toolkit";
import { combineFilters } from "../../../lists/combine-filters.js";
import { formatCommandLine } from "../../../lists/format-command.js";
import { checkSeveralHosts } from "../../../lists/known-host.js";
import { checkNames, createDoubtWarning } from "../../../lists/known-names.js";
import { readWithinLimit } from "../../../lists/limit-rows.js";
import { readSince } from "../../../lists/list-flags.js";
import { printSummary, toCounts } from "../../../lists/print-summary.js";
import type { Context } from "../../../program/context.js";
import type { ValuesOf } from "../../../program/definition.js";
import { paintSeverity, stateConditions, toAlertConditions, type alertFilters } from "../alert-table.js";
import { toGroupCondition } from "../group-filter.js";

/** The flags of `hunt alert summary`. */
interface SummaryOptions extends ValuesOf<typeof alertFilters> {
  readonly group: string | undefined;
  readonly since: string | undefined;
  readonly state: keyof typeof stateConditions;
  readonly by: readonly AlertDimension[];
  readonly top: number;
}

const defaultSince = "7d";

const defaultDimensions: readonly AlertDimension[] = ["severity", "day", "group", "host"];

/** Counts the alerts of a period, and prints the numbers. */
export async function summarizeAlertsOfPeriod(context: Context<object, SummaryOptions>): Promise<void> {
  const { options, getClient, serverTime, signal } = context;
  const { since = defaultSince, state, severity, host, source, group, where, top } = options;
  const resolveSince = readSince(since, "--since");
  const now = await serverTime();
  const from = Date.parse(resolveSince(now));
  const client = await getClient();
  const conditions = await combineFilters({
    flags: {
      "--state": stateConditions[state],
      "--group": await toGroupCondition(group, context),
      ...toAlertConditions(options),
    },
    where,
  });
  const checkHosts = await checkSeveralHosts(client, host, signal);
  const archive = reachesAlertArchive({ createdOn: { gte: toIso(from) } }, now);
  const lookup = { client, signal, warn: createDoubtWarning(context.out) };
  const checkEmptyNames = await checkNames(
    { route: client.alerts.route, archive, where: conditions },
    lookup,
  );
  const period = await readWithinLimit("alerts", () => readAlerts(client, conditions, { from, now }, signal));
  if (period.alerts.length === 0) {
    await checkHosts();
    await checkEmptyNames();
  }
  const by = options.by.length > 0 ? [...new Set(options.by)] : defaultDimensions;
  const timeZone = getTimeZone();
  const summary = summarizeAlerts(period, by, timeZone);
  const list = formatCommandLine("alert list --all", {
    "--instance": options.instance,
    "--profile": options.profile,
    "--since": since,
    "--state": state,
    "--severity": severity.length > 0 ? severity.join() : undefined,
    "--host": host?.join(),
    "--source": source.length > 0 ? source.join() : undefined,
    "--group": group,
    "--where": where,
  });
  await printSummary(
    summary,
    { ...toNumbers(period), timeZone, by: toCounts(summary) },
    {
      top,
      details: [`Details: ${list}`],
      paint: (dimension, name) => (text, _, colors) =>
        dimension === "severity" ? paintSeverity(text, name, colors) : text,
    },
    context,
  );
}

/** Returns what `--json` prints in addition to the counts. */
function toNumbers(period: AlertsOfPeriod) {
  const { from, until, previous } = period;
  return { since: toIso(from), until: toIso(until), ...countAlerts(period.alerts), previousAlerts: previous };
}
