import * as z from "zod/mini";
import { id, reference, text, time } from "./fields.js";
import { defineModel } from "./model.js";

/** A file that was taken out of harm's way. */
export const QuarantinedFile = z.looseObject({
  id,
  path: text,
  sha1: text,
  threatName: text,
  hostname: text,
  agentId: reference,
  organizationId: reference,
  quarantinedOn: time,
});
export type QuarantinedFile = z.infer<typeof QuarantinedFile>;

export const quarantinedFiles = defineModel("QuarantinedFiles", QuarantinedFile);
