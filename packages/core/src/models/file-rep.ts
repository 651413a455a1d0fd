import * as z from "zod/mini";
import { id, number, reference, text, time } from "./fields.js";
import { defineModel } from "./model.js";

/** The reputation of a file; the id is its SHA-1. */
export const FileRep = z.looseObject({
  id,
  name: text,
  sha256: text,
  md5: text,
  threatName: text,
  threatScore: number,
  /** How many of `avTotal` engines call it bad. */
  avPositives: number,
  avTotal: number,
  flagId: reference,
  firstSeenOn: time,
});
export type FileRep = z.infer<typeof FileRep>;

export const fileReps = defineModel("FileReps", FileRep);
