import { HuntNotFoundError, type HuntClient, type PolicyAssignment } from "@huntkit/core";
import { escapeToSingleLine } from "@huntkit/core/escape";
import { type AssignedPolicy, isOwnAssignment } from "@huntkit/core/internal";
import type { ValidateContext } from "@huntkit/terraform-plugin";

/** What has a policy assigned: an organization or a location. */
export interface Holder {
  readonly holder: "organization" | "location";
  readonly id: string;
}

/** The attributes of an assignment. */
export interface AssignmentState {
  id: string;
  policy_id: string;
  device_group_id: string | null;
  organization_id: string | null;
  location_id: string | null;
}

/** Returns the organization or the location of an assignment. Validation requires exactly one of them. */
export function toHolder({
  organization_id: organization,
  location_id: location,
}: Pick<AssignmentState, "organization_id" | "location_id">): Holder {
  return organization === null
    ? { holder: "location", id: String(location) }
    : { holder: "organization", id: organization };
}

/** Reports an error unless exactly one of the attributes of the holder is set, or could be. */
export function checkHolder(
  {
    organization_id: organization,
    location_id: location,
  }: { organization_id: unknown; location_id: unknown },
  { addError }: Pick<ValidateContext, "addError">,
): void {
  if (organization === null && location === null)
    addError(["organization_id"], "Missing required argument", "Set organization_id or location_id.");
  else if (typeof organization === "string" && typeof location === "string")
    addError(["location_id"], "Conflicting arguments", "Set only one of organization_id and location_id.");
}

/** Returns the collection of a holder, which writes its assignments. */
export function openHolder(
  { organizations, locations }: HuntClient,
  { holder }: Holder,
): HuntClient["organizations"] | HuntClient["locations"] {
  return holder === "organization" ? organizations : locations;
}

/** Returns the assignments of a holder without inherited ones. Null if the holder does not exist. */
export async function listOwnAssignments(
  client: HuntClient,
  holder: Holder,
  signal: AbortSignal,
): Promise<PolicyAssignment[] | null> {
  try {
    const rows = await openHolder(client, holder).policyAssignments(holder.id, { signal });
    return holder.holder === "organization" ? rows : rows.filter(isOwnAssignment);
  } catch (error) {
    if (error instanceof HuntNotFoundError) return null;
    throw error;
  }
}

/**
 * Returns the state of an assignment.
 *
 * @param known the values that HUNT might not return
 */
export function toAssignmentState(
  { policyAssignmentId, policyId, deviceGroupId = null }: PolicyAssignment,
  { holder, id }: Holder,
  known: Pick<AssignmentState, "id" | "policy_id"> = { id: "", policy_id: "" },
): AssignmentState {
  return {
    id: policyAssignmentId ?? known.id,
    policy_id: policyId ?? known.policy_id,
    device_group_id: deviceGroupId,
    organization_id: holder === "organization" ? id : null,
    location_id: holder === "location" ? id : null,
  };
}

/** Returns the string for an import of an assignment that costs one request. */
export function formatImportId(holderId: string, assignmentId: string): string {
  return `${holderId}/${assignmentId}`;
}

/** Returns the string of {@link formatImportId} for a message. */
export function showImportId({
  holderId,
  assignment,
}: Pick<AssignedPolicy, "holderId" | "assignment">): string {
  return escapeToSingleLine(formatImportId(holderId, String(assignment.policyAssignmentId)), 160);
}
