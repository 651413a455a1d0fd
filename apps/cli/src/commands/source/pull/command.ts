import { joinText, toLine } from "../../../output/escape.js";
import { stat } from "node:fs/promises";
import { defineCommand, type JsonSchema } from "../../../program/definition.js";
import { requiredArgument } from "../../../program/flags.js";
import { formatCount } from "@huntkit/toolkit";
import { extensions, rules, type SourceKind } from "../source-kinds.js";

const stringArray: JsonSchema = { type: "array", items: { type: "string" } };

const pullSchema: JsonSchema = {
  title: "Result of a pull",
  type: "object",
  required: ["written", "unchanged", "skipped"],
  properties: {
    written: { ...stringArray, description: "Files that were created or changed." },
    unchanged: stringArray,
    skipped: {
      type: "array",
      items: {
        type: "object",
        required: ["id", "name", "path", "reason", "message"],
        properties: {
          id: { type: "string" },
          name: { type: "string" },
          path: { type: ["string", "null"] },
          reason: { type: "string" },
          message: { type: "string" },
        },
      },
    },
  },
};

/** Defines `hunt extension pull` or `hunt rule pull`. */
function pullCommand({ one, many, files, at, read }: SourceKind) {
  return defineCommand({
    description: `Download the ${many} of the instance to a directory, as ${files}. Each one replaces the file with the same GUID, or is written to a new file. Other files are not changed. Before the command replaces files that differ, it lists them and asks for confirmation.`,
    arguments: {
      directory: requiredArgument("Directory to write to. It is created if it does not exist", {
        isFile: true,
      }),
    },
    examples: [
      { line: `hunt ${one} pull ${many}/`, does: `Download all ${many}, to manage them in a repository` },
      {
        line: `hunt ${one} pull ${many}/ --yes && git diff --exit-code`,
        does: "Fail a pipeline if someone changed them in HUNT",
      },
    ],
    schema: pullSchema,
    asks: true,
    async run({ args: { directory }, options, getClient, out, confirm, signal }) {
      const client = await getClient();
      const own = (await exists(directory)) ? await read(directory) : [];
      const plan = await at(client).diff(own, { force: true, signal });
      const over = plan.update.map(({ source: { path, name } }) => path ?? name);
      if (over.length > 0)
        await confirm(
          `Replace ${formatCount(over.length, "file")} that ${over.length === 1 ? "differs" : "differ"} from ${client.instance.name}`,
          over,
        );
      else if (options.dryRun)
        await confirm(`Download the new ${many} of ${client.instance.name} to ${directory}`, []);
      const report = await at(client).pull(directory, { signal });
      const skipped = report.skipped.map(({ id, name, path = null, reason, message }) => ({
        id,
        name,
        path,
        reason,
        message,
      }));
      await out.data({ ...report, skipped }, ({ written }) => joinText(written.map(toLine)));
      for (const { message } of skipped) out.note(`Skipped: ${message}`);
      out.note(
        `✓ Wrote ${formatCount(report.written.length, "file")}. ${report.unchanged.length} unchanged${skipped.length > 0 ? `, ${skipped.length} skipped` : ""}.`,
      );
    },
  });
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** `hunt extension pull`. */
export const extensionPull = pullCommand(extensions);

/** `hunt rule pull`. */
export const rulePull = pullCommand(rules);
