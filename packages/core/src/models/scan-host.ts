import * as z from "zod/mini";
import { boolean, id, reference, text, time } from "./fields.js";
import { defineModel } from "./model.js";

/** One machine's part in one scan. */
export const ScanHost = z.looseObject({
  id,
  /** Of the machine, the same in all its scans. */
  hostId: reference,
  agentId: reference,
  scanId: reference,
  hostname: text,
  domain: text,
  ip: text,
  osVersion: text,
  architecture: text,
  compromised: boolean,
  failed: boolean,
  scannedOn: time,
  completedOn: time,
});
export type ScanHost = z.infer<typeof ScanHost>;

export const scanHosts = defineModel("ScanHosts", ScanHost);
