import * as z from "zod/mini";
import type { Severity } from "./alert.js";
import { boolean, id, openEnum, text, time } from "./fields.js";
import { defineModel } from "./model.js";

/** A detection rule. */
export const Rule = z.looseObject({
  id,
  name: text,
  /** The name of what it finds, in few words. */
  short: text,
  description: text,
  body: text,
  /** Tells versions of one rule from other rules. */
  guid: text,
  active: boolean,
  severity: openEnum<Severity>(),
  createdOn: time,
  updatedOn: time,
});
export type Rule = z.infer<typeof Rule>;

export const rules = defineModel("rules", Rule);
