import { scanParts, type StartedTask } from "@huntkit/core";
import * as z from "zod/mini";
import type { JsonSchema } from "../../../program/definition.js";
import { UsageError } from "../../../program/errors.js";
import { nameHost } from "../../agent/name-host.js";
import { findAgent } from "../../agent/pick-agents.js";
import { findTarget } from "../../target/find-target.js";
import { startTask } from "../../task/run-task.js";
import { changeOutput, confirmChange } from "../confirm-change.js";
import { confirmInputs, described, object, text, texts, words } from "../inputs.js";
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

const recordSchema: JsonSchema = {
  type: "object",
  required: ["id"],
  properties: { id: { type: "string" } },
};

const hostInput = "Host name, IP address, or agent ID";

export const startScan = defineTool({
  name: "start_scan",
  title: "Start a scan",
  description:
    "Scan a target group, or a host with an agent. Set group or host. The first call returns a preview with the group or the agent, and starts nothing. " +
    "After that, use wait_for_task.",
  command: "scan",
  writes: "scans",
  input: z.strictObject({
    host: described(z.optional(text("")), `${hostInput}. Required without group`),
    group: described(z.optional(text("")), "Target group to scan, by name or ID. Required without host"),
    parts: words(scanParts, "Parts to scan. Default: HUNT's default parts"),
    extensions: texts(
      "Extensions to run during the scan, by name or ID. A response also requires --allow-writes responses",
    ),
    ...confirmInputs,
  }),
  output: changeOutput(recordSchema, taskOutput),
  async run(input, call) {
    const { client, signal } = call;
    const { host: wantedHost, group, parts } = input;
    if ((wantedHost === undefined) === (group === undefined))
      throw new UsageError("Exactly one of host and group is required.", "Set host or group.");
    const wanted = input.extensions ?? [];
    const extensions = await Promise.all(wanted.map((name) => pickExtension(call, name)));
    const extensionIds = extensions.map(({ id }) => id);
    const settings = { options: parts ?? ("default" as const), extensions: extensionIds, signal };
    const started = {
      tool: "start_scan",
      settings: [parts, extensionIds],
      shown: { parts: parts ?? null, extensions },
      verbs: ["Scan", "Started a scan of"] as const,
    };
    if (group !== undefined) {
      const target = await findTarget(client, group, signal);
      return confirmStart(call, input, {
        ...started,
        what: "target group",
        record: target,
        fields: targetFields,
        start: () => client.tasks.scanTargetGroup(target.id, settings),
      });
    }
    const agent = await findAgent(client, wantedHost!, signal);
    const host = await nameHost(client, agent, signal);
    return confirmStart(call, input, {
      ...started,
      settings: [...started.settings, host, agent.locationId],
      what: "host",
      record: agent,
      fields: agentFields,
      start: () => client.tasks.scanTarget(host, { ...settings, addUnknownHost: false }),
    });
  },
});

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
    host: text(hostInput),
    extension: text("Name or ID of the extension, from list_extensions with type response"),
    args: object("Arguments of the extension by name"),
    ...confirmInputs,
  }),
  output: changeOutput(recordSchema, taskOutput),
  async run(input, call) {
    const { client, signal } = call;
    const { extension: wanted, args } = input;
    const extension = await pickExtension(call, wanted, "response", args);
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
