import * as z from "zod/mini";
import { boolean, id, reference, text, time } from "./fields.js";
import { defineModel } from "./model.js";

/** A host that discovery found in a target group. */
export const Address = z.looseObject({
  id,
  hostname: text,
  ipstring: text,
  /** Whether HUNT could sign in to it. */
  accessible: boolean,
  agentId: reference,
  targetId: reference,
  lastAccessedOn: time,
  createdOn: time,
});
export type Address = z.infer<typeof Address>;

export const addresses = defineModel("Addresses", Address);
