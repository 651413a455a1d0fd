import { type Agent, type HuntClient, HuntNotFoundError, type Rows } from "@huntkit/core";
import { formatAgentState } from "@huntkit/toolkit";
import { findAgent } from "../pick-agents.js";
import { agentDetailSchema } from "../agent-table.js";
import { formatLocalTime } from "../../../lists/time-column.js";
import { defineCommand } from "../../../program/definition.js";
import { requiredArgument } from "../../../program/flags.js";

export default defineCommand({
  description:
    "Show an agent: its host, its state, its antivirus, when it was last seen, its target group, and its number " +
    "of open alerts.",
  arguments: {
    host: requiredArgument("Host name, IP address, agent ID, or the ID of the device in the RMM"),
  },
  examples: [
    { line: "hunt agent get SRV-LEI-0012", does: "Show the agent of a host" },
    {
      line: "hunt agent get 07ad797c-2622-4850-aa3a-ba5f92749ced",
      does: "Show the agent and the antivirus of a device in the RMM",
    },
  ],
  schema: agentDetailSchema,
  async run({ args, getClient, out, signal }) {
    const client = await getClient();
    const agent = await readAgentDetails(client, await findAgent(client, args.host, signal), signal);
    const open =
      out.format === "human"
        ? await Promise.all([
            client.alerts.count({ agentId: agent.id, archived: false }, { signal }),
            agent.locationName ?? readGroupName(client, agent.locationId, signal),
          ])
        : null;
    await out.record(agent, ({ hostname, ipstring, os, version, heartbeat, organizationName, id }) => [
      ["Host", hostname],
      ["Address", ipstring],
      ["State", formatAgentState(agent)],
      ["System", os],
      ["Agent version", version],
      ["Last seen", formatLocalTime(heartbeat)],
      ["Antivirus", describeAntivirus(agent)],
      ["Definitions", describeDefinitions(agent)],
      ["Antivirus scan", describeAntivirusScan(agent)],
      ["Organization", organizationName],
      ["Target group", open?.[1]],
      ["Open alerts", open && String(open[0])],
      ["ID", id],
    ]);
  },
});

/** Returns the details of an agent, or the agent itself if this instance has none. */
export async function readAgentDetails(
  { agentDetails }: HuntClient,
  agent: Agent,
  signal: AbortSignal,
): Promise<Rows.AgentDetail> {
  return agentDetails.get(agent.id, { signal }).catch((error: unknown) => {
    if (error instanceof HuntNotFoundError) return agent;
    throw error;
  });
}

function describeAntivirus({ dattoAvEnabled, hasAvLicense, eppData }: Rows.AgentDetail): string | null {
  const { enabled = dattoAvEnabled, data } = eppData?.dattoav ?? {};
  if (enabled === null || enabled === undefined) return null;
  if (!enabled) return hasAvLicense === false ? "off, no license" : "off";
  const problems = [
    ...(data?.connected === false ? ["not connected"] : []),
    ...(data?.engineReady === false ? ["engine not ready"] : []),
    ...(data?.rebootRequired ? ["restart required"] : []),
  ];
  return ["on", ...(data?.engineVersion ? [`engine ${data.engineVersion}`] : []), ...problems].join(", ");
}

function describeDefinitions({ eppData }: Rows.AgentDetail): string {
  const { vdfVersion, vdfReleaseDate } = eppData?.dattoav?.data ?? {};
  return [vdfVersion, vdfReleaseDate].filter(Boolean).join(", ");
}

function describeAntivirusScan({ lastAvScanTime, lastAvScanType, scanStatus }: Rows.AgentDetail): string {
  return [formatLocalTime(lastAvScanTime), lastAvScanType, scanStatus].filter(Boolean).join(", ");
}

/** The location of an agent has the ID of its target group (observed on live instances). */
async function readGroupName(
  { targets }: HuntClient,
  locationId: string | null | undefined,
  signal: AbortSignal,
): Promise<string | null> {
  if (!locationId) return null;
  const target = await targets.list({ where: { id: locationId }, fields: ["name"] }, { signal }).first();
  return target?.name ?? locationId;
}
