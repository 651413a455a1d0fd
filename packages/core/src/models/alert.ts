import * as z from "zod/mini";
import { boolean, id, number, openEnum, reference, text, time } from "./fields.js";
import { defineModel } from "./model.js";

/** How bad it is. LoopBack compares these as texts, so that `gt` and `lt` on them mean nothing. */
export type Severity = "low" | "medium" | "high" | "critical";

/** What HUNT found. Some fields come with a single alert by its id only: `threatName`, `commandLine`, `sha256`, ... */
export const Alert = z.looseObject({
  id,
  name: text,
  description: text,
  severity: openEnum<Severity>(),
  /** The kind of thing that was found, such as `process` or `autostart`. */
  type: text,
  sourceType: openEnum<"rule" | "reputation" | "compliance" | "extension">(),
  hostname: text,
  agentId: reference,
  scanId: reference,
  targetId: reference,
  organizationId: reference,
  /** The technique in MITRE ATT&CK, such as `T1059.001`. */
  mitreId: text,
  mitreTactic: text,
  threatName: text,
  threatScore: number,
  compromised: boolean,
  malicious: boolean,
  suspicious: boolean,
  commandLine: text,
  path: text,
  /** The SHA-1. */
  fileRepId: reference,
  sha256: text,
  signed: boolean,
  /** How many of `avTotal` engines call the file bad. */
  avPositives: number,
  avTotal: number,
  flagName: text,
  archived: boolean,
  createdOn: time,
});
export type Alert = z.infer<typeof Alert>;

export const alerts = defineModel("Alerts", Alert);

/** Alerts older than about 30 days. */
export const alertsArchive = defineModel("Alertsarchive", Alert);
