import * as z from "zod/mini";
import { anything, boolean, id, reference, text, time } from "./fields.js";
import { defineModel } from "./model.js";

/** What one run of an extension on one machine gave: the result of a response, too. */
export const ScanExtensionDetail = z.looseObject({
  id,
  name: text,
  extensionId: reference,
  extensionVersionId: reference,
  scanId: reference,
  hostScanId: reference,
  hostId: reference,
  hostname: text,
  ip: text,
  success: boolean,
  /** What the extension made of the machine, such as `Good`, `Suspicious` or `Bad`. */
  threatStatus: text,
  /** What the script logged: a list of lines, or a text. */
  output: anything,
  startedOn: time,
  endedOn: time,
  scannedOn: time,
});
export type ScanExtensionDetail = z.infer<typeof ScanExtensionDetail>;

export const scanExtensionDetails = defineModel("ScanExtensionDetails", ScanExtensionDetail);
