import { joinText, toLine } from "../../../output/escape.js";
import { stat } from "node:fs/promises";
import { defineCommand, type JsonSchema } from "../../../program/definition.js";
import { requiredArgument } from "../../../program/flags.js";
import { extensions, rules, type SourceKind } from "../source-kinds.js";

const stringArray: JsonSchema = { type: "array", items: { type: "string" } };

const pullSchema: JsonSchema = {
  title: "Result of a pull",
  type: "object",
  required: ["written", "unchanged", "skipped"],
  properties: {
    written: { ...stringArray, description: "Files that are new or were changed." },
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
    description: `Writes the ${many} of the instance to a directory, as ${files}. Each one replaces the file with its GUID, or is written to a new file with its name. Other files are not changed. Before the command replaces files that differ, it lists them and asks for confirmation.`,
    arguments: {
      folder: requiredArgument("Directory, which is created if it does not exist", { isFile: true }),
    },
    examples: [
      { line: `hunt ${one} pull ${many}/`, does: "Start to manage them in a repository" },
      {
        line: `hunt ${one} pull ${many}/ --yes && git diff --exit-code`,
        does: "Detect changes in a pipeline",
      },
    ],
    schema: pullSchema,
    asks: true,
    async run({ args: { folder }, options, getClient, out, confirm, signal }) {
      const client = await getClient();
      const own = (await exists(folder)) ? await read(folder) : [];
      const plan = await at(client).diff(own, { force: true, signal });
      const over = plan.update.map(({ source: { path, name } }) => path ?? name);
      if (over.length > 0)
        await confirm(
          `Write over ${over.length === 1 ? "1 file that differs" : `${over.length} files that differ`} from what ${client.instance.name} has`,
          over,
        );
      else if (options.dryRun)
        await confirm(`Write what ${client.instance.name} has and ${folder} lacks into it`, []);
      const report = await at(client).pull(folder, { signal });
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
        `✓ ${report.written.length} written, ${report.unchanged.length} unchanged${skipped.length > 0 ? `, ${skipped.length} skipped` : ""}.`,
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
