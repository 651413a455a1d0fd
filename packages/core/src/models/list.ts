/** Every model, with the types of its rows and of what else it can do. A new one is a file beside this one and a line here. */
export { addresses, type Address, type AddressCollection } from "./address.js";
export { agents, type Agent, type AgentCollection } from "./agent.js";
export {
  alerts,
  alertsArchive,
  type Alert,
  type AlertCollection,
  type AlertResponse,
  type SinceOptions,
} from "./alert.js";
export { applicationAdvisories, type ApplicationAdvisory } from "./application-advisory.js";
export { boxes, type Box } from "./box.js";
export { complianceResultInstances, type ComplianceResultInstance } from "./compliance-result-instance.js";
export { complianceResultItems, type ComplianceResultItem } from "./compliance-result-item.js";
export { controllerGroups, type ControllerGroup } from "./controller-group.js";
export { credentials, type Credential } from "./credential.js";
export { cves, type Cve } from "./cve.js";
export { extensions, type Extension } from "./extension.js";
export { extensionVariables, type ExtensionGlobalVariable } from "./extension-global-variable.js";
export { fileDwellTimes, type FileDwellTime } from "./file-dwell-time.js";
export { fileReps, type FileRep } from "./file-rep.js";
export { flags, type Flag, type FlagCollection, type FlagColor } from "./flag.js";
export { boxAccountInstances, scanAccountInstancesByHost, type AccountInstance } from "./instances.js";
export { boxApplicationInstances, scanApplicationInstances, type ApplicationInstance } from "./instances.js";
export { boxArtifactInstances, scanArtifactInstances, type ArtifactInstance } from "./instances.js";
export { boxAutostartInstances, scanAutostartInstances, type AutostartInstance } from "./instances.js";
export { boxConnectionInstances, scanConnectionInstances, type ConnectionInstance } from "./instances.js";
export { boxDriverInstances, scanDriverInstances, type DriverInstance } from "./instances.js";
export { boxMemScanInstances, scanMemScanInstances, type MemScanInstance } from "./instances.js";
export { boxModuleInstances, scanModuleInstances, type ModuleInstance } from "./instances.js";
export { boxProcessInstances, scanProcessInstances, type ProcessInstance } from "./instances.js";
export { boxScriptInstances, scanScriptInstances, type ScriptInstance } from "./instances.js";
export { jobs, type Job } from "./job.js";
export { locations, type Location } from "./location.js";
export { organizations, type Organization } from "./organization.js";
export { policies, type Policy } from "./policy.js";
export {
  quarantinedFiles,
  type QuarantinedFile,
  type QuarantinedFileCollection,
} from "./quarantined-file.js";
export { queries, type Query } from "./query.js";
export { reports, type Report } from "./report.js";
export { rules, type Rule } from "./rule.js";
export { scans, type Scan } from "./scan.js";
export { scanExtensionDetails, type ScanExtensionDetail } from "./scan-extension-detail.js";
export { scanHosts, type HostScanResult, type ScanHost, type ScanHostCollection } from "./scan-host.js";
export { scheduledJobs, type ScheduledJob } from "./scheduled-job.js";
export { suppressionRules, type SuppressionRule } from "./suppression-rule.js";
export { targets, type ScanHostRequest, type Target, type TargetCollection } from "./target.js";
export { targetsArchive, type TargetArchive } from "./target-archive.js";
export { users, type User } from "./user.js";
export { userActivities, type UserActivity } from "./user-activity.js";
export { userComments, type UserComment } from "./user-comment.js";
export { userTasks, type UserTask, type UserTaskCollection } from "./user-task.js";
export { userTaskItems, type UserTaskItem } from "./user-task-item.js";
export { userTaskItemProgresses, type UserTaskItemProgress } from "./user-task-item-progress.js";
export { webhooks, type Webhook } from "./webhook.js";
export type { ApplicationInstanceCollection, Vulnerability } from "./instances.js";
export type { Signed, SignedCollection } from "./signed-collection.js";
