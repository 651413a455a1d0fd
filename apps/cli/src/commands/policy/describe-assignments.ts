import type { HuntClient } from "@huntkit/core";
import type { AssignedPolicy } from "@huntkit/core/internal";

/** Describes an assignment in a line: `Antivirus for Kiosks of the location Lyon servers`. */
function describeAssignment({ holder, holderName, assignment }: AssignedPolicy): string {
  const { policyName, policyId, deviceGroupId, deviceGroupName } = assignment;
  const group = deviceGroupName ?? deviceGroupId;
  const devices = group === null || group === undefined ? "" : ` for ${group}`;
  return `${policyName ?? policyId}${devices} of the ${holder} ${holderName}`;
}

/** Returns what HUNT might remove with a policy or a device group: its assignments, one per line. */
export async function describeAssignments(
  client: HuntClient,
  match: { readonly policyId?: string; readonly deviceGroupId?: string },
  signal: AbortSignal,
): Promise<string[]> {
  const { listAssignedPolicies } = await import("@huntkit/core/internal");
  const assigned = await listAssignedPolicies(client, { signal });
  return assigned
    .filter(({ assignment }) =>
      Object.entries(match).every(([name, id]) => assignment[name as keyof typeof match] === id),
    )
    .map(describeAssignment);
}
