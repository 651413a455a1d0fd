import { toLine } from "../../../output/escape.js";
import { defineCommand } from "../../../program/definition.js";
import { PartialError, UsageError } from "../../../program/errors.js";
import { requiredVariadicArgument, stringFlag } from "../../../program/flags.js";
import { formatCount } from "@huntkit/toolkit";

export default defineCommand({
  description:
    "Upload surveys of hosts that HUNT cannot reach, and print the ID of their scan. All files become part of " +
    "one scan. By default, this is a new scan in the target group OfflineScans, which is created if it does " +
    "not exist.",
  arguments: {
    file: { ...requiredVariadicArgument("Survey file, compressed with gzip (*.json.gz)"), isFile: true },
  },
  options: {
    targetGroup: stringFlag("name", "Target group of the new scan, by name or ID"),
    name: stringFlag("string", "Name of the new scan", { isData: true }),
    scan: stringFlag("id", "Existing scan to add the surveys to"),
  },
  examples: [
    { line: "hunt survey upload HOST-1.json.gz HOST-2.json.gz", does: "Upload two surveys to a new scan" },
    {
      line: "hunt survey upload HOST-3.json.gz --target-group 'Lyon workstations'",
      does: "Upload a survey to a target group",
    },
  ],
  schema: {
    title: "Uploaded surveys",
    type: "object",
    required: ["scanId", "files"],
    properties: {
      scanId: { type: "string", description: "ID of the scan." },
      files: { type: "integer", minimum: 1, description: "Number of uploaded files." },
    },
  },
  async run({ args, options, getClient, out, signal }) {
    const { targetGroup, name, scan } = options;
    if (scan !== undefined && (targetGroup ?? name) !== undefined)
      throw new UsageError(
        `--scan cannot be used with ${targetGroup === undefined ? "--name" : "--target-group"}.`,
        "Remove one of them.",
      );
    const { surveys } = await getClient();
    let scanId = scan;
    for (const [count, file] of args.file.entries()) {
      const place = scanId === undefined ? { targetGroup, name } : { scanId };
      try {
        ({ scanId } = await surveys.upload(file, { ...place, signal }));
      } catch (error) {
        if (count === 0) throw error;
        throw new PartialError(
          `upload ${file}`,
          `${count} of ${args.file.length} files were uploaded.`,
          error,
          `To resume, upload the others with --scan ${scanId!}.`,
        );
      }
    }
    const files = args.file.length;
    await out.data({ scanId: scanId!, files }, () => toLine(scanId!));
    out.note(`✓ Uploaded ${formatCount(files, "survey")}.`);
  },
});
