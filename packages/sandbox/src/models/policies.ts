import type { Row } from "../data/definition.js";
import type { Store } from "../data/store.js";
import { Random } from "../random.js";
import { programs } from "./seed-values.js";
import type { ModelBehaviors } from "./to-definition.js";

const policies = [
  { name: "Workstations", type: "edr", typeName: "Endpoint detection", isDefault: true },
  { name: "Servers", type: "edr", typeName: "Endpoint detection", isDefault: false },
  { name: "Antivirus", type: "av", typeName: "Datto AV", isDefault: true },
  { name: "Antivirus, strict", type: "av", typeName: "Datto AV", isDefault: false },
  { name: "Ransomware", type: "ransomware", typeName: "Ransomware detection", isDefault: true },
] as const;

/** Policies, the device groups that they apply to, and suppression rules. */
export const policyModels = {
  suppressionRules: { seed: () => programs.slice(0, 6).map(({ name }) => ({ name: `Allow ${name}` })) },
  policies: {
    writers: ["admin"],
    seed: ({ daysAgo }) =>
      policies.map((policy, index) => ({
        ...policy,
        active: true,
        disabled: index === 3,
        description: `Applies to ${policy.name.toLowerCase()}`,
        updatedOn: daysAgo(400 - index),
      })),
  },
  deviceGroups: {
    writers: ["admin"],
    seed: ({ daysAgo }) =>
      ["Workstations", "Servers", "Kiosks"].map((name, index) => ({
        name,
        description: `All ${name.toLowerCase()}`,
        deviceType: name === "Servers" ? "server" : "workstation",
        createdOn: daysAgo(380 - index),
      })),
  },
} satisfies ModelBehaviors;

/**
 * Returns the policies that apply to an agent: those for servers or workstations, and those for all agents.
 */
export function listAgentPolicies(store: Store, agent: Row): object[] {
  const isServer = String(agent["hostname"]).startsWith("SRV");
  const other = isServer ? "Workstations" : "Servers";
  return listEnabled(store)
    .filter(({ name }) => name !== other)
    .map(({ id, name, type, active, disabled }) => ({ id, name, type, active, disabled }));
}

/**
 * Returns the policies that are assigned to an organization, or to a location, including inherited ones.
 *
 * @param locationId the location. Undefined for an organization.
 */
export function listPolicyAssignments(store: Store, organizationId: string, locationId?: string): object[] {
  const groups = [...store.table("DeviceGroup").inOrderOfInsertion()];
  const enabled = listEnabled(store);
  return enabled.map((policy, index) => {
    const random = new Random(store.seed, `assignment ${organizationId} ${policy.id}`);
    const policyAssignmentId = random.uuid();
    const group = index < 2 ? groups[index] : undefined;
    const isOverride = locationId !== undefined && policy["name"] === "Servers";
    const [replaced] = enabled;
    return {
      policyAssignmentId,
      policyId: policy.id,
      policyName: policy["name"],
      policyType: policy["type"],
      policyActive: policy["active"],
      policyIsDefault: policy["isDefault"],
      policyUpdatedOn: policy["updatedOn"],
      deviceGroupId: group?.id ?? null,
      deviceGroupName: group?.["name"] ?? null,
      assignedTo: isOverride ? "LOCATION" : "ORG",
      assignedOn: policy["updatedOn"],
      isOverride,
      organizationPolicyId: isOverride ? (replaced?.id ?? null) : null,
      organizationPolicyName: isOverride ? (replaced?.["name"] ?? null) : null,
    };
  });
}

function listEnabled(store: Store): Row[] {
  return [...store.table("Policy").inOrderOfInsertion()].filter(({ disabled }) => disabled !== true);
}
