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

export const userId = {
  type: "string",
  format: "uuid",
  reference: "user",
  description: "ID of the user. HUNT sets it.",
} as const satisfies Field;

export const scannedOn = {
  type: "date",
  description: "Time of the scan on this host (ISO 8601, UTC).",
} as const satisfies Field;

/** Severities, the worst last. LoopBack compares them as strings, so `gt` and `lt` on them mean nothing. */
export const severities = ["low", "medium", "high", "critical"] as const;

/** One of the severities. */
export type Severity = (typeof severities)[number];

/** The verdicts of antivirus engines, and what huntkit's users call the threat. */
export const verdict = {
  signed: { type: "boolean", description: "Whether the file has a valid signature. Null if unknown." },
  avPositives: {
    type: "number",
    description: "Number of antivirus engines, of `avTotal`, that report the file as malicious.",
  },
  avTotal: { type: "number", description: "Number of antivirus engines that checked the file." },
  threatName: {
    type: "string",
    description: "Verdict, for example `Good`, `Low Risk`, `Unknown`, `Suspicious`, or `Bad`.",
  },
  flagName: { type: "string", description: "Name of the flag on the file." },
} as const satisfies Fields;

export const fileRepId = {
  type: "string",
  format: "sha1",
  reference: "FileRep",
  description: "SHA-1 of the file, which is also the ID of its `FileReps` record.",
} as const satisfies Field;
