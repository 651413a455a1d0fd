import { policyAssignment } from "@huntkit/catalog";
import { describeAssumedWrites } from "@huntkit/toolkit";
import { pickOne } from "../../../lists/pick-one.js";
import { defineCommand } from "../../../program/definition.js";
import { CommandError } from "../../../program/errors.js";
import { findRecord, recordArgument } from "../../record/record-set.js";
import { getRecordName } from "../../record/record-view.js";
import {
  assigneeFlags,
  describeAssignee,
  findAssignee,
  listOwnAssignments,
  policySet,
  requireOneHolder,
} from "../assignee.js";
import { createAssignmentSchema } from "../assignment-schema.js";

export default defineCommand({
  description:
    "Remove a policy from the devices of an organization or a location. The policy itself remains. The " +
    `command asks for confirmation. ${describeAssumedWrites(policyAssignment)}`,
  arguments: { policy: recordArgument(policySet) },
  options: assigneeFlags,
  examples: [
    {
      line: "hunt policy unassign Antivirus --organization 'Meridian Clinics'",
      does: "Remove a policy from an organization and its locations",
    },
  ],
  schema: createAssignmentSchema(),
  asks: true,
  async run({ args, options, getClient, out, confirm, signal }) {
    requireOneHolder(options);
    const client = await getClient();
    const policy = await findRecord(client, policySet, args.policy, signal);
    const name = getRecordName(policy, policySet.kind);
    const assignee = await findAssignee(client, options, signal);
    const place = describeAssignee(assignee);
    const { deviceGroup, holder, id } = assignee;
    const own = (await listOwnAssignments(assignee, signal)).filter(({ policyId }) => policyId === policy.id);
    const found = own.filter((row) => (row.deviceGroupId ?? null) === (deviceGroup?.id ?? null));
    if (found.length === 0)
      throw createMissingError(
        name,
        place,
        own.map(({ deviceGroupName }) => deviceGroupName),
      );
    const row = pickOne(
      found,
      name,
      "assignment",
      ({ policyAssignmentId }) => String(policyAssignmentId),
      "",
    );
    if (typeof row.policyAssignmentId !== "string")
      throw new CommandError(`HUNT does not return the ID of the assignment of ${name} to ${place}.`);
    await confirm(
      `Remove the policy ${name} from ${place} at ${client.instance.name}`,
      holder === "location" && row.organizationPolicyName
        ? [`then ${row.organizationPolicyName} of its organization applies`]
        : [],
    );
    await assignee.collection.removePolicyAssignment(id, row.policyAssignmentId, { signal });
    if (out.format !== "human") await out.data(row);
    out.note(`✓ Removed the policy ${name} from ${place}.`);
  },
});

/** @param groups the names of the device groups that have the policy. Null for all other devices. */
function createMissingError(
  name: string,
  place: string,
  groups: readonly (string | null | undefined)[],
): CommandError {
  const named = groups.filter((group) => typeof group === "string");
  const message = `The policy ${name} is not assigned to ${place}.`;
  if (named.length > 0)
    return new CommandError(
      message,
      `It is assigned to device groups there. Add --device-group '${named[0]}'.`,
      1,
      "CLI_NOT_FOUND",
    );
  const advice =
    "Run `hunt policy assignments` to list what it is assigned to. A location inherits policies from its organization.";
  return new CommandError(message, advice, 1, "CLI_NOT_FOUND");
}
