import type { HuntClient } from "@huntkit/core";
import { escapeToSingleLine } from "@huntkit/core/escape";
import { type AssignedPolicy, formatDidYouMean, isUuid, listAssignedPolicies } from "@huntkit/core/internal";
import { AttributeError } from "@huntkit/terraform-plugin";
import { type Holder, listOwnAssignments, showImportId } from "./holder.js";

/**
 * Finds the assignment that an import names: by its ID, otherwise the only one of a policy with this ID or
 * name. With the ID of the organization or location before a slash, this takes one request. Otherwise, it
 * takes a request for each organization and location.
 *
 * @throws {AttributeError} if there is none, or if there are several. The error lists their IDs.
 */
export async function findAssignment(
  client: HuntClient,
  text: string,
  signal: AbortSignal,
): Promise<AssignedPolicy> {
  const [, holderId = "", own = ""] = /^([^/]+)\/([^/]+)$/.exec(text) ?? [];
  const isScoped = isUuid(holderId) && isUuid(own);
  const wanted = isScoped ? own : text.trim();
  const assigned = isScoped
    ? await listOfHolder(client, holderId, signal)
    : await listAssignedPolicies(client, { signal });
  const matches = (["policyAssignmentId", "policyId", "policyName"] as const).map((name) =>
    assigned.filter(({ assignment }) => isSame(assignment[name], wanted)),
  );
  const found = matches.find((rows) => rows.length > 0) ?? [];
  const [match, ...others] = found;
  const shown = escapeToSingleLine(text, 80);
  if (match === undefined) {
    const names = [...new Set(assigned.flatMap(({ assignment }) => assignment.policyName ?? []))];
    throw new AttributeError(
      [],
      "No matching policy assignment found",
      `No policy assignment has the ID "${shown}", or the ID or name of its policy, or the token's user is not ` +
        `allowed to see it. ${adviseOn(wanted, names)}`,
    );
  }
  if (others.length === 0) return match;
  const ids = found.slice(0, 10).map(showImportId).join(", ");
  throw new AttributeError(
    [],
    "Multiple matching policy assignments found",
    `${found.length} are of the policy "${shown}". Use one of these IDs: ${ids}${found.length > 10 ? ", and more" : ""}.`,
  );
}

function adviseOn(wanted: string, names: readonly string[]): string {
  const suggestion = isUuid(wanted)
    ? ""
    : formatDidYouMean(wanted, names, (name) => `"${escapeToSingleLine(name, 80)}"`);
  return suggestion || "The form ORGANIZATION_ID/ASSIGNMENT_ID or LOCATION_ID/ASSIGNMENT_ID is the fastest.";
}

function isSame(value: string | null | undefined, wanted: string): boolean {
  return isUuid(wanted) ? value?.toLowerCase() === wanted.toLowerCase() : value === wanted;
}

/** The ID can be that of an organization or a location. */
async function listOfHolder(client: HuntClient, id: string, signal: AbortSignal): Promise<AssignedPolicy[]> {
  for (const holder of ["organization", "location"] as const) {
    const holding: Holder = { holder, id: id.toLowerCase() };
    const rows = await listOwnAssignments(client, holding, signal);
    if (rows !== null)
      return rows.map((assignment) => ({ holder, holderId: holding.id, holderName: holding.id, assignment }));
  }
  return [];
}
