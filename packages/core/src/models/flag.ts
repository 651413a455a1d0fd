import * as z from "zod/mini";
import { boolean, id, number, openEnum, text, time } from "./fields.js";
import { defineModel } from "./model.js";

/** A mark that analysts put on files. `Verified Good` and `Verified Bad` are HUNT's own and must stay. */
export const Flag = z.looseObject({
  id,
  name: text,
  color: openEnum<"red" | "blue" | "yellow" | "green" | "teal" | "purple">(),
  /** 0 to 10; the higher, the more critical. */
  weight: number,
  deleted: boolean,
  createdOn: time,
});
export type Flag = z.infer<typeof Flag>;

export const flags = defineModel("flags", Flag);
