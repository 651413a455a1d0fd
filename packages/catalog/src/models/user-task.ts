import type { Fields, Model, RowOf } from "../model.js";
import { createdOn, id, scanId, targetId } from "../shared.js";

const taskFields = {
  id,
  name: { type: "string", description: "Name of the task." },
  type: {
    type: "string",
    values: ["Scan", "Enumerate", "Response", "RTS"],
    description: "Kind of task. A response is a scan that runs one extension. `RTS` is real-time security.",
  },
  status: {
    type: "string",
    default: "Active",
    values: ["Created", "Active", "Completed", "Cancelled", "Failed", "Error"],
    description: "Status of the task.",
  },
  progress: { type: "number", default: 0, description: "Progress in percent." },
  message: { type: "string", description: "Current step of the task, or the reason for its end." },
  data: {
    type: "object",
    description: "Details of the task, for example its scan and `options`.",
    fields: { scanId: { ...scanId, description: "ID of the scan. Set a few seconds after the start." } },
  },
  relatedId: { ...targetId, description: "ID of the target group." },
  archived: { type: "boolean", default: false, description: "Whether the task is archived." },
  createdOn,
  endedOn: { type: "date", past: "hunt", description: "End (ISO 8601, UTC). Null while the task runs." },
} as const satisfies Fields;

export interface UserTask extends RowOf<typeof taskFields> {}

export const userTasks: Model<UserTask, typeof taskFields> = {
  name: "UserTask",
  route: "userTasks",
  nouns: ["task", "tasks"],
  description: "A task that a user started: a scan, a response, or a discovery.",
  known: "vendor",
  fields: taskFields,
};

const itemFields = {
  id,
  name: { type: "string", description: "Name of the item, for example a host name." },
  type: { type: "string", values: ["host-access", "enumeration"], description: "Kind of item." },
  userTaskId: {
    type: "string",
    format: "uuid",
    reference: "UserTask",
    description: "ID of the task.",
  },
  jobId: { type: "string", format: "uuid", reference: "Job", description: "ID of the job." },
  status: { type: "string", description: "Status of the item, for example `complete`." },
  message: { type: "string", description: "Current step of the item, or the reason for its end." },
  result: {
    type: "object",
    description: "Result of the item.",
    fields: {
      queryId: {
        type: "string",
        format: "uuid",
        reference: "Query",
        description: "ID of the discovery query.",
      },
    },
  },
  createdOn,
  endedOn: { type: "date", past: "hunt", description: "End (ISO 8601, UTC). Null while the item runs." },
} as const satisfies Fields;

export interface UserTaskItem extends RowOf<typeof itemFields> {}

export const userTaskItems: Model<UserTaskItem, typeof itemFields> = {
  name: "UserTaskItem",
  route: "userTaskItems",
  description: "A part of a task, for example one host's.",
  known: "vendor",
  fields: itemFields,
};

const progressFields = {
  id,
  taskItemId: {
    type: "string",
    format: "uuid",
    reference: "UserTaskItem",
    description: "ID of the item.",
  },
  text: {
    type: "string",
    description: "The message. For host access it begins with `ACCESSIBLE:` or `INACCESSIBLE:`.",
  },
  createdOn,
} as const satisfies Fields;

export interface UserTaskItemProgress extends RowOf<typeof progressFields> {}

export const userTaskItemProgresses: Model<UserTaskItemProgress, typeof progressFields> = {
  name: "UserTaskItemProgress",
  route: "userTaskItemProgresses",
  description: "A message from an item of a task.",
  known: "vendor",
  fields: progressFields,
};
