import type {
  HookContext,
  ModelDefinition,
  RelationDefinition,
  Row,
  SeedContext,
  SeedRow,
} from "../data/definition.js";
import { DatabaseError } from "../loopback-error.js";

/** A column of an assignment that refers to another record. */
type ForeignKey = "policyId" | "deviceGroupId" | "organizationId" | "locationId";

/**
 * The table of assignments of policies to organizations and locations. HUNT shows them only in
 * `policyAssignments` of these (observed on a live instance). Its columns, the routes that write, and what is
 * deleted with a policy are assumed to be those of a LoopBack relation with foreign keys.
 */
export const policyAssignments: ModelDefinition = {
  name: "PolicyAssignment",
  plural: "PolicyAssignments",
  idColumn: "uuid",
  isRelationOnly: true,
  properties: {
    policyId: { type: "string", column: "uuid", required: true },
    deviceGroupId: { type: "string", column: "uuid" },
    organizationId: { type: "string", column: "uuid" },
    locationId: { type: "string", column: "uuid" },
    assignedOn: { type: "date", defaultFn: "now" },
  },
  beforeSave: requireReferences,
  seed: (context) => [
    ...context.rows("Organization").flatMap(({ id }) => seedOrganization(id, context)),
    ...context.rows("Target").flatMap(({ id }) => seedLocation(id, context)),
  ],
};

/** Each organization has all enabled policies. Two of them apply only to the device group with their name. */
function seedOrganization(organizationId: string, { rows }: SeedContext): SeedRow[] {
  const groups = rows("DeviceGroup");
  const enabled = rows("Policy").filter(({ disabled }) => disabled !== true);
  return enabled.map(({ id: policyId, updatedOn }, index) => ({
    policyId,
    organizationId,
    locationId: null,
    deviceGroupId: index < 2 ? groups[index]!.id : null,
    assignedOn: updatedOn,
  }));
}

/** In each location, workstations have the policy of servers. */
function seedLocation(locationId: string, { rows }: SeedContext): SeedRow[] {
  const [workstations] = rows("DeviceGroup");
  const [, servers] = rows("Policy");
  return [
    {
      policyId: servers!.id,
      organizationId: null,
      locationId,
      deviceGroupId: workstations!.id,
      assignedOn: servers!["updatedOn"],
    },
  ];
}

/** Throws for an ID of a policy or device group that does not exist, as a foreign key does. */
function requireReferences(row: Readonly<Record<string, unknown>>, store: HookContext): void {
  for (const [name, model] of [
    ["policyId", "Policy"],
    ["deviceGroupId", "DeviceGroup"],
  ] as const) {
    const id = row[name];
    if (typeof id === "string" && store.table(model).get(id) === undefined)
      throw new DatabaseError(`insert or update violates foreign key constraint of "${name}"`);
  }
}

/** Returns the relation of an organization or a location to its own assignments. */
export function assignmentsBy(foreignKey: ForeignKey): Readonly<Record<string, RelationDefinition>> {
  return { policyAssignments: { type: "hasMany", model: policyAssignments.name, foreignKey } };
}

/** Creates a hook that deletes the assignments that refer to a deleted record. */
export function deleteAssignmentsBy(foreignKey: ForeignKey): (row: Row, store: HookContext) => void {
  return ({ id }, store) => {
    const table = store.table(policyAssignments.name);
    for (const row of listRows(store, foreignKey, id)) table.delete(row.id);
  };
}

/**
 * Returns the policies that are assigned to an organization or a location. Those of a location include the
 * inherited ones. An own one replaces that of the organization with the same kind and device group.
 *
 * @param locationId the location. Undefined for an organization.
 */
export function listPolicyAssignments(
  store: HookContext,
  organizationId: string,
  locationId?: string,
): PolicyAssignmentRow[] {
  const inherited = listRows(store, "organizationId", organizationId).map((row) => toView(store, row));
  if (locationId === undefined) return inherited;
  const own = listRows(store, "locationId", locationId).map((row) => {
    const view = toView(store, row);
    const replaced = inherited.find((each) => getSlot(each) === getSlot(view));
    return {
      ...view,
      assignedTo: "LOCATION",
      isOverride: replaced !== undefined,
      organizationPolicyId: replaced?.policyId ?? null,
      organizationPolicyName: replaced?.policyName ?? null,
    };
  });
  const taken = new Set(own.map(getSlot));
  return [...inherited.filter((each) => !taken.has(getSlot(each))), ...own];
}

/**
 * Returns the policies that apply to an agent: those of its location for all devices, and those for its
 * device group. Host names decide whether it is a server.
 */
export function listAgentPolicies(store: HookContext, agent: Row): object[] {
  const group = String(agent["hostname"]).startsWith("SRV") ? "Servers" : "Workstations";
  const { organizationId, locationId } = agent;
  const assigned = listPolicyAssignments(store, String(organizationId), String(locationId));
  const applied = assigned.filter(({ deviceGroupName }) => [null, group].includes(deviceGroupName));
  const ids = new Set(applied.map(({ policyId }) => policyId));
  return [...store.table("Policy").inOrderOfInsertion()]
    .filter(({ id, disabled }) => ids.has(id) && disabled !== true)
    .map(({ id, name, type, active, disabled }) => ({ id, name, type, active, disabled }));
}

/** An assignment as HUNT returns it. */
interface PolicyAssignmentRow {
  readonly policyAssignmentId: string;
  readonly policyId: string;
  readonly policyName: string;
  readonly policyType: string | null;
  readonly deviceGroupId: string | null;
  readonly deviceGroupName: string | null;
  readonly [property: string]: unknown;
}

/** Only one policy of a kind applies to a device group of an organization or a location (vendor docs). */
function getSlot({ policyType, deviceGroupId }: PolicyAssignmentRow): string {
  return `${policyType} ${deviceGroupId}`;
}

function toView(store: HookContext, row: Row): PolicyAssignmentRow {
  const policy = store.table("Policy").get(String(row["policyId"]))!;
  const group = store.table("DeviceGroup").get(String(row["deviceGroupId"]));
  return {
    policyAssignmentId: row.id,
    policyId: policy.id,
    policyName: String(policy["name"]),
    policyType: (policy["type"] as string | null | undefined) ?? null,
    policyActive: policy["active"],
    policyIsDefault: policy["isDefault"],
    policyUpdatedOn: policy["updatedOn"],
    deviceGroupId: group?.id ?? null,
    deviceGroupName: group === undefined ? null : String(group["name"]),
    assignedTo: "ORG",
    assignedOn: row["assignedOn"],
    isOverride: false,
    organizationPolicyId: null,
    organizationPolicyName: null,
  };
}

function listRows(store: HookContext, foreignKey: ForeignKey, id: string): Row[] {
  return [...store.table(policyAssignments.name).inOrderOfInsertion()].filter(
    (row) => row[foreignKey] === id,
  );
}
