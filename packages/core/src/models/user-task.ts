import * as z from "zod/mini";
import { boolean, id, number, openEnum, reference, text, time } from "./fields.js";
import { defineModel } from "./model.js";

/** What a user has set off: a scan, a response, a discovery. */
export const UserTask = z.looseObject({
  id,
  name: text,
  /** A response is a scan that runs one extension; `RTS` is real-time security. */
  type: openEnum<"Scan" | "Enumerate" | "RTS">(),
  status: openEnum<"Created" | "Active" | "Completed" | "Cancelled" | "Failed">(),
  /** Percent. */
  progress: number,
  message: text,
  data: z.nullish(z.looseObject({ scanId: reference })),
  itemCount: number,
  /** The target group. */
  relatedId: reference,
  userId: reference,
  archived: boolean,
  createdOn: time,
  startedOn: time,
  endedOn: time,
});
export type UserTask = z.infer<typeof UserTask>;

export const userTasks = defineModel("userTasks", UserTask);
