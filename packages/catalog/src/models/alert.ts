import type { Fields, Model, RowOf } from "../model.js";
import {
  agentId,
  createdOn,
  fileRepId,
  hostname,
  id,
  organizationId,
  scanId,
  severities,
  targetId,
  verdict,
} from "../shared.js";

const fields = {
  id,
  name: { type: "string", required: true, description: "Name of the file or rule." },
  description: { type: "string", description: "What was found." },
  severity: {
    type: "string",
    values: severities,
    description: "Severity. LoopBack compares severities as strings: filter with `inq`.",
  },
  type: { type: "string", description: "Kind of finding, for example `process` or `autostart`." },
  sourceType: {
    type: "string",
    values: ["rule", "reputation", "compliance", "extension"],
    description: "What raised the alert.",
  },
  hostname,
  agentId: { ...agentId, relation: "agent" },
  scanId: { ...scanId, relation: "scan", description: "ID of the scan that found it." },
  targetId: {
    ...targetId,
    relation: "target",
    known: "assumed",
    description: "ID of the host's target group. Live instances call it `targetGroupId`.",
  },
  organizationId: { ...organizationId, relation: "organization" },
  mitreId: { type: "string", description: "MITRE ATT&CK technique, for example `T1059.001`." },
  mitreTactic: { type: "string", description: "MITRE ATT&CK tactic, for example `execution`." },
  threatName: { ...verdict.threatName, known: "vendor" },
  threatScore: { type: "number", known: "vendor", description: "Threat score. Not in lists since 2021." },
  compromised: { type: "boolean", known: "vendor", description: "Whether the host is compromised." },
  malicious: { type: "boolean", known: "vendor", description: "Whether the verdict is malicious." },
  suspicious: { type: "boolean", known: "vendor", description: "Whether the verdict is suspicious." },
  commandLine: { type: "string", known: "assumed", description: "Command line of the process." },
  path: { type: "string", known: "assumed", description: "Path of the file." },
  fileRepId,
  sha256: { type: "string", format: "sha256", known: "vendor", description: "SHA-256 of the file." },
  signed: verdict.signed,
  avPositives: { ...verdict.avPositives, known: "vendor" },
  avTotal: { ...verdict.avTotal, known: "vendor" },
  flagName: { ...verdict.flagName, known: "vendor" },
  archived: { type: "boolean", default: false, description: "Whether the alert is archived." },
  createdOn,
} as const satisfies Fields;

export interface Alert extends RowOf<typeof fields> {}

export const alerts: Model<Alert, typeof fields> = {
  name: "Alert",
  route: "Alerts",
  description:
    "An alert: something that HUNT found. Some fields are only in single alerts, for example `threatName` and `sha256`.",
  known: "live",
  fields,
  hasMany: { comments: { model: "UserComment", foreignKey: "relatedId" } },
};

export const alertsArchive: Model<Alert, typeof fields> = {
  name: "AlertArchive",
  route: "Alertsarchive",
  description: "An alert that is older than about 30 days. HUNT keeps these apart.",
  known: "vendor",
  fields,
};
