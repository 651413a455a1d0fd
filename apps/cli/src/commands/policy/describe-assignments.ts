import type { HuntClient } from "@huntkit/core";
import { formatCount } from "@huntkit/toolkit";
import type { AffectedContents } from "../../lists/affected-agents.js";
import type { AssignedPolicy } from "@huntkit/core/internal";

/** Describes an assignment in a line: `Antivirus for Kiosks of the location Lyon servers`. */
function describeAssignment({ holder, holderName, assignment }: AssignedPolicy): string {
  const { policyName, policyId, deviceGroupId, deviceGroupName } = assignment;
  const group = deviceGroupName ?? deviceGroupId;
  const devices = group === null || group === undefined ? "" : ` for ${group}`;
  return `${policyName ?? policyId}${devices} of the ${holder} ${holderName}`;
}

/** Number of IDs in a condition. UUIDs then take about 2.5 kB of a URL, and servers accept 8 kB and more. */
const maxIds = 50;

const deviceGroupNote =
  "The number can be too high: HUNT does not list the agents of a device group, so all agents of the organizations " +
  "and locations count.";

/**
 * Returns the assignments of a policy or a device group, and the agents of their organizations and locations. HUNT might
 * remove the assignments with the record. It does not list the devices of a device group, so fewer agents might be
 * affected.
 */
export async function readAssignments(
  client: HuntClient,
  match: { readonly policyId?: string; readonly deviceGroupId?: string },
  signal: AbortSignal,
): Promise<AffectedContents> {
  const { listAssignedPolicies } = await import("@huntkit/core/internal");
  const assigned = await listAssignedPolicies(client, { signal });
  const own = assigned.filter(({ assignment }) =>
    Object.entries(match).every(([name, id]) => assignment[name as keyof typeof match] === id),
  );
  if (own.length === 0) return { agents: 0, lines: [] };
  const agents = await countAgents(client, own, signal);
  const hasDeviceGroup = own.some(({ assignment }) => typeof assignment.deviceGroupId === "string");
  // A preview shows only the first lines.
  const reach = `${formatCount(agents, "agent")} in the organizations and locations of these assignments:`;
  return {
    agents,
    lines: [reach, ...own.map(describeAssignment)],
    ...(hasDeviceGroup && { note: deviceGroupNote }),
  };
}

/** Counts the agents of the organizations, and of the locations that do not belong to one of them. */
async function countAgents(
  client: HuntClient,
  assigned: readonly AssignedPolicy[],
  signal: AbortSignal,
): Promise<number> {
  const listIds = (wanted: AssignedPolicy["holder"]): string[] => [
    ...new Set(assigned.filter(({ holder }) => holder === wanted).map(({ holderId }) => holderId)),
  ];
  const organizationIds = new Set(listIds("organization"));
  const where = { id: { inq: listIds("location") } };
  const locations =
    where.id.inq.length === 0
      ? []
      : await client.locations.list({ where, fields: ["id", "organizationId"] }, { signal }).toArray();
  const others = locations.filter(({ organizationId }) => !organizationIds.has(organizationId ?? ""));
  const conditions = [
    ...splitIds([...organizationIds]).map((inq) => ({ organizationId: { inq } })),
    ...splitIds(others.map(({ id }) => id)).map((inq) => ({ locationId: { inq } })),
  ];
  let agents = 0;
  for (const condition of conditions) agents += await client.agents.count(condition, { signal });
  return agents;
}

function splitIds(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / maxIds) }, (_, part) =>
    ids.slice(part * maxIds, (part + 1) * maxIds),
  );
}
