import { defineCommand } from "../../../program/definition.js";
import { actedOnFilesSchema, actOnFiles, fileActionInput } from "../act-on-files.js";

export default defineCommand({
  description:
    "Restore files from quarantine to their original paths. The command lists them and asks for confirmation. " +
    "HUNT creates a job for each file, and the agent then does the work.",
  ...fileActionInput,
  examples: [
    {
      line: "hunt quarantine restore fb11cdd5-4574-4ece-b984-326e82d116f8",
      does: "Restore a file, for example after a false positive",
    },
  ],
  schema: actedOnFilesSchema,
  asks: true,
  run: (context) =>
    actOnFiles(context, {
      verb: "Restore",
      done: "Requested to restore",
      needless: { is: ({ status }) => status?.toLowerCase() === "restored", why: "is already restored" },
      run: (files, where, options) => files.restoreFiles(where, options),
    }),
});
