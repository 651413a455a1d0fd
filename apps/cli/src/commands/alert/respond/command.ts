import type { Rows } from "@huntkit/core";
import { formatCount } from "@huntkit/toolkit";
import { confirmAffected, findMissingFlag, guardFlags, unprovenFlag } from "../../../lists/guard-flags.js";
import { toLine } from "../../../output/escape.js";
import { defineCommand } from "../../../program/definition.js";
import { UsageError } from "../../../program/errors.js";
import { jsonObjectFlag, requiredVariadicArgument, stringFlag } from "../../../program/flags.js";
import {
  findResponse,
  formatExtensionArguments,
  listResponsesAdvice,
} from "../../extension/find-extension.js";
import { startTask } from "../../task/run-task.js";

export default defineCommand({
  description:
    "Run a response extension on the hosts of alerts, and print the task ID. The command lists the alerts " +
    "and asks for confirmation. HUNT does not document this request, so `--unproven` is required. " +
    "`hunt respond` does the same for a host, with a documented request.",
  arguments: { id: requiredVariadicArgument("ID of an alert, as shown by `hunt alert list`") },
  options: {
    extension: stringFlag("name", "Response extension, by name or ID (required)"),
    args: jsonObjectFlag("json", 'Arguments of the extension, for example \'{"name": "xmrig"}\''),
    expect: guardFlags.expect,
    maxAffected: guardFlags.maxAffected,
    ...unprovenFlag,
  },
  examples: [
    {
      line: "hunt alert respond 8acc9458-1bfe-4902-956a-7c12b1df4436 --extension 'Terminate Process' --unproven",
      does: "End the process of an alert",
    },
  ],
  schema: {
    title: "A response to alerts",
    type: "object",
    required: ["taskId"],
    properties: {
      taskId: { type: ["string", "null"], description: "ID of the task. Null if HUNT returned none." },
    },
  },
  asks: true,
  async run(context) {
    const { args, options, getClient, out, signal } = context;
    const { extension, unproven } = options;
    if (extension === undefined)
      throw new UsageError("Missing required flag --extension.", listResponsesAdvice);
    const client = await getClient();
    for (const id of args.id) client.alerts.requireId(id);
    const response = await findResponse(client, extension, options.args, signal);
    const { findAlertsById } = await import("../archive/run.js");
    const alerts = await findAlertsById(client.alerts, args.id, {}, signal);
    const what = `${response.name ?? response.id} on the hosts of ${formatCount(alerts.length, "alert")}`;
    await confirmAffected(
      { ...context, options: { ...options, allowAllRecords: false } },
      { route: client.alerts.route, count: alerts.length, total: null },
      `Run ${what} at ${client.instance.name}`,
      [...formatExtensionArguments(options.args), ...alerts.map(describeAlert)],
      await findMissingFlag(context, "respondToAlerts"),
    );
    const { toScanOptions } = await import("@huntkit/core");
    const extensions = [{ id: response.id, ...(options.args && { args: options.args }) }];
    const request = {
      ids: alerts.map(({ id }) => id),
      options: { ...toScanOptions("empty"), extensions },
    };
    const started = await startTask(() => client.alerts.respond(request, { unproven, signal }));
    const { userTaskId } = Object(started) as { readonly userTaskId?: unknown };
    const taskId = typeof userTaskId === "string" ? userTaskId : null;
    await out.data({ taskId }, () => toLine(taskId ?? ""));
    out.note(`✓ Started ${what}.`);
  },
});

function describeAlert({ severity, hostname, name }: Rows.Alert): string {
  return [severity, hostname, name].filter(Boolean).join("  ");
}
