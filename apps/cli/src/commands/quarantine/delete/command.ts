import { defineCommand } from "../../../program/definition.js";
import { actedOnFilesSchema, actOnFiles, fileActionInput } from "../act-on-files.js";

export default defineCommand({
  description:
    "Delete files in quarantine permanently. The command lists them and asks for confirmation. " +
    "HUNT creates a job for each file, and the agent then does the work.",
  ...fileActionInput,
  examples: [
    {
      line: "hunt quarantine delete d8888e25-db19-432e-b4d1-ccc88c4e60fa",
      does: "Delete a file permanently",
    },
  ],
  schema: actedOnFilesSchema,
  asks: true,
  run: (context) =>
    actOnFiles(context, {
      verb: "Delete",
      done: "Requested to delete",
      run: (files, where, options) => files.deleteFiles(where, options),
    }),
});
