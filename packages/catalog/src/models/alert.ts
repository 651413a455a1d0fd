import type { Fields, Model, RowOf } from "../model.js";
import {
  agentId,
  createdOn,
  fileRepId,
  flagId,
  hostId,
  hostname,
  hostScanId,
  id,
  ip,
  organizationId,
  scanId,
  severities,
  targetId,
  verdict,
} from "../shared.js";

const text = { type: "string", known: "live" } as const;
const flag = { type: "boolean", known: "live" } as const;

/** Fields that depend on the source of the alert. */
const dataFields = {
  threatName: { ...verdict.threatName, known: "live" },
  threatScore: { ...verdict.threatScore, known: "live" },
  flagName: { ...verdict.flagName, known: "live" },
  type: { ...text, description: "Kind of finding." },
  name: { ...text, description: "Name of the file or rule." },
  path: { ...text, description: "Path of the file." },
  hostname: { ...text, description: "Host name." },
  createdOn: { type: "date", known: "live", description: "Creation time (ISO 8601, UTC)." },
  md5: { ...text, format: "md5", description: "MD5 of the file." },
  sha1: { ...text, format: "sha1", known: "vendor", description: "SHA-1 of the file." },
  sha256: { ...text, format: "sha256", description: "SHA-256 of the file." },
  size: { type: "number", asText: true, known: "vendor", description: "Size of the file in bytes." },
  pid: { type: "number", known: "vendor", description: "ID of the process." },
  commandLine: { ...text, description: "Command line of the process." },
  parentProcessName: { ...text, description: "Name of the parent process." },
  owner: { ...text, description: "Account that the process runs as." },
  ruleName: { ...text, description: "Name of the rule." },
  ruleMitreId: { ...text, description: "MITRE ATT&CK technique of the rule." },
  compromised: { ...flag, description: "Whether the host is compromised." },
  malicious: { ...flag, description: "Whether the verdict is malicious." },
  suspicious: { ...flag, description: "Whether the verdict is suspicious." },
  autostartType: { ...text, known: "vendor", description: "Kind of autostart." },
  artifactType: { ...text, known: "vendor", description: "Kind of trace." },
  detected: { ...flag, description: "Whether Datto AV detected it." },
  quarantined: { ...flag, description: "Whether Datto AV put the file in quarantine." },
  remediated: { ...flag, description: "Whether Datto AV removed the threat." },
  threatStatus: { ...text, description: "Action of Datto AV, for example `Quarantined`." },
  detectionId: { ...text, description: "ID of the detection, as in `QuarantinedFiles`." },
  detectionName: { ...text, description: "Name of the malware, for example `EXP/CVE-2016-7228`." },
  engineVersion: { ...text, description: "Version of the antivirus engine." },
  vdfVersion: { ...text, description: "Version of the virus definitions." },
  rebootNeeded: { ...flag, description: "Whether the host must be restarted." },
} as const satisfies Fields;

const fields = {
  id,
  name: { type: "string", required: true, description: "Name of the file or rule." },
  description: { type: "string", description: "Description of the finding." },
  search: { type: "string", description: "Text that the console's search uses." },
  severity: {
    type: "string",
    values: severities,
    hasAllValues: true,
    description: "Severity. LoopBack compares severities as strings: filter with `inq`.",
  },
  type: {
    type: "string",
    values: ["process", "autostart", "artifact", "connection", "account"],
    hasVaryingCase: true,
    description: "Kind of finding.",
  },
  sourceType: {
    type: "string",
    values: ["rule", "reputation", "compliance", "extension", "av"],
    description: "Source that raised the alert.",
  },
  sourceId: { type: "string", description: "ID of the rule or extension that raised the alert." },
  sourceVersionId: { type: "string", description: "ID of the version of that rule or extension." },
  sourceName: {
    type: "string",
    description: "Name of the rule, extension, or antivirus signature, for example `EXP/CVE-2016-7228`.",
  },
  suppressionRuleVersionId: {
    type: "string",
    description: "ID of the version of the suppression rule that applied.",
  },
  mitreId: {
    type: "string",
    pattern: String.raw`^T[01]\d{3}(\.\d{3})?$`,
    description: "MITRE ATT&CK technique: T0 or T1, and three digits, for example `T1059.001`.",
  },
  mitreTactic: { type: "string", description: "MITRE ATT&CK tactic, for example `execution`." },
  createdOn,
  createdDate: { type: "date", past: "hunt", description: "Day of the creation (ISO 8601, UTC)." },
  eventTime: { type: "date", past: "host", description: "Time of the event on the host (ISO 8601, UTC)." },
  agentId,
  deviceId: { type: "string", format: "uuid", description: "ID of the device in the RMM." },
  hostname,
  ip,
  hostId,
  hostScanId,
  scanId: { ...scanId, description: "ID of the scan that found it." },
  batchId: { type: "string", format: "uuid", description: "ID of the batch with the finding." },
  itemId: { type: "string", description: "ID of the finding." },
  fileRepId,
  signed: verdict.signed,
  managed: verdict.managed,
  avRatio: { type: "number", description: "Share of antivirus engines that report the file as malicious." },
  extensionSuccess: {
    type: "boolean",
    description: "Whether the extension succeeded. Null without an extension.",
  },
  organizationId,
  organizationName: { type: "string", description: "Name of the organization." },
  targetGroupId: {
    ...targetId,
    description: "ID of the target group, which is also that of the location.",
  },
  targetGroupName: { type: "string", description: "Name of the target group." },
  tenant: { type: "string", description: "Name of the tenant." },
  vsaId: { type: "string", description: "ID of the device in VSA." },
  pulsewayId: { type: "string", description: "ID of the device in Pulseway." },
  rmmSiteId: { type: "string", description: "ID of the site in the RMM." },
  rmmAccountId: { type: "string", description: "ID of the account in the RMM." },
  archived: { type: "boolean", default: false, description: "Whether the alert is archived." },
  signal: { type: "boolean", description: "Whether it is a signal, which needs no action." },
  responseData: {
    type: "array",
    description:
      "Responses that the alert offers: a list of objects with a `name`, such as `quarantine-file`.",
  },
  data: {
    type: "object",
    description: "Details of the finding. They depend on the type and the source.",
    fields: dataFields,
  },
} as const satisfies Fields;

export interface Alert extends RowOf<typeof fields> {}

export const alerts: Model<Alert, typeof fields> = {
  name: "Alert",
  route: "Alerts",
  nouns: ["alert", "alerts"],
  description:
    "An alert of the last 30 days. Verdicts such as `threatName` are in `data` and in `AlertDetails`.",
  known: "live",
  fields,
  hasMany: { comments: { model: "UserComment", foreignKey: "relatedId" } },
};

export const alertsArchive: Model<Alert, typeof fields> = {
  name: "AlertArchive",
  route: "Alertsarchive",
  nouns: ["archived alert", "archived alerts"],
  description: "An alert that is older than 30 days. Public sources do not show its fields.",
  known: "live",
  fieldsKnown: "assumed",
  fields,
};

const specified = { known: "specification" } as const;

const detailFields = {
  ...fields,
  flagId: { ...flagId, ...specified },
  flagName: { ...verdict.flagName, ...specified },
  flagColor: { ...verdict.flagColor, ...specified },
  flagWeight: { ...verdict.flagWeight, ...specified },
  threatName: { ...verdict.threatName, ...specified },
  threatScore: { ...verdict.threatScore, known: "read" },
  avPositives: { ...verdict.avPositives, ...specified },
  avTotal: { ...verdict.avTotal, ...specified },
  avThreatName: { type: "string", ...specified, description: "Name of the threat in antivirus engines." },
  synapse: { ...verdict.synapse, ...specified },
  malicious: { type: "boolean", ...specified, description: "Whether the verdict is malicious." },
  notMalicious: { type: "boolean", known: "read", description: "Whether the verdict is not malicious." },
  suspicious: { type: "boolean", ...specified, description: "Whether the verdict is suspicious." },
  staticAnalysis: {
    type: "boolean",
    accepts: "any",
    ...specified,
    description: "Whether the file was analyzed, or the kind of analysis.",
  },
  whitelist: { type: "boolean", ...specified, description: "Whether the file is on a whitelist." },
  md5: { type: "string", format: "md5", ...specified, description: "MD5 of the file." },
  sha1: { type: "string", format: "sha1", ...specified, description: "SHA-1 of the file." },
  sha256: { type: "string", format: "sha256", ...specified, description: "SHA-256 of the file." },
  severityLevel: {
    type: "number",
    accepts: "any",
    ...specified,
    description: "Severity as a number. A higher number is worse.",
  },
  scanName: { type: "string", ...specified, description: "Name of the scan." },
  locationId: { ...targetId, reference: "Location", ...specified, description: "ID of the location." },
  locationName: { type: "string", ...specified, description: "Name of the location." },
} as const satisfies Fields;

export interface AlertDetail extends RowOf<typeof detailFields> {}

export const alertDetails: Model<AlertDetail, typeof detailFields> = {
  name: "AlertDetail",
  route: "AlertDetails",
  description: "An alert with its verdicts and the hashes of its file.",
  known: "live",
  fields: detailFields,
};
