import { toLine } from "../../output/escape.js";
import { scanExtensionDetails } from "@huntkit/catalog";
import { quoteForShell } from "@huntkit/core/escape";
import { recordSchema } from "../../lists/record-schema.js";
import { defineCommand } from "../../program/definition.js";
import { CommandError, UsageError } from "../../program/errors.js";
import { jsonObjectFlag, requiredArgument, stringFlag } from "../../program/flags.js";
import { resolveHost } from "../agent/name-host.js";
import { findResponse, formatExtensionArguments, listResponsesAdvice } from "../extension/find-extension.js";
import { startTask, waitForTask } from "../task/run-task.js";
import { hostFlags, requireWait, waitFlags } from "../scan/scan-flags.js";
import { extensionResultColumns } from "./result-columns.js";
import { withKnownHost } from "../scan/with-known-host.js";

const resultSchema = recordSchema(scanExtensionDetails);

export default defineCommand({
  description: `Run a response extension on a host, for example to end a process. The command asks for confirmation, and prints the task ID. With \`--wait\`, it prints the output of the extension.

The host is found in the same way as in \`hunt scan\`.`,
  arguments: { host: requiredArgument("Host name, IP address, or agent ID") },
  options: {
    extension: stringFlag("name", "Response extension, by name or ID (required)"),
    args: jsonObjectFlag(
      "json",
      'Arguments of the extension, for example \'{"path": "C:\\\\Temp\\\\x.exe"}\'',
    ),
    ...hostFlags,
    ...waitFlags,
  },
  examples: [
    {
      line: `hunt respond SRV-LEI-0012 --extension 'Terminate Process' --args '{"name": "xmrig"}' --wait`,
      does: "End a process, and show the result",
    },
    { line: "hunt extension list --type response", does: "List the response extensions" },
  ],
  schema: {
    title: "A response",
    type: "object",
    required: ["taskId", "scanId", "results"],
    properties: {
      taskId: { type: "string" },
      scanId: {
        type: ["string", "null"],
        description:
          "ID of the scan that contains the results. Null without --wait, or if HUNT returned none.",
      },
      results: {
        type: ["array", "null"],
        items: resultSchema,
        description: "Results of the extension. Null without --wait.",
      },
    },
  },
  asks: true,
  async run(context) {
    const {
      args: { host: written },
      options,
      getClient,
      out,
      confirm,
      signal,
    } = context;
    const { extension, args, targetGroup, credential, addHost } = options;
    if (extension === undefined)
      throw new UsageError("Missing required flag --extension.", listResponsesAdvice);
    requireWait(options);
    const client = await getClient();
    const { id, name } = await findResponse(client, extension, args, signal);
    const { name: host, label } = await resolveHost(client, written, signal);
    await confirm(`Run ${name ?? id} on ${label} at ${client.instance.name}`, formatExtensionArguments(args));
    const start = (addUnknownHost: boolean) =>
      startTask(() =>
        client.tasks.respond(host, id, { args, targetGroup, credential, addUnknownHost, signal }),
      );
    const choice = { host, canBeGroup: false, addHost, targetGroup };
    const { userTaskId } = await withKnownHost(client, choice, start, context);
    out.note(`✓ Started ${name ?? id} on ${label}.`);
    if (!options.wait)
      return out.data({ taskId: userTaskId, scanId: null, results: null }, ({ taskId }) => toLine(taskId));
    const { scanId } = await waitForTask(
      context,
      userTaskId,
      `Running ${name ?? id} on ${host}`,
      options.timeout,
    );
    const results =
      scanId === null
        ? []
        : await client.scanExtensionDetails.list({ where: { scanId } }, { signal }).toArray();
    if (out.format === "human") await out.rows(results, extensionResultColumns);
    else await out.data({ taskId: userTaskId, scanId, results });
    if (results.length === 0)
      throw new CommandError(
        "The task has ended, but HUNT returned no result. The host might be unreachable.",
        `For details, run: hunt task get ${quoteForShell(userTaskId)}`,
      );
    if (results.some(({ success }) => success === false))
      throw new CommandError("The extension failed on the host.");
  },
});
