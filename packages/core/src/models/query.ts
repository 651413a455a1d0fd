import * as z from "zod/mini";
import { id, reference, text, time } from "./fields.js";
import { defineModel } from "./model.js";

/** A discovery query: where a target group looks for hosts, and with which accounts. */
export const Query = z.looseObject({
  id,
  name: text,
  /** Such as `10.0.0.0/16`. */
  value: text,
  targetId: reference,
  credentialId: reference,
  sshCredentialId: reference,
  createdOn: time,
});
export type Query = z.infer<typeof Query>;

export const queries = defineModel("queries", Query);
