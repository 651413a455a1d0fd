import * as z from "zod/mini";
import { anything, id, reference, text, time } from "./fields.js";
import { defineModel } from "./model.js";

/** How long a file was on machines before it was noticed. */
export const FileDwellTime = z.looseObject({
  id,
  /** The SHA-1. */
  fileRepId: reference,
  hostname: text,
  agentId: reference,
  dwellTime: anything,
  firstSeenOn: time,
  lastSeenOn: time,
});
export type FileDwellTime = z.infer<typeof FileDwellTime>;

export const fileDwellTimes = defineModel("fileDwellTimes", FileDwellTime);
