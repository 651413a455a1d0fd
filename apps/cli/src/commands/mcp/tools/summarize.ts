import {
  agentDimensions,
  alertDimensions,
  countAgents,
  countAlerts,
  groupNeighbors,
  limitCounts,
  readAgents,
  readAlerts,
  summarizeAgents as countBy,
  summarizeAlerts as countPeriodBy,
  type Breakdown,
  type CountEntry,
  type Summary,
} from "@huntkit/toolkit";
import { reachesAlertArchive, toIso } from "@huntkit/core/internal";
import * as z from "zod/mini";
import { checkSeveralHosts } from "../../../lists/known-host.js";
import { checkNames } from "../../../lists/known-names.js";
import { readWithinLimit } from "../../../lists/limit-rows.js";
import { readSince } from "../../../lists/list-flags.js";
import { agentCountProperties, alertCountProperties } from "../../../lists/summary-schema.js";
import { selectAgents } from "../../agent/agent-filters.js";
import { described, withDefault, words } from "../inputs.js";
import { toNameLookup } from "../list-rows.js";
import { defineTool } from "../tool.js";
import { agentInputs } from "./read-agents.js";
import { alertInputs, stateInput, toAlertCondition } from "./select-alerts.js";

const top = described(
  withDefault(z.int().check(z.minimum(1), z.maximum(100)), 10),
  "Maximum number of hosts, groups, and other names to return. The rest is one count",
);

/** Maximum number of counts of days. */
const maxDays = 100;

/**
 * Returns the counts of a summary by dimension, with the highest ones of each ranking. In a long period, each count of
 * `day` covers several days, and has the name of the first one.
 */
function toCounts({ breakdowns }: Summary, max: number): Record<string, readonly CountEntry[]> {
  return Object.fromEntries(breakdowns.map((breakdown) => [breakdown.by, limitBreakdown(breakdown, max)]));
}

function limitBreakdown({ counts, kind }: Breakdown, max: number): readonly CountEntry[] {
  if (kind === "ranking") return limitCounts(counts, max);
  return kind === "days" ? groupDays(counts) : counts;
}

function groupDays(days: readonly CountEntry[]): readonly CountEntry[] {
  const known = days.filter(({ name }) => name !== null);
  const unknown = days.filter(({ name }) => name === null);
  const numbers = known.map(({ count }) => count);
  const { counts, size } = groupNeighbors(numbers, maxDays);
  return [...counts.map((count, at) => ({ name: known[at * size]!.name, count })), ...unknown];
}

export const summarizeAlerts = defineTool({
  name: "summarize_alerts",
  title: "Count alerts",
  description:
    "Count the alerts of a period by severity, day (UTC), target group, host, and rule, and compare their number with the period " +
    `before. If the period has more than ${maxDays} days, each count of days covers several, from the day in its name. ` +
    "Use it before list_alerts.",
  command: "alert summary",
  input: z.strictObject({
    ...alertInputs,
    since: described(
      withDefault(z.string().check(z.minLength(1)), "7d"),
      "Start of the period: 24h, 7d, or an ISO 8601 time",
    ),
    state: stateInput("all"),
    by: words(alertDimensions, "What to count by. Default: all of these"),
    top,
  }),
  output: alertCountProperties,
  async run({ since, by = alertDimensions, top: max, ...selection }, call) {
    const { client, signal } = call;
    const resolveSince = readSince(since, "since");
    const now = await call.readTime();
    const from = Date.parse(resolveSince(now));
    const where = await toAlertCondition(selection, call);
    const checkHosts = await checkSeveralHosts(client, selection.host, signal);
    const archive = reachesAlertArchive({ createdOn: { gte: toIso(from) } }, now);
    const checkEmptyNames = await checkNames(
      { route: client.alerts.route, archive, where },
      toNameLookup(call),
    );
    const period = await readWithinLimit("alerts", () => readAlerts(client, where, { from, now }, signal));
    if (period.alerts.length === 0) {
      await checkHosts();
      await checkEmptyNames();
    }
    return {
      summary: `Numbers of alerts at ${client.instance.name}.`,
      data: {
        since: toIso(period.from),
        until: toIso(period.until),
        ...countAlerts(period.alerts),
        previousAlerts: period.previous,
        by: toCounts(countPeriodBy(period, by, "UTC"), max),
      },
    };
  },
});

export const summarizeAgents = defineTool({
  name: "summarize_agents",
  title: "Count agents",
  description:
    "Count agents by state, operating system, version, target group, and last contact. Use it before list_agents.",
  command: "agent summary",
  input: z.strictObject({
    ...agentInputs,
    by: words(agentDimensions, "What to count by. Default: all of these"),
    top,
  }),
  output: agentCountProperties,
  async run({ host, group, os = [], where, by = agentDimensions, top: max }, call) {
    const { client, signal } = call;
    const selected = await selectAgents(client, { host, group, os, where }, signal);
    const list = { route: client.agents.route, where: selected.where };
    const checkEmptyNames = await checkNames(list, toNameLookup(call));
    const agents = await readWithinLimit("agents", () => readAgents(client, selected.where, signal));
    if (agents.length === 0) {
      await selected.checkEmpty();
      await checkEmptyNames();
    }
    const now = await call.readTime();
    return {
      summary: `Numbers of agents at ${client.instance.name}.`,
      data: { ...countAgents(agents, now), by: toCounts(countBy(agents, by, now), max) },
    };
  },
});
