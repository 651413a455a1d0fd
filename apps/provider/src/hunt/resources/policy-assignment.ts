import * as catalog from "@huntkit/catalog";
import { HuntNotFoundError, models, type PolicyAssignment } from "@huntkit/core";
import { escapeToSingleLine } from "@huntkit/core/escape";
import { listAssignedPolicies } from "@huntkit/core/internal";
import {
  type Attributes,
  AttributeError,
  type Context,
  defineResource,
  isUnknown,
  PartialStateError,
  string,
} from "@huntkit/terraform-plugin";
import { describeAssumedWrites } from "@huntkit/toolkit";
import type { Connection } from "../connection.js";
import { explain } from "../explain.js";
import { settableAttributes } from "../model/catalog-attributes.js";
import { checkReferences } from "../model/check-references.js";
import { common } from "../model/definition.js";
import type { Exportable } from "../model/exportable.js";
import { withGrace } from "../model/grace.js";
import { referTo } from "../model/validators.js";
import { findAssignment } from "../policy-assignment/find-assignment.js";
import {
  type AssignmentState,
  checkHolder,
  formatImportId,
  listOwnAssignments,
  openHolder,
  showImportId,
  toAssignmentState,
  toHolder,
} from "../policy-assignment/holder.js";

const oneHolder = "Exactly one of `organization_id` and `location_id` is required.";

const attributes = {
  ...common,
  ...settableAttributes(catalog.policyAssignment),
  organization_id: string({
    optional: true,
    requiresReplace: true,
    description: `ID of the organization. Its locations inherit the policy. ${oneHolder}`,
    ...referTo("hunt_organization"),
  }),
  location_id: string({
    optional: true,
    requiresReplace: true,
    description: `ID of the location. ${oneHolder}`,
    ...referTo("hunt_location"),
  }),
} satisfies Attributes;

const resource = defineResource<Connection, typeof attributes>({
  name: "hunt_policy_assignment",
  description:
    "Manages the assignment of a policy to the devices of an organization or a location. HUNT applies one " +
    "policy of each kind to a device: that of its device group before that of all devices, and that of its " +
    "location before that of its organization. To replace an assignment that was created in HUNT's web " +
    "console, import it, and change `policy_id`. Requires the token of an admin. " +
    describeAssumedWrites(catalog.policyAssignment),
  attributes,
  identity: "id",
  explain: (error) => explain(error),
  validate: checkHolder,
  async plan(input) {
    // A policy or device group that is created in this run may replace one, and HUNT might remove the
    // assignments of that.
    for (const name of ["policy_id", "device_group_id"] as const)
      if (input.prior && isUnknown(input.planned[name])) input.requiresReplace.push([name]);
    await checkReferences(attributes, input);
  },
  create: (planned, _config, context) =>
    withGrace(context, async (patient) => {
      const { client, signal } = { client: patient.client.client, signal: patient.signal };
      const holder = toHolder(planned);
      await requireFreeSlot(planned, null, patient);
      const { policyAssignmentId } = await openHolder(client, holder).assignPolicy(
        holder.id,
        { policyId: planned.policy_id, deviceGroupId: planned.device_group_id },
        { signal },
      );
      const known = policyAssignmentId === null ? null : toState(planned, policyAssignmentId);
      try {
        return await readWritten(known?.id ?? null, planned, patient);
      } catch (error) {
        throw known === null ? error : new PartialStateError({ ...known }, error);
      }
    }),
  async read(state, { client: { client }, signal }) {
    const holder = toHolder(state);
    const row = findById(await listOwnAssignments(client, holder, signal), state.id);
    return row ? toAssignmentState(row, holder, state) : null;
  },
  async update(planned, prior, _config, context) {
    const { client: connection, signal } = context;
    const holder = toHolder(prior);
    await requireFreeSlot(planned, prior.id, context);
    await openHolder(connection.client, holder).changePolicyAssignment(
      holder.id,
      prior.id,
      { policyId: planned.policy_id, deviceGroupId: planned.device_group_id },
      { signal },
    );
    return readWritten(prior.id, planned, context);
  },
  async delete(state, { client: { client }, signal }) {
    const holder = toHolder(state);
    try {
      await openHolder(client, holder).removePolicyAssignment(holder.id, state.id, { signal });
    } catch (error) {
      if (!(error instanceof HuntNotFoundError)) throw error;
      // A proxy or another server can also return 404, although the assignment still exists.
      if (findById(await listOwnAssignments(client, holder, signal), state.id)) throw error;
    }
  },
  async import(text, { client: { client }, signal }) {
    const { holder, holderId, assignment } = await findAssignment(client, text, signal);
    return toAssignmentState(assignment, { holder, id: holderId });
  },
});

/** The resource `hunt_policy_assignment`. */
export const policyAssignment: Exportable = {
  resource,
  async readAll({ client: { client }, signal }) {
    const assigned = await listAssignedPolicies(client, { signal });
    const states = assigned
      .filter(({ assignment }) => typeof assignment.policyAssignmentId === "string")
      .map((each) => ({ ...toAssignmentState(each.assignment, { holder: each.holder, id: each.holderId }) }));
    return { states, builtInCount: 0 };
  },
  toImportId: (state) => {
    const assigned = state as unknown as AssignmentState;
    return formatImportId(toHolder(assigned).id, assigned.id);
  },
};

type Wanted = Omit<AssignmentState, "id">;

function toState(wanted: Wanted, id: string): AssignmentState {
  const { policy_id, device_group_id, organization_id, location_id } = wanted;
  return { id, policy_id, device_group_id, organization_id, location_id };
}

function findById(rows: readonly PolicyAssignment[] | null, id: string): PolicyAssignment | undefined {
  return rows?.find(({ policyAssignmentId }) => policyAssignmentId?.toLowerCase() === id.toLowerCase());
}

/** Returns whether an assignment is for the same devices of its organization or location. */
function isForDevices(
  { deviceGroupId = null }: PolicyAssignment,
  { device_group_id: group }: Wanted,
): boolean {
  return deviceGroupId === group;
}

/**
 * Requires that no other policy of the same kind is assigned to the same devices, because HUNT applies only
 * one, and does not document which.
 *
 * @param ownId ID of the assignment that changes. Null for a new one.
 */
async function requireFreeSlot(
  wanted: Wanted,
  ownId: string | null,
  { client: { client, reads }, signal }: Context<Connection>,
): Promise<void> {
  const holder = toHolder(wanted);
  const [rows, [policy]] = await Promise.all([
    listOwnAssignments(client, holder, signal),
    reads.forModel(models.policies).find("id", wanted.policy_id, signal),
  ]);
  const other = rows
    ?.filter((row) => row.policyAssignmentId !== ownId && isForDevices(row, wanted))
    .find(
      ({ policyId, policyType }) =>
        policyId === wanted.policy_id || (policyType && policyType === policy?.type),
    );
  if (other === undefined) return;
  const name = escapeToSingleLine(other.policyName ?? String(other.policyId), 80);
  throw new AttributeError(
    ["policy_id"],
    other.policyId === wanted.policy_id
      ? "This policy assignment already exists"
      : "Another policy of this kind is assigned",
    `The policy "${name}" is already assigned to these devices, and HUNT applies only one policy of a kind. Import ` +
      `that assignment (ID ${showImportId({ holderId: holder.id, assignment: other })}), or remove it. If it is in ` +
      "the state under another address, use a moved block.",
  );
}

/** Reads an assignment after a write. HUNT might accept a request without storing anything. */
async function readWritten(
  id: string | null,
  wanted: Wanted,
  { client: { client }, signal }: Context<Connection>,
): Promise<AssignmentState> {
  const holder = toHolder(wanted);
  const rows = await listOwnAssignments(client, holder, signal);
  const isWanted = (row: PolicyAssignment): boolean =>
    row.policyId === wanted.policy_id && isForDevices(row, wanted);
  const row = id === null ? rows?.find(isWanted) : findById(rows, id);
  if (row === undefined || !isWanted(row))
    throw new AttributeError(
      [],
      "HUNT did not store the policy assignment",
      "HUNT accepted the request, but its list does not contain the assignment. HUNT does not document this " +
        "request, so this instance might use another one. Check the policies in HUNT's web console.",
    );
  return toAssignmentState(row, holder, { id: String(id), policy_id: wanted.policy_id });
}
