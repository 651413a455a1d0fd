import { wideFlag } from "../../../lists/list-flags.js";
import { listSchema } from "../../../lists/record-schema.js";
import { readTableView, timeColumn } from "../../../lists/time-column.js";
import { defineCommand } from "../../../program/definition.js";
import { findRecord, recordArgument } from "../../record/record-set.js";
import { policySet } from "../assignee.js";
import { createAssignmentSchema } from "../assignment-schema.js";

const text = { type: "string" };
const schema = listSchema(
  "Assignments of a policy",
  createAssignmentSchema({
    holder: { enum: ["organization", "location"], description: "What the policy is assigned to." },
    holderId: { ...text, description: "ID of the organization or the location." },
    holderName: { ...text, description: "Name of the organization or the location." },
  }),
);

export default defineCommand({
  description:
    "List the organizations and locations that a policy is assigned to, without locations that inherit it. " +
    "HUNT has no list of them, so the command sends a request for each organization and location.",
  arguments: { policy: recordArgument(policySet) },
  options: { wide: wideFlag },
  examples: [{ line: "hunt policy assignments Ransomware", does: "List what a policy is assigned to" }],
  schema,
  async run(context) {
    const { args, getClient, out, signal } = context;
    const client = await getClient();
    const { id } = await findRecord(client, policySet, args.policy, signal);
    const { listAssignedPolicies } = await import("@huntkit/core/internal");
    const assigned = await listAssignedPolicies(client, { signal });
    const rows = assigned
      .filter(({ assignment }) => assignment.policyId === id)
      .map(({ assignment, ...holder }) => ({ ...holder, ...assignment }));
    const view = await readTableView(context);
    await out.list(rows, [
      { title: "Assigned to", value: ({ holder }) => holder },
      { title: "Name", value: ({ holderName }) => holderName },
      { title: "Device group", value: ({ deviceGroupName }) => deviceGroupName },
      {
        ...timeColumn<(typeof rows)[number]>("Assigned", ({ assignedOn }) => assignedOn, view),
        isExtra: true,
      },
      { title: "ID", value: ({ policyAssignmentId }) => policyAssignmentId, isWhole: true, isExtra: true },
    ]);
    if (rows.length === 0 && out.format === "human") out.note("No assignments found.");
  },
});
