import { policyAssignment } from "@huntkit/catalog";
import type { PolicyAssignment } from "@huntkit/core";
import { describeAssumedWrites } from "@huntkit/toolkit";
import { defineCommand } from "../../../program/definition.js";
import { CommandError } from "../../../program/errors.js";
import { findRecord, recordArgument } from "../../record/record-set.js";
import { getProperty, getRecordName } from "../../record/record-view.js";
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
    "Assign a policy to the devices of an organization or a location. It replaces the policy of the same " +
    "kind that these devices have there. The command shows that policy and asks for confirmation. " +
    describeAssumedWrites(policyAssignment),
  arguments: { policy: recordArgument(policySet) },
  options: assigneeFlags,
  examples: [
    {
      line: "hunt policy assign Ransomware --organization 'Lakeside Foods' --device-group Kiosks",
      does: "Assign a policy to the devices of a group in an organization",
    },
    {
      line: "hunt policy assign 'Antivirus, strict' --location 'Lyon servers'",
      does: "Assign a policy to a location instead of the one that it inherits",
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
    const deviceGroupId = assignee.deviceGroup?.id ?? null;
    const isForDevices = (row: PolicyAssignment): boolean => (row.deviceGroupId ?? null) === deviceGroupId;
    const before = (await listOwnAssignments(assignee, signal)).filter(isForDevices);
    const existing = before.find(({ policyId }) => policyId === policy.id);
    if (existing !== undefined) {
      if (out.format !== "human") await out.data(existing);
      out.note(`The policy ${name} is already assigned to ${place}.`);
      return;
    }
    const type = getProperty(policy, "type");
    const replaced = before.find(({ policyType }) => typeof type === "string" && policyType === type);
    const isOff = getProperty(policy, "disabled") === true || getProperty(policy, "active") === false;
    await confirm(`Assign the policy ${name} to ${place} at ${client.instance.name}`, [
      ...(replaced === undefined ? [] : [`replaces ${replaced.policyName ?? replaced.policyId}`]),
      ...(isOff ? ["the policy is turned off"] : []),
    ]);
    const assigned = { policyId: policy.id, deviceGroupId };
    const assignmentId = replaced?.policyAssignmentId;
    if (typeof assignmentId === "string")
      await assignee.collection.changePolicyAssignment(assignee.id, assignmentId, assigned, { signal });
    else await assignee.collection.assignPolicy(assignee.id, assigned, { signal });
    const after = (await listOwnAssignments(assignee, signal)).filter(isForDevices);
    const made = after.find(({ policyId }) => policyId === policy.id);
    if (made === undefined)
      throw new CommandError(
        `HUNT accepted the request, but does not list the policy ${name} for ${place}.`,
        "Check the policies in HUNT's web console. If your instance uses another request, set HUNT_ACTION_ROUTES.",
      );
    if (out.format !== "human") await out.data(made);
    out.note(`✓ Assigned the policy ${name} to ${place}.`);
  },
});
