import * as z from "zod/mini";
import { boolean, id, reference, text, time } from "./fields.js";
import { defineModel } from "./model.js";

/** An agent on a machine. */
export const Agent = z.looseObject({
  id,
  hostname: text,
  ipstring: text,
  active: boolean,
  authorized: boolean,
  /** Cut off from everything but HUNT. */
  isolated: boolean,
  os: text,
  osVersion: text,
  /** Of the agent itself. */
  version: text,
  targetId: reference,
  locationId: reference,
  organizationId: reference,
  /** When it last reported. */
  heartbeat: time,
  createdOn: time,
});
export type Agent = z.infer<typeof Agent>;

export const agents = defineModel("Agents", Agent);
