import type { DataSource, Ephemeral, ProviderFunction, Resource } from "@huntkit/terraform-plugin";
import type { Connection } from "./connection.js";
import { apiTokens } from "./data-sources/api-tokens.js";
import { currentUser, version } from "./data-sources/instance.js";
import { agents, alerts } from "./data-sources/listings.js";
import { ephemeralApiToken } from "./ephemerals/api-token.js";
import { daysUntil, extensionHeader } from "./functions.js";
import { policyAssignments } from "./data-sources/policy-assignments.js";
import type { Exportable } from "./model/exportable.js";
import type { ModelResource } from "./model/resource.js";
import { apiToken } from "./resources/api-token.js";
import { credential } from "./resources/credential.js";
import { extensionVariable } from "./resources/extension-variable.js";
import { extension } from "./resources/extension.js";
import { flag } from "./resources/flag.js";
import {
  controllerGroup,
  location,
  organization,
  query,
  targetGroup,
  webhook,
} from "./resources/plain-resources.js";
import { deviceGroup, policy } from "./resources/policy.js";
import { policyAssignment } from "./resources/policy-assignment.js";
import { rule } from "./resources/rule.js";
import { scanSchedule } from "./resources/scan-schedule.js";

/**
 * The models of HUNT. Each provides a resource and two data sources. To add a model, add an entry to
 * `resources` and a line here.
 */
export const modelResources: readonly ModelResource[] = [
  controllerGroup,
  credential,
  deviceGroup,
  extension,
  extensionVariable,
  flag,
  location,
  organization,
  policy,
  query,
  rule,
  scanSchedule,
  targetGroup,
  webhook,
];

/** The resources whose objects are exported. API tokens are not, because only their owner knows where to deliver them. */
export const exportables: readonly Exportable[] = [...modelResources, policyAssignment];

/** All resources. */
export const resources: readonly Resource<Connection>[] = [
  ...exportables.map(({ resource }) => resource),
  apiToken,
];

/** All data sources. */
export const dataSources: readonly DataSource<Connection>[] = [
  ...modelResources.flatMap((each) => each.dataSources),
  agents,
  alerts,
  apiTokens,
  currentUser,
  policyAssignments,
  version,
];

/** All ephemeral resources. */
export const ephemerals: readonly Ephemeral<Connection>[] = [ephemeralApiToken];

/**
 * Returns all functions.
 *
 * @param now returns the time in milliseconds since 1970
 */
export const functions = (now: () => number): readonly ProviderFunction[] => [
  daysUntil(now),
  extensionHeader,
];
