import { stat } from "node:fs/promises";
import { defineCommand, type JsonSchema } from "../../../program/definition.js";
import { requiredArgument } from "../../../program/flags.js";
import { extensions, rules, type SourceKind } from "../source-kinds.js";

const stringArray: JsonSchema = { type: "array", items: { type: "string" } };

const pullSchema: JsonSchema = {
  title: "What a pull from HUNT did to a folder",
  type: "object",
  required: ["written", "unchanged", "skipped"],
  properties: {
    written: { ...stringArray, description: "Files that are new, or have another content than before." },
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
    description: `Writes the ${many} that HUNT has into a folder, as ${files}: each over the file that has its GUID, wherever that is, and what is new into a file called by its name. No other file is written over. Before it writes over files that differ, it shows them and asks.`,
    arguments: { folder: requiredArgument("The folder, which is made if need be", { isFile: true }) },
    examples: [
      { line: `hunt ${one} pull ${many}/`, does: "Begin to keep them in a repository" },
      {
        line: `hunt ${one} pull ${many}/ --yes && git diff --exit-code`,
        does: "Let a pipeline tell what was changed in HUNT",
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
      await out.data({ ...report, skipped }, ({ written }) => written.map((path) => `${path}\n`).join(""));
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
