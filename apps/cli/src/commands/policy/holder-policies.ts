import type { HuntClient } from "@huntkit/core";
import { wideFlag } from "../../lists/list-flags.js";
import { listSchema } from "../../lists/record-schema.js";
import { readTableView, timeColumn } from "../../lists/time-column.js";
import { defineCommand, type Command } from "../../program/definition.js";
import { recordGroups } from "../record/groups.js";
import { kinds } from "../record/kinds.js";
import { findRecord, recordArgument } from "../record/record-set.js";
import { createAssignmentSchema } from "./assignment-schema.js";

type Holder = "organization" | "location";

type Assignment = Awaited<ReturnType<HuntClient["locations"]["policyAssignments"]>>[number];

const schema = listSchema("Policy assignments", createAssignmentSchema());

const descriptions = {
  organization: "List the policies that are assigned to an organization. Its locations inherit them.",
  location:
    "List the policies of a location. A policy of its own replaces the one of the same kind that it inherits from its organization.",
};

/** Creates the command that lists the policies of an organization or of a location. */
export function createAssignmentsCommand(group: Holder): Command {
  const set = { group, ...recordGroups[group], kind: kinds[group] };
  return defineCommand({
    description: descriptions[group],
    arguments: { [group]: recordArgument(set) },
    options: { wide: wideFlag },
    examples: [
      {
        line: `hunt ${group} policies ${kinds[group].examples.get}`,
        does: `List the policies of ${group === "location" ? "a location" : "an organization"}`,
      },
    ],
    schema,
    async run(context) {
      const { args, getClient, out, signal } = context;
      const client = await getClient();
      const { id } = await findRecord(client, set, args[group]!, signal);
      const holders = group === "location" ? client.locations : client.organizations;
      const assignments = await holders.policyAssignments(id, { signal });
      const view = await readTableView(context);
      await out.list<Assignment>(assignments, [
        { title: "Policy", value: ({ policyName }) => policyName },
        { title: "Type", value: ({ policyType }) => policyType },
        { title: "Device group", value: ({ deviceGroupName }) => deviceGroupName },
        { title: "Assigned to", value: ({ assignedTo }) => assignedTo },
        {
          title: "Replaces",
          value: ({ isOverride, organizationPolicyName }) => (isOverride ? organizationPolicyName : ""),
        },
        { ...timeColumn<Assignment>("Assigned", ({ assignedOn }) => assignedOn, view), isExtra: true },
        { title: "Policy ID", value: ({ policyId }) => policyId, isWhole: true, isExtra: true },
      ]);
      if (assignments.length === 0 && out.format === "human") out.note("No policies found.");
    },
  });
}
