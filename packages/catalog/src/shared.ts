import type { Field, Fields } from "./model.js";

/*
 * Fields that several models have, and values that several fields have. A model in which LoopBack offers a relation for a
 * reference adds its name: `agentId: { ...agentId, relation: "agent" }`.
 */

export const id = {
  type: "string",
  format: "uuid",
  description: "ID of the record.",
} as const satisfies Field;

export const createdOn = {
  type: "date",
  default: "now",
  description: "Creation time (ISO 8601, UTC).",
} as const satisfies Field;

export const hostname = { type: "string", description: "Host name." } as const satisfies Field;

export const ip = { type: "string", format: "ip", description: "IP address." } as const satisfies Field;

export const hostId = {
  type: "string",
  format: "sha1",
  description: "ID of the host, the same in all its scans (40 hex digits).",
} as const satisfies Field;

export const agentId = {
  type: "string",
  format: "uuid",
  reference: "Agent",
  description: "ID of the host's agent. Null without one.",
} as const satisfies Field;

export const scanId = {
  type: "string",
  format: "uuid",
  reference: "Scan",
  description: "ID of the scan.",
} as const satisfies Field;

export const targetId = {
  type: "string",
  format: "uuid",
  reference: "Target",
  description: "ID of the target group.",
} as const satisfies Field;

export const organizationId = {
  type: "string",
  format: "uuid",
  reference: "Organization",
  description: "ID of the organization.",
} as const satisfies Field;

export const createdBy = {
  type: "string",
  format: "uuid",
  reference: "user",
  description: "ID of the user who created the record. HUNT sets it.",
} as const satisfies Field;

export const updatedBy = {
  type: "string",
  format: "uuid",
  reference: "user",
  description: "ID of the user who changed the record last. HUNT sets it.",
} as const satisfies Field;

export const userId = {
  type: "string",
  format: "uuid",
  reference: "user",
  description: "ID of the user. HUNT sets it.",
} as const satisfies Field;

export const scannedOn = {
  type: "date",
  past: "host",
  description: "Time of the scan on this host (ISO 8601, UTC).",
} as const satisfies Field;

/** Severities from low to critical. LoopBack compares them as strings, so `gt` and `lt` do not follow this order. */
export const severities = ["low", "medium", "high", "critical"] as const;

/** One of the severities. */
export type Severity = (typeof severities)[number];

export const fileRepId = {
  type: "string",
  format: "sha1",
  reference: "FileRep",
  description: "SHA-1 of the file, which is also the ID of its `FileReps` record.",
} as const satisfies Field;

export const hostScanId = {
  type: "string",
  format: "uuid",
  reference: "ScanHost",
  description: "ID of the host's record in the scan.",
} as const satisfies Field;

export const flagId = {
  type: "string",
  format: "uuid",
  reference: "Flag",
  description: "ID of the flag on the file.",
} as const satisfies Field;

/** HUNT's verdicts on files (vendor docs). The case differs between sources. */
export const threatNames = [
  "Good",
  "Low Risk",
  "Unknown",
  "Suspicious",
  "Bad",
  "Blacklist",
  "Whitelist",
] as const;

/** Verdicts of antivirus engines, analysts, and HUNT on a file. */
export const verdict = {
  signed: { type: "boolean", description: "Whether the file has a valid signature. Null if unknown." },
  managed: {
    type: "boolean",
    description: "Whether a package manager of Linux installed the file. Null if unknown.",
  },
  avPositives: {
    type: "number",
    description:
      "Number of antivirus engines, of `avTotal`, that report the file as malicious. Null if unknown.",
  },
  avTotal: { type: "number", description: "Number of antivirus engines that checked the file." },
  synapse: {
    type: "number",
    description: "Score of HUNT's model. Below -1 hints at a backdoor, above 0 is good. Null if unknown.",
  },
  threatName: { type: "string", values: threatNames, hasVaryingCase: true, description: "Verdict." },
  threatScore: { type: "number", description: "Threat score, 0 to 10. A higher score is worse." },
  flagName: { type: "string", description: "Name of the flag on the file." },
  flagColor: { type: "string", description: "Color of the flag on the file." },
  flagWeight: { type: "number", description: "Weight of the flag on the file, 0 to 10." },
} as const satisfies Fields;
