import { toLine } from "../../../output/escape.js";
import { formatLocalTime } from "../../../lists/time-column.js";
import { defineCommand } from "../../../program/definition.js";
import { UsageError } from "../../../program/errors.js";
import { requiredArgument } from "../../../program/flags.js";
import { scanFlags } from "../../scan/scan-flags.js";
import { cronFlag, scheduleSchema } from "../schedules.js";
import { findTarget } from "../../target/find-target.js";

export default defineCommand({
  description:
    "Schedule scans of a target group, and print the ID of the schedule. The time of the next run " +
    "assumes that the clock of HUNT is in UTC.",
  arguments: { group: requiredArgument("Target group, by name or ID") },
  options: { cron: cronFlag, options: scanFlags.options },
  examples: [
    {
      line: "hunt schedule add 'Lyon workstations' --cron '0 4 * * 1'",
      does: "Scan a target group on Mondays at 4:00",
    },
  ],
  schema: scheduleSchema,
  async run({ args, options, getClient, out, serverTime, signal }) {
    const { cron } = options;
    if (cron === undefined)
      throw new UsageError(
        "Missing required flag --cron.",
        "For example: --cron '0 4 * * 1' for Mondays at 4:00",
      );
    const client = await getClient();
    const { id, name } = await findTarget(client, args.group, signal);
    const { toScanOptions } = await import("@huntkit/core");
    const { findNextRun } = await import("@huntkit/toolkit/cron");
    const nextOn = findNextRun(cron, await serverTime());
    const job = await client.scheduledJobs.create(
      {
        name: "scan-scheduled",
        relatedId: id,
        schedule: cron,
        data: { targetId: id, options: toScanOptions(options.options) },
      },
      { signal },
    );
    const row = { ...job, targetName: name ?? null, nextOn };
    await out.data(row, (made) => toLine(made.id));
    out.note(`✓ Scheduled scans of ${name ?? id} (${cron}). Next run: ${formatLocalTime(row.nextOn)}.`);
  },
});
