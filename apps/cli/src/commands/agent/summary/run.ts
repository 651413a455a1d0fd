import { toIso } from "@huntkit/core/internal";
import {
  agentDimensions,
  combineConditions,
  countAgents,
  getSilentSince,
  readAgents,
  summarizeAgents,
  type AgentDimension,
  type Conditions,
} from "@huntkit/toolkit";
import { formatCommandLine } from "../../../lists/format-command.js";
import { checkNames, createDoubtWarning } from "../../../lists/known-names.js";
import { readWithinLimit } from "../../../lists/limit-rows.js";
import { printSummary, toCounts } from "../../../lists/print-summary.js";
import type { Context } from "../../../program/context.js";
import { selectAgents, type AgentFilters } from "../agent-filters.js";

/** The flags of `hunt agent summary`. */
interface SummaryOptions extends AgentFilters {
  readonly by: readonly AgentDimension[];
  readonly top: number;
}

/** Counts the agents, and prints the numbers. */
export async function summarizeAgentsOfInstance(context: Context<object, SummaryOptions>): Promise<void> {
  const { options, getClient, serverTime, signal } = context;
  const { host, group, os, where, top } = options;
  const client = await getClient();
  const selection = await selectAgents(client, options, signal);
  const lookup = { client, signal, warn: createDoubtWarning(context.out) };
  const checkEmptyNames = await checkNames({ route: client.agents.route, where: selection.where }, lookup);
  const agents = await readWithinLimit("agents", () => readAgents(client, selection.where, signal));
  if (agents.length === 0) {
    await selection.checkEmpty();
    await checkEmptyNames();
  }
  const now = await serverTime();
  const by = options.by.length > 0 ? [...new Set(options.by)] : agentDimensions;
  const summary = summarizeAgents(agents, by, now);
  const numbers = countAgents(agents, now);
  const silent = { heartbeat: { lt: toIso(getSilentSince(now)) } };
  const formatList = (conditions: Conditions | undefined): string =>
    formatCommandLine("agent list --all", {
      "--instance": options.instance,
      "--profile": options.profile,
      "--host": host?.join(),
      "--group": group,
      "--os": os,
      "--where": conditions,
    });
  const details = [
    `Details: ${formatList(where)}`,
    ...(numbers.silent > 0 ? [`Silent: ${formatList(combineConditions(where, silent))}`] : []),
  ];
  await printSummary(summary, { ...numbers, by: toCounts(summary) }, { top, details }, context);
}
