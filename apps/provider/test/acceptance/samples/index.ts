import { apiToken } from "./api-token.js";
import { controllerGroup } from "./controller-group.js";
import { credential } from "./credential.js";
import { deviceGroup } from "./device-group.js";
import { extension } from "./extension.js";
import { extensionVariable } from "./extension-variable.js";
import { flag } from "./flag.js";
import { location } from "./location.js";
import { organization } from "./organization.js";
import { policyAssignment } from "./policy-assignment.js";
import { policy } from "./policy.js";
import { query } from "./query.js";
import { rule } from "./rule.js";
import type { Sample } from "./sample.js";
import { scanSchedule } from "./scan-schedule.js";
import { targetGroup } from "./target-group.js";
import { webhook } from "./webhook.js";

/** A sample of every resource. A test compares this list with the provider. */
export const samples: readonly Sample[] = [
  apiToken,
  controllerGroup,
  credential,
  deviceGroup,
  extension,
  extensionVariable,
  flag,
  location,
  organization,
  policy,
  policyAssignment,
  query,
  rule,
  scanSchedule,
  targetGroup,
  webhook,
];
