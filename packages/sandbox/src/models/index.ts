import type { ModelDefinition } from "../data/definition.js";
import { accessToken } from "./access-token.js";
import { address } from "./address.js";
import { agent } from "./agent.js";
import { alert } from "./alert.js";
import { alertArchive } from "./alert-archive.js";
import { applicationAdvisory } from "./application-advisory.js";
import { box } from "./box.js";
import { complianceResultInstance } from "./compliance-result-instance.js";
import { complianceResultItem } from "./compliance-result-item.js";
import { controllerGroup } from "./controller-group.js";
import { credential } from "./credential.js";
import { cve } from "./cve.js";
import { extension } from "./extension.js";
import { extensionGlobalVariable } from "./extension-global-variable.js";
import { fileDwellTime } from "./file-dwell-time.js";
import { fileRep } from "./file-rep.js";
import { flag } from "./flag.js";
import { boxInstances, scanInstances } from "./instances.js";
import { job } from "./job.js";
import { location } from "./location.js";
import { organization } from "./organization.js";
import { policy } from "./policy.js";
import { quarantinedFile } from "./quarantined-file.js";
import { query } from "./query.js";
import { report } from "./report.js";
import { rule } from "./rule.js";
import { scan } from "./scan.js";
import { scanExtensionDetail } from "./scan-extension-detail.js";
import { scanHost } from "./scan-host.js";
import { scheduledJob } from "./scheduled-job.js";
import { suppressionRule } from "./suppression-rule.js";
import { target } from "./target.js";
import { targetArchive } from "./target-archive.js";
import { user } from "./user.js";
import { userActivity } from "./user-activity.js";
import { userComment } from "./user-comment.js";
import { userTask } from "./user-task.js";
import { userTaskItem } from "./user-task-item.js";
import { userTaskItemProgress } from "./user-task-item-progress.js";
import { webhook } from "./webhook.js";

/** Every model of the sandbox. A new one is a file beside this one and a line here. */
export const models: readonly ModelDefinition[] = [
  accessToken,
  address,
  agent,
  alert,
  alertArchive,
  applicationAdvisory,
  box,
  complianceResultInstance,
  complianceResultItem,
  controllerGroup,
  credential,
  cve,
  extension,
  extensionGlobalVariable,
  fileDwellTime,
  fileRep,
  flag,
  job,
  location,
  organization,
  policy,
  quarantinedFile,
  query,
  report,
  rule,
  scan,
  scanExtensionDetail,
  scanHost,
  scheduledJob,
  suppressionRule,
  target,
  targetArchive,
  user,
  userActivity,
  userComment,
  userTask,
  userTaskItem,
  userTaskItemProgress,
  webhook,
  ...scanInstances,
  ...boxInstances,
];
