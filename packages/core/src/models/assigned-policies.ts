import type { PolicyAssignment } from "@huntkit/catalog";
import type { HuntClient } from "../client.js";
import { callKeys, type CallOptions } from "../http/request.js";
import { HuntNotFoundError } from "../errors/request-errors.js";
import { requireKnownKeys } from "../errors/require-known-keys.js";
import { runConcurrently } from "../run-concurrently.js";

/** Number of organizations or locations whose assignments are read at a time. */
const width = 4;

/** An assignment, and the organization or the location that has it. */
export interface AssignedPolicy {
  readonly holder: "organization" | "location";
  readonly holderId: string;
  readonly holderName: string;
  readonly assignment: PolicyAssignment;
}

/**
 * Returns whether an assignment in the list of a location is its own, and not inherited from its organization
 * (read by a client that runs against live instances).
 */
export function isOwnAssignment({ isOverride, assignedTo }: PolicyAssignment): boolean {
  return isOverride === true || !/^org(anization)?$/i.test(assignedTo ?? "org");
}

/**
 * Returns the assignments of all organizations and locations, without inherited ones. HUNT has no list of
 * them, so this takes a request for each organization and location.
 */
export async function listAssignedPolicies(
  client: Pick<HuntClient, "organizations" | "locations">,
  options: CallOptions = {},
): Promise<AssignedPolicy[]> {
  const { signal } = requireKnownKeys(options, callKeys);
  const [organizations, locations] = await Promise.all([
    client.organizations.list({ fields: ["id", "name"] }, { signal }).toArray(),
    client.locations.list({ fields: ["id", "name"] }, { signal }).toArray(),
  ]);
  const holders = [
    ...organizations.map((row) => ({ holder: "organization" as const, row })),
    ...locations.map((row) => ({ holder: "location" as const, row })),
  ];
  const lists = await runConcurrently(
    holders,
    width,
    async ({ holder, row: { id, name } }, end): Promise<AssignedPolicy[]> => {
      const rows = holder === "organization" ? client.organizations : client.locations;
      const assignments = await rows.policyAssignments(id, { signal: end }).catch((error: unknown) => {
        // It may be deleted after the list was read.
        if (error instanceof HuntNotFoundError) return [];
        throw error;
      });
      return assignments
        .filter((assignment) => holder === "organization" || isOwnAssignment(assignment))
        .map((assignment) => ({ holder, holderId: id, holderName: name ?? id, assignment }));
    },
    signal,
  );
  return lists.flat();
}
