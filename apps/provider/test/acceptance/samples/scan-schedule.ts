import { sample } from "./sample.js";
import { extensionIds, targetGroupIds } from "./seeded-ids.js";

const [group, otherGroup] = targetGroupIds;

export const scanSchedule = sample({
  type: "hunt_scan_schedule",
  route: "scheduledJobs",
  minimal: { target_group_id: group, cron: "0 4 * * 1" },
  full: {
    target_group_id: group,
    cron: "0 4 * * 1",
    options: { process: true, memory: true, extension_ids: [...extensionIds] },
  },
  changes: { cron: "30 5 * * *", options: { events: true } },
  replacements: { target_group_id: { target_group_id: otherGroup } },
  references: { target_group_id: "hunt_target_group" },
  wrong: [
    [{ target_group_id: "Servers" }, "target_group_id"],
    [{ cron: "every Monday" }, "cron"],
    [{ cron: "0 0 31 2 *" }, "cron"],
    [{ options: {} }, "options"],
    [{ options: { process: false } }, "options"],
    [{ options: { process: true, extension_ids: ["Survey"] } }, "options.extension_ids"],
  ],
  nth: (number) => ({ target_group_id: targetGroupIds[number] }),
  names: ["target_group_id"],
  drift: { schedule: "0 0 1 1 *" },
  failMidway: async ({ client, sandbox }) => {
    const body = await client.model("scheduledJobs").create({
      name: "scan-scheduled",
      relatedId: group,
      schedule: "59 23 * * *",
      data: { targetId: group },
    });
    sandbox.faults.add({ match: "POST scheduledJobs", kind: "status", status: 200, body });
  },
});
