import * as catalog from "@huntkit/catalog";
import { models, type HuntClient } from "@huntkit/core";
import { escapeToSingleLine } from "@huntkit/core/escape";
import { describeUnusedValue, listAssignedPolicies } from "@huntkit/core/internal";
import { type AddError, AttributeError, bool, string } from "@huntkit/terraform-plugin";
import { describeAssumedWrites, listFirst } from "@huntkit/toolkit";
import type { Connection } from "../connection.js";
import { settableAttributes } from "../model/catalog-attributes.js";
import { modelResource } from "../model/resource.js";

const assignmentsRemoved =
  "HUNT might also remove these assignments. Otherwise, it is not destroyed while it has any. Default: `false`.";

/** Maximum number of policies whose types are compared with one that none has. */
const maxCompared = 1_000;

const { fields } = catalog.policies;

/** The resource `hunt_policy`. */
export const policy = modelResource({
  name: "hunt_policy",
  plural: "hunt_policies",
  description:
    "Manages a policy, which defines what agents monitor and how they respond. To assign it, use " +
    "`hunt_policy_assignment`. Public sources do not show the settings of a policy, so change them in HUNT's " +
    `web console. Requires the token of an admin. ${describeAssumedWrites(catalog.policies)}`,
  model: models.policies,
  lookup: "name",
  attributes: {
    ...settableAttributes(catalog.policies, { type: { required: true, requiresReplace: true } }),
    type_name: string({
      computed: true,
      useStateForUnknown: true,
      description: fields.typeName.description,
    }),
    is_default: bool({
      computed: true,
      useStateForUnknown: true,
      description: fields.isDefault.description,
    }),
    allow_new_type: bool({
      optional: true,
      description:
        "Whether `type` can be one that no policy of the instance has. Otherwise, such a type is an error in the plan, " +
        "because HUNT stores a mistyped one. Default: `false`.",
    }),
    force_destroy: bool({
      optional: true,
      description:
        "Whether to destroy the policy even if it is assigned to organizations or locations. " +
        assignmentsRemoved,
    }),
  },
  localAttributes: ["allow_new_type", "force_destroy"],
  plan: checkType,
  // The plan has checked the type.
  create: (policies, data, { signal }) => policies.create(data, { unproven: true, signal }),
  async delete(policies, { id, force_destroy: force }, { client, signal }) {
    if (!force) await requireUnassigned(client, "policy", { policyId: id }, signal);
    await policies.delete(id, { signal });
  },
});

/** What a plan of a policy provides. */
interface PolicyPlan {
  readonly prior: { readonly type: string } | null;
  readonly planned: { readonly type: unknown; readonly allow_new_type: unknown };
  readonly client: Connection | undefined;
  readonly signal: AbortSignal;
  readonly addError: AddError;
}

/** Reports a new type that no policy of the instance has. It is probably mistyped. */
async function checkType({ prior, planned, client, signal, addError }: PolicyPlan): Promise<void> {
  const { type, allow_new_type: allow } = planned;
  if (client === undefined || typeof type !== "string" || type === prior?.type || allow === true) return;
  // Plans that run together share this request.
  const [same] = await client.reads.forModel(models.policies).find("type", type, signal);
  if (same) return;
  const rows = await client.client.policies.list({ limit: maxCompared }, { signal }).toArray();
  const unused = describeUnusedValue(models.policies.route, "type", type, rows);
  if (unused !== null)
    addError(["type"], "Unknown type of policy", `${unused} If HUNT supports it, set allow_new_type = true.`);
}

/** The resource `hunt_device_group`. */
export const deviceGroup = modelResource({
  name: "hunt_device_group",
  description:
    "Manages a device group, which policies are assigned to. A device is in at most one. Requires the token " +
    `of an admin. ${describeAssumedWrites(catalog.deviceGroups)}`,
  model: models.deviceGroups,
  lookup: "name",
  attributes: {
    ...settableAttributes(catalog.deviceGroups),
    force_destroy: bool({
      optional: true,
      description: `Whether to destroy the device group even if policies are assigned to it. ${assignmentsRemoved}`,
    }),
  },
  localAttributes: ["force_destroy"],
  async delete(deviceGroups, { id, force_destroy: force }, { client, signal }) {
    if (!force) await requireUnassigned(client, "device group", { deviceGroupId: id }, signal);
    await deviceGroups.delete(id, { signal });
  },
});

/**
 * Requires that no assignment refers to an object, because HUNT might remove it without a plan that shows it.
 *
 * @throws {AttributeError} that lists the organizations and locations
 */
async function requireUnassigned(
  client: HuntClient,
  noun: string,
  match: { readonly policyId?: string; readonly deviceGroupId?: string },
  signal: AbortSignal | undefined,
): Promise<void> {
  const assigned = (await listAssignedPolicies(client, { signal })).filter(({ assignment }) =>
    Object.entries(match).every(([name, id]) => assignment[name as keyof typeof match] === id),
  );
  if (assigned.length === 0) return;
  const places = assigned.map(
    ({ holder, holderName }) => `the ${holder} "${escapeToSingleLine(holderName, 80)}"`,
  );
  throw new AttributeError(
    ["force_destroy"],
    `The ${noun} is assigned`,
    `HUNT might remove the assignments of ${listFirst([...new Set(places)]).join(", ")}. Remove these first, or set ` +
      "force_destroy = true, and apply that before the destroy.",
  );
}
