import { formatCount } from "@huntkit/toolkit";
import type { PushOptions } from "@huntkit/core";
import { listSchema } from "../../../lists/record-schema.js";
import { escapeForTerminal } from "../../../output/escape.js";
import { defineCommand, type JsonSchema } from "../../../program/definition.js";
import { CommandError } from "../../../program/errors.js";
import { requiredArgument } from "../../../program/flags.js";
import { extensions, rules, type SourceKind, type SourcePlan } from "../source-kinds.js";
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
function pushCommand({ one, many, files, at, read }: SourceKind) {
  return defineCommand({
    description: `Creates the ${many} of a directory that HUNT does not have, and updates those that differ. Each one is identified by its GUID. The command shows the changes and asks for confirmation. If there is a conflict, such as a newer version in HUNT, it changes nothing.

The directory contains ${files}. Subdirectories are included, except for \`draft\`, \`examples\`, and \`tests\`. \`hunt ${one} diff\` shows every line that would change.`,
    arguments: { path: requiredArgument("Directory or file", { isFile: true }) },
    options: planFlags,
    examples: [
      { line: `hunt ${one} push ${many}/ --dry-run`, does: "Show what would be done" },
      {
        line: `hunt ${one} push ${many}/ --activate --yes`,
        does: "Deploy a repository in a pipeline",
      },
    ],
    schema: listSchema("What was done", doneSchema),
    asks: true,
    async run({ args, options, getClient, out, confirm, progress, signal }) {
      const sources = await read(args.path);
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
        out.note(
          sources.length === 0
            ? `No ${many} found in ${args.path}.`
            : `✓ Nothing to push: ${formatCount(sources.length, one)} unchanged.`,
        );
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
