import { scanParts, type StartedTask } from "@huntkit/core";
import { formatNameAndId, formatUnknownName } from "@huntkit/toolkit";
import * as z from "zod/mini";
import { pickByName } from "../../../lists/pick-one.js";
import type { JsonSchema } from "../../../program/definition.js";
import { CommandError } from "../../../program/errors.js";
import { nameHost } from "../../agent/name-host.js";
import { findAgent } from "../../agent/pick-agents.js";
import { adviseTarget, findTargetsByName } from "../../target/find-target.js";
import { startTask } from "../../task/run-task.js";
import { changeOutput, confirmChange } from "../confirm-change.js";
import { confirmInputs, object, text, texts, words } from "../inputs.js";
import { type Answer, type Call, defineTool } from "../tool.js";
import { pickProperties } from "../tool-schemas.js";
import { pickExtension } from "./pick-extension.js";
import { agentFields } from "./read-agents.js";
import { targetFields } from "./read-instance.js";
import { taskFields } from "./read-tasks.js";
import { taskSchema } from "../../task/task-table.js";

/** The output of the tools in addition to that of every change. */
const taskOutput: Readonly<Record<string, JsonSchema>> = {
  taskId: {
    type: ["string", "null"],
    description: "ID of the started task, for wait_for_task and get_task. Null in a preview.",
  },
  settings: {
    type: "object",
    description: "What the task runs: extensions, and their arguments or the parts of a scan.",
  },
};

const subjectSchema: JsonSchema = {
  type: "object",
  required: ["id"],
  properties: { id: { type: "string" } },
};

export const startScan = defineTool({
  name: "start_scan",
  title: "Start a scan",
  description:
    "Scan a target group, or the host of an agent. The first call returns a preview with the group or the agent, and starts nothing. " +
    "After that, use wait_for_task.",
  command: "scan",
  writes: "scans",
  input: z.strictObject({
    subject: text("Name or ID of a target group, or name of a host with an agent"),
    parts: words(scanParts, "Parts to scan. Default: HUNT's default parts"),
    extensions: texts(
      "Extensions to run during the scan, by name or ID. A response also requires --allow-writes responses",
    ),
    ...confirmInputs,
  }),
  output: changeOutput(subjectSchema, taskOutput),
  async run(input, call) {
    const { client, signal } = call;
    const { subject, parts } = input;
    const wanted = input.extensions ?? [];
    const extensions = await Promise.all(wanted.map((name) => pickExtension(call, name)));
    const extensionIds = extensions.map(({ id }) => id);
    const groups = await findTargetsByName(client, subject, signal);
    const settings = { options: parts ?? ("default" as const), extensions: extensionIds, signal };
    const started = {
      tool: "start_scan",
      settings: [parts, extensionIds],
      shown: { parts: parts ?? null, extensions },
    };
    if (groups.length > 0) {
      const target = pickByName(groups, subject, "target group", formatNameAndId, "");
      return confirmStart(call, input, {
        ...started,
        what: "target group",
        verbs: ["Scan", "Started a scan of"],
        record: target,
        fields: targetFields,
        start: () => client.tasks.scanTargetGroup(target.id, settings),
      });
    }
    const agent = await findAgent(client, subject, signal).catch(async (error: unknown) => {
      throw await explainUnknownSubject(error, subject, call);
    });
    const host = await nameHost(client, agent, signal);
    return confirmStart(call, input, {
      ...started,
      settings: [...started.settings, host, agent.locationId],
      what: "host",
      verbs: ["Scan", "Started a scan of"],
      record: agent,
      fields: agentFields,
      start: () => client.tasks.scanTarget(host, { ...settings, addUnknownHost: false }),
    });
  },
});

/** Adds the nearest target groups to the error for a name that no agent has. Returns any other error unchanged. */
async function explainUnknownSubject(
  error: unknown,
  subject: string,
  { client, signal }: Pick<Call, "client" | "signal">,
): Promise<unknown> {
  if (!(error instanceof CommandError) || error.message !== formatUnknownName("agent", subject)) return error;
  const advice = `${await adviseTarget(client, subject, signal)}\n${error.advice}`;
  return new CommandError(
    `No target group and no agent named "${subject}" found.`,
    advice,
    1,
    "CLI_NOT_FOUND",
  );
}

export const runResponse = defineTool({
  name: "run_response",
  title: "Run a response extension",
  description:
    "Run a response extension on the host of an agent, for example to end a process, delete a file, or run a command. The first call returns a preview, and " +
    "starts nothing. After that, use wait_for_task, which returns the output.",
  command: "respond",
  writes: "responses",
  isDestructive: true,
  input: z.strictObject({
    host: text("Host name, IP address, or agent ID"),
    extension: text("Name or ID of the extension, from list_extensions with type response"),
    args: object("Arguments of the extension by name"),
    ...confirmInputs,
  }),
  output: changeOutput(subjectSchema, taskOutput),
  async run(input, call) {
    const { client, signal } = call;
    const { extension: wanted, args } = input;
    const extension = await pickExtension(call, wanted, "response");
    const agent = await findAgent(client, input.host, signal);
    const host = await nameHost(client, agent, signal);
    const settings = { args, addUnknownHost: false, signal };
    return confirmStart(call, input, {
      tool: "run_response",
      settings: [extension.id, args, host, agent.locationId],
      shown: { extension, args: args ?? {} },
      what: "host",
      verbs: ["Run the response extension on", "Started the response extension on"],
      record: agent,
      fields: agentFields,
      start: () => client.tasks.respond(host, extension.id, settings),
    });
  },
});

/** A task on one record. */
interface TaskStart {
  readonly tool: string;
  readonly settings: unknown;
  /** The settings that the preview shows. */
  readonly shown: object;
  readonly what: string;
  readonly verbs: readonly [order: string, done: string];
  readonly record: { readonly id: string };
  readonly fields: readonly string[];
  readonly start: () => Promise<StartedTask>;
}

/** Returns a preview of a task, or starts it. */
async function confirmStart(
  call: Call,
  input: z.output<z.ZodMiniObject<typeof confirmInputs>>,
  { record, start, shown, ...change }: TaskStart,
): Promise<Answer> {
  const { summary, data } = await confirmChange(call, input, {
    ...change,
    review: "the records and the settings",
    route: change.what,
    records: [record],
    total: null,
    apply: async () => ({ taskId: (await startTask(start)).userTaskId }),
  });
  return { summary, data: { taskId: null, settings: shown, ...data } };
}

export const cancelTask = defineTool({
  name: "cancel_task",
  title: "Cancel a task",
  description: "Cancel a scan or another task. The first call returns a preview, and cancels nothing.",
  command: "task cancel",
  writes: "scans",
  isDestructive: true,
  input: z.strictObject({ id: text("ID of the task, from list_tasks"), ...confirmInputs }),
  output: changeOutput(pickProperties(taskSchema, taskFields)),
  async run(input, call) {
    const { userTasks } = call.client;
    const { signal } = call;
    const task = await userTasks.get(input.id, { signal });
    return confirmChange(call, input, {
      tool: "cancel_task",
      route: userTasks.route,
      what: "task",
      verbs: ["Cancel", "Canceled"],
      records: task.endedOn ? [] : [task],
      skipped: task.endedOn ? 1 : 0,
      fields: taskFields,
      total: null,
      apply: async () => userTasks.cancel(task.id, { signal }),
    });
  },
});
