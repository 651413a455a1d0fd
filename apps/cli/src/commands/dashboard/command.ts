import type { HuntClient } from "@huntkit/core";
import { formatNumber, severitiesWorstFirst } from "@huntkit/toolkit";
import { defineCommand, type JsonSchema } from "../../program/definition.js";
import { stringFlag } from "../../program/flags.js";
import { findReference, resolveReference } from "../record/references.js";

const count: JsonSchema = { type: "integer", minimum: 0 };
const countOrNull: JsonSchema = { type: ["integer", "null"], minimum: 0 };
const countsBySeverity: JsonSchema = {
  type: "object",
  properties: Object.fromEntries(severitiesWorstFirst.map((severity) => [severity, count])),
};

export default defineCommand({
  description:
    "Show the number of agents, target groups, open alerts, files in quarantine, and running tasks of an " +
    "instance, or of an organization. `hunt organization list` shows the numbers of all organizations.",
  options: { organization: stringFlag("name", "Organization to count, by name or ID") },
  examples: [
    { line: "hunt dashboard", does: "Show the numbers of the instance" },
    {
      line: "hunt dashboard --organization 'Lakeside Foods' --json",
      does: "Get the numbers of an organization",
    },
  ],
  schema: {
    title: "Numbers of an instance or of an organization",
    type: "object",
    required: ["agents", "activeAgents", "isolatedAgents", "targetGroups", "openAlerts"],
    properties: {
      agents: count,
      activeAgents: count,
      isolatedAgents: count,
      targetGroups: count,
      openAlerts: countsBySeverity,
      quarantinedFiles: { ...countOrNull, description: "Null for an organization." },
      runningTasks: { ...countOrNull, description: "Null for an organization." },
    },
  },
  async run({ options, getClient, out, signal }) {
    const client = await getClient();
    const reference = findReference("organizationId", {
      type: "string",
      description: "",
      reference: "Organization",
    })!;
    const id =
      options.organization === undefined
        ? undefined
        : await resolveReference(client, reference, options.organization, signal);
    await out.record(await readNumbers(client, id, signal), ({ openAlerts, ...numbers }) => [
      ["Agents", formatNumber(numbers.agents)],
      ["Active", formatNumber(numbers.activeAgents)],
      ["Isolated", formatNumber(numbers.isolatedAgents)],
      ["Target groups", formatNumber(numbers.targetGroups)],
      [
        "Open alerts",
        severitiesWorstFirst
          .map((severity) => `${formatNumber(openAlerts[severity] ?? 0)} ${severity}`)
          .join(", "),
      ],
      [
        "Files in quarantine",
        numbers.quarantinedFiles === null ? null : formatNumber(numbers.quarantinedFiles),
      ],
      ["Running tasks", numbers.runningTasks === null ? null : formatNumber(numbers.runningTasks)],
    ]);
  },
});

/** Counts the records of an instance, or of an organization. Files and tasks have no organization. */
async function readNumbers(
  { agents, targets, alerts, quarantinedFiles, userTasks }: HuntClient,
  organizationId: string | undefined,
  signal: AbortSignal,
) {
  const own = organizationId === undefined ? {} : { organizationId };
  const isWhole = organizationId === undefined;
  const [all, active, isolated, groups, quarantined, running, ...open] = await Promise.all([
    agents.count(own, { signal }),
    agents.count({ ...own, active: true }, { signal }),
    agents.count({ ...own, isolated: true }, { signal }),
    targets.count(own, { signal }),
    isWhole ? quarantinedFiles.count({ status: { regexp: /^quarantined$/i } }, { signal }) : null,
    isWhole ? userTasks.count({ endedOn: null, archived: false }, { signal }) : null,
    ...severitiesWorstFirst.map((severity) =>
      alerts.count({ ...own, severity, archived: false }, { signal }),
    ),
  ]);
  const counted = severitiesWorstFirst.map((severity, index) => [severity, open[index] ?? 0] as const);
  const openAlerts: Readonly<Record<string, number>> = Object.fromEntries(counted);
  return {
    agents: all,
    activeAgents: active,
    isolatedAgents: isolated,
    targetGroups: groups,
    openAlerts,
    quarantinedFiles: quarantined,
    runningTasks: running,
  };
}
