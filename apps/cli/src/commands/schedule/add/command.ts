import { formatLocalTime } from "../../../lists/time-column.js";
import { defineCommand } from "../../../program/definition.js";
import { UsageError } from "../../../program/errors.js";
import { requiredArgument } from "../../../program/flags.js";
import { scanFlags } from "../../scan/scan-flags.js";
import { cronFlag, scheduleSchema } from "../schedules.js";
import { findTarget } from "../../target/find-target.js";

export default defineCommand({
  description:
    "Has HUNT scan a target group by the clock, and prints the schedule's id. The expression is checked before anything is sent; when it comes next is told for a HUNT whose clock is in UTC.",
  arguments: { group: requiredArgument("The target group, by name or id") },
  options: { cron: cronFlag, options: scanFlags.options },
  examples: [
    {
      line: "hunt schedule add 'Lab workstations' --cron '0 4 * * 1'",
      does: "Scan a group on Mondays at 4:00",
    },
  ],
  schema: scheduleSchema,
  async run({ args, options, getClient, out, now, signal }) {
    const { cron } = options;
    if (cron === undefined)
      throw new UsageError(
        "--cron: it is missing, so that nobody knows when to scan.",
        "Write it like --cron '0 4 * * 1', for Mondays at 4:00.",
      );
    const client = await getClient();
    const { id, name } = await findTarget(client, args.group, signal);
    const { toScanOptions } = await import("@huntkit/core");
    const { findNextRun } = await import("@huntkit/toolkit/cron");
    const job = await client.scheduledJobs.create(
      {
        name: "scan-scheduled",
        relatedId: id,
        schedule: cron,
        data: { targetId: id, options: toScanOptions(options.options) },
      },
      { signal },
    );
    const row = { ...job, targetName: name ?? null, nextOn: findNextRun(cron, now()) };
    await out.data(row, (made) => `${made.id}\n`);
    out.note(`✓ Added: ${name ?? id} is scanned by ${cron}, next ${formatLocalTime(row.nextOn)}.`);
  },
});
