import { models as catalog, type Model } from "@huntkit/catalog";
import type { ModelDefinition } from "../data/definition.js";
import { accountModels } from "./accounts.js";
import { agentModels } from "./agents.js";
import { alertModels } from "./alerts.js";
import { complianceModels } from "./compliance.js";
import { fileModels } from "./files.js";
import { findingModels } from "./findings.js";
import { hostModels } from "./hosts.js";
import { policyModels } from "./policies.js";
import { policyAssignments } from "./policy-assignments.js";
import { scanModels } from "./scans.js";
import { sourceModels } from "./sources.js";
import { taskModels } from "./tasks.js";
import { toDefinition, type ModelBehaviors } from "./to-definition.js";
import { vulnerabilityModels } from "./vulnerabilities.js";

const behaviors: ModelBehaviors = {
  ...accountModels,
  ...agentModels,
  ...alertModels,
  ...complianceModels,
  ...fileModels,
  ...findingModels,
  ...hostModels,
  ...policyModels,
  ...scanModels,
  ...sourceModels,
  ...taskModels,
  ...vulnerabilityModels,
};

/**
 * All models of the catalog, as the sandbox serves them, and the assignments of policies. Models without an
 * entry above have no records at first.
 */
export const models: readonly ModelDefinition[] = [
  ...Object.entries<Model>(catalog).map(([name, model]) =>
    toDefinition(model, behaviors[name as keyof typeof catalog]),
  ),
  policyAssignments,
];
