import { scanExtensionDetails } from "@huntkit/catalog";
import type { Rows } from "@huntkit/core";
import { combineConditions, matchNameOrId, formatNameAndId } from "@huntkit/toolkit";
import { pickOne } from "../../lists/pick-one.js";
import { recordSchema } from "../../lists/record-schema.js";
import type { Column } from "../../output/output.js";
import { defineCommand } from "../../program/definition.js";
import { CommandError, UsageError } from "../../program/errors.js";
import { jsonObjectFlag, requiredArgument, stringFlag } from "../../program/flags.js";
import { startTask, waitForTask } from "../task/run-task.js";
import { waitFlags } from "../scan/scan-flags.js";
const resultSchema = recordSchema(scanExtensionDetails);

export default defineCommand({
  description: `Runs a response extension on a machine, such as one that ends a process, and nothing else. It asks first, and prints the task's id; with \`--wait\`, what the extension said.

The machine is looked for as \`hunt scan\` does.`,
  arguments: { host: requiredArgument("A host, by name or address") },
  options: {
    extension: stringFlag("name", "The response extension, by name or id"),
    args: jsonObjectFlag(
      "json",
      'Values for the arguments that it declares, such as \'{"path": "C:\\\\Temp\\\\x.exe"}\'',
    ),
    targetGroup: stringFlag("name", "Where to look for the host first, and where it goes if it is in none"),
    credential: stringFlag("name", "What to sign in with on a host without an agent, by name or id"),
    ...waitFlags,
  },
  examples: [
    {
      line: `hunt respond srv-0042 --extension 'Terminate Process' --args '{"name": "xmrig"}' --wait`,
      does: "End a process, and see whether it worked",
    },
    { line: "hunt extension list --type response", does: "See which responses there are" },
  ],
  schema: {
    title: "A response of HUNT's",
    type: "object",
    required: ["taskId", "scanId", "results"],
    properties: {
      taskId: { type: "string" },
      scanId: {
        type: ["string", "null"],
        description: "Null where it was not waited for, or HUNT names none.",
      },
      results: {
        type: ["array", "null"],
        items: resultSchema,
        description: "Null where it was not waited for.",
      },
    },
  },
  asks: true,
  async run(context) {
    const {
      args: { host },
      options,
      getClient,
      out,
      confirm,
      signal,
    } = context;
    const { extension, args, targetGroup, credential } = options;
    if (extension === undefined)
      throw new UsageError(
        "--extension: it is missing, so that nobody knows what to do.",
        "`hunt extension list --type response` shows those that there are.",
      );
    const client = await getClient();
    const responses = await client.extensions
      .list(
        {
          where: combineConditions({ type: "response" }, matchNameOrId(extension, ["name"])),
          fields: ["name"],
        },
        { signal },
      )
      .toArray();
    const { id, name } = pickOne(
      responses,
      extension,
      "response extension",
      formatNameAndId,
      "`hunt extension list --type response` shows those that there are.",
    );
    await confirm(
      `Run the response ${name ?? id} on ${host} at ${client.instance.name}`,
      args === undefined ? [] : [JSON.stringify(args)],
    );
    const { userTaskId } = await startTask(() =>
      client.tasks.respond(host, id, { args, targetGroup, credential, signal }),
    );
    out.note(`✓ Begun: ${name ?? id} on ${host}.`);
    if (!options.wait)
      return out.data({ taskId: userTaskId, scanId: null, results: null }, ({ taskId }) => `${taskId}\n`);
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
    if (out.format === "human") await out.rows(results, columns);
    else await out.data({ taskId: userTaskId, scanId, results }, () => "");
    if (results.length === 0)
      throw new CommandError(
        "The task has ended, but HUNT tells no result: the host may have been out of reach.",
        `hunt task get ${userTaskId} shows more.`,
      );
    if (results.some(({ success }) => success === false)) throw new CommandError("The extension failed.");
  },
});

const columns: Column<Rows.ScanExtensionDetail>[] = [
  { title: "Host", value: ({ hostname }) => hostname },
  { title: "Extension", value: ({ name }) => name },
  {
    title: "Result",
    value: ({ success }) => (success === false ? "failed" : success ? "done" : "unknown"),
    paint: (cell, { success }, colors) => (success === false ? colors.red(cell) : cell),
  },
  { title: "Output", value: ({ output }) => (Array.isArray(output) ? output.join(" · ") : output) },
];
