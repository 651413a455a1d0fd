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
  const listIds = (wanted: AssignedPolicy["holder"]): string[] =>
    own.filter(({ holder }) => holder === wanted).map(({ holderId }) => holderId);
  const or = [
    { organizationId: { inq: listIds("organization") } },
    { locationId: { inq: listIds("location") } },
  ].filter((condition) => Object.values(condition).every(({ inq }) => inq.length > 0));
  const agents = or.length === 0 ? 0 : await client.agents.count({ or }, { signal });
  // A preview shows only the first lines.
  const reach = `${formatCount(agents, "agent")} in the organizations and locations of these assignments:`;
  return { agents, lines: own.length === 0 ? [] : [reach, ...own.map(describeAssignment)] };
}
