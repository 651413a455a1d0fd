import { deleteAssignmentsBy } from "./policy-assignments.js";
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
    beforeDelete: deleteAssignmentsBy("policyId"),
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
    beforeDelete: deleteAssignmentsBy("deviceGroupId"),
    seed: ({ daysAgo }) =>
      ["Workstations", "Servers", "Kiosks"].map((name, index) => ({
        name,
        description: `All ${name.toLowerCase()}`,
        deviceType: name === "Servers" ? "server" : "workstation",
        createdOn: daysAgo(380 - index),
      })),
  },
} satisfies ModelBehaviors;
