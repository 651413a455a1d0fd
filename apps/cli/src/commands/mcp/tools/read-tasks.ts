import { type HuntClient, HuntTaskError, type UserTask } from "@huntkit/core";
import { hasEnded } from "@huntkit/core/internal";
import { matchOtherThan } from "@huntkit/toolkit";
import * as z from "zod/mini";
import { combineFilters } from "../../../lists/combine-filters.js";
import { readSince } from "../../../lists/list-flags.js";
import { readScanReport, scanReportSchema } from "../../scan/scan-report.js";
import { taskSchema } from "../../task/task-table.js";
import { described, pageInputs, text, where, withDefault } from "../inputs.js";
import { listOutput, listRows } from "../list-rows.js";
import { type Answer, type Call, defineTool } from "../tool.js";
import { pickProperties } from "../tool-schemas.js";

/** The fields of a task in a list. */
export const taskFields = [
  "id",
  "name",
  "type",
  "status",
  "progress",
  "message",
  "createdOn",
  "endedOn",
] as const;

const id = text("ID of the task, from list_tasks or from the tool that started it");

export const listTasks = defineTool({
  name: "list_tasks",
  title: "List tasks",
  description:
    "List scans, responses, and discoveries, newest first: those in progress, and those that ended recently.",
  command: "task list",
  input: z.strictObject({
    running: described(withDefault(z.boolean(), false), "Only tasks in progress"),
    since: described(
      withDefault(z.string().check(z.minLength(1)), "24h"),
      "Also tasks that ended since this time: 30m, 24h, 7d, or an ISO 8601 time",
    ),
    where,
    ...pageInputs,
  }),
  output: listOutput(pickProperties(taskSchema, taskFields)),
  async run(input, call) {
    const time = input.running ? null : readSince(input.since, "since")(await call.readTime());
    const ended = { endedOn: null };
    const condition = await combineFilters({
      flags: {
        running: time === null ? ended : undefined,
        since: time === null ? undefined : { or: [ended, { endedOn: { gte: time } }] },
      },
      defaults: [{ archived: false }, matchOtherThan("type", "RTS")],
      where: input.where,
    });
    const filter = { where: condition, order: "createdOn DESC", fields: taskFields } as const;
    return listRows(call.client.userTasks, filter, input, "tasks", call);
  },
});

/** The output of tools that show a task. */
const taskOutput = {
  task: {
    ...pickProperties(taskSchema, taskFields),
    description: "The task. `endedOn` is null while it runs.",
  },
  results: {
    ...scanReportSchema,
    type: ["object", "null"],
    description: "Numbers of hosts and alerts. Null while the task runs, and if HUNT returned none.",
  },
  outputs: {
    type: "array",
    items: { type: "object" },
    description: "Outputs of extensions on hosts, at most 20.",
  },
};

const maxOutputs = 20;

/** Returns a task with its results. Only an ended task has results. */
async function describeTask(client: HuntClient, task: UserTask, signal: AbortSignal): Promise<Answer> {
  const isOver = hasEnded(task);
  const scanId = isOver ? (task.data?.scanId ?? null) : null;
  const results = scanId === null ? null : await readScanReport(client, { ...task, scanId }, signal);
  const outputs =
    scanId === null
      ? []
      : await client.scanExtensionDetails
          .list({ where: { scanId }, limit: maxOutputs }, { signal })
          .toArray();
  const state = isOver ? "has ended" : "is in progress";
  return {
    summary: `The task at ${client.instance.name} ${state}.`,
    data: { task, results, outputs },
  };
}

export const getTask = defineTool({
  name: "get_task",
  title: "Show a task",
  description:
    "Show the status of a task, and after it has ended, its results: hosts, alerts by severity, and outputs of extensions. " +
    "To list the alerts, call list_alerts with a condition on scanId.",
  command: "task get",
  input: z.strictObject({ id }),
  output: taskOutput,
  async run(input, { client, signal }) {
    return describeTask(client, await client.userTasks.get(input.id, { signal }), signal);
  },
});

export const waitForTask = defineTool({
  name: "wait_for_task",
  title: "Wait for a task",
  description:
    "Wait until a task has ended, at most some seconds, and show it as get_task does. If it has not ended, call the tool again. " +
    "Sends progress notifications.",
  command: "task wait",
  input: z.strictObject({
    id,
    seconds: described(
      withDefault(z.int().check(z.minimum(1), z.maximum(600)), 45),
      "Maximum time to wait. Many clients end a call after 60 seconds",
    ),
  }),
  output: taskOutput,
  async run(input, call) {
    const { client, signal } = call;
    await waitUntilEnded(input, call);
    return describeTask(client, await client.userTasks.get(input.id, { signal }), signal);
  },
});

/**
 * Waits for a task, at most until the client has closed stdin. A task that failed, or did not end in time, is not an
 * error: its status says so.
 */
async function waitUntilEnded(
  { id: taskId, seconds }: { readonly id: string; readonly seconds: number },
  { client, signal, inputEnd, reportProgress }: Call,
): Promise<void> {
  try {
    await client.tasks.wait(taskId, {
      signal: AbortSignal.any([signal, inputEnd]),
      pollIntervalMs: 5_000,
      timeoutMs: seconds * 1_000,
      onProgress: ({ progress }) => reportProgress(progress ?? 0),
    });
  } catch (error) {
    const hasStopped = inputEnd.aborted && !signal.aborted;
    if (!(error instanceof HuntTaskError) && !hasStopped) throw error;
  }
}
