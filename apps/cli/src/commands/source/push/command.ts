import { formatCount } from "@huntkit/toolkit";
import type { PushOptions } from "@huntkit/core";
import { listSchema } from "../../../lists/record-schema.js";
import { escapeForTerminal } from "../../../output/escape.js";
import { defineCommand, type JsonSchema } from "../../../program/definition.js";
import { CommandError } from "../../../program/errors.js";
import { requiredArgument } from "../../../program/flags.js";
import { extensions, readSources, rules, type SourceKind, type SourcePlan } from "../source-kinds.js";
import { planFlags } from "../plan.js";

const doneSchema: JsonSchema = {
  type: "object",
  required: ["action", "name", "path", "id"],
  properties: {
    action: { enum: ["create", "update", "variable"] },
    name: { type: "string" },
    path: { type: ["string", "null"] },
    id: { type: "string", description: "ID of the record in HUNT." },
  },
};

/** Defines `hunt extension push` or `hunt rule push`. */
function pushCommand(kind: SourceKind) {
  const { one, many, files, at } = kind;
  return defineCommand({
    description: `Create and update ${many} from files. Each ${one} is identified by its GUID: if HUNT does not have it, it is created, and if it differs, it is updated. The command lists the changes and asks for confirmation. If there is a conflict, for example a newer version in HUNT, nothing is changed.

The directory contains ${files}. Subdirectories are included, except \`draft\`, \`examples\`, and \`tests\`. To show every line that would change, use \`hunt ${one} diff\`.`,
    arguments: { path: requiredArgument("Directory or file to push", { isFile: true }) },
    options: planFlags,
    examples: [
      { line: `hunt ${one} push ${many}/ --dry-run`, does: "Show what would be changed" },
      {
        line: `hunt ${one} push ${many}/ --activate --yes`,
        does: `Deploy and activate the ${many} of a repository in a pipeline`,
      },
    ],
    schema: listSchema("Changes that were made", doneSchema),
    asks: true,
    async run({ args, options, getClient, out, confirm, progress, signal }) {
      const sources = await readSources(kind, args.path);
      const client = await getClient();
      const how = { force: options.force, activate: options.activate || undefined, signal };
      const plan = await at(client).diff(sources, how);
      if (plan.conflicts.length > 0)
        throw new CommandError(
          `Nothing was pushed: ${formatCount(plan.conflicts.length, "conflict")}.`,
          plan.conflicts.map(({ message }) => message).join("\n"),
        );
      const todo = listSteps(plan);
      if (todo.length === 0) {
        out.note(`✓ Nothing to push: ${formatCount(sources.length, one)} unchanged.`);
        if (out.format !== "human") await out.rows([], []);
        return;
      }
      const { summarizePlan } = await import("../plan-text.js");
      await confirm(`Push ${many} to ${client.instance.name}: ${summarizePlan(plan)}`, todo);
      const bar = progress(`Pushing ${many}`, many);
      const onProgress: PushOptions["onProgress"] = ({ done: count, total, name }) =>
        bar.update(count, total, escapeForTerminal(name));
      const { done } = await at(client)
        .push(sources, { ...how, onProgress })
        .finally(() => bar.stop());
      await out.rows(
        done.map(({ action, name, path = null, id }) => ({ action, name, path, id })),
        [
          { title: "Done", value: ({ action }) => action },
          { title: "Name", value: ({ name }) => name },
          { title: "File", value: ({ path }) => path },
          { title: "ID", value: ({ id }) => id, isWhole: true },
        ],
      );
    },
  });
}

function listSteps({ create, update, globals = [] }: SourcePlan): string[] {
  return [
    ...globals.map(({ name, type }) => `variable  ${name} (${type})`),
    ...create.map(({ name, path }) => `new  ${name}  ${path ?? ""}`),
    ...update.map(
      ({ source: { name, path }, changes }) =>
        `changed  ${name}  ${path ?? ""} (${changes.map(({ part }) => part).join(", ")})`,
    ),
  ];
}

/** `hunt extension push`. */
export const extensionPush = pushCommand(extensions);

/** `hunt rule push`. */
export const rulePush = pushCommand(rules);
