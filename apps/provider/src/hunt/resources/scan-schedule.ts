import * as catalog from "@huntkit/catalog";
import { models, type ScanOptions } from "@huntkit/core";
import { type Attributes, block, isUnknown, string } from "@huntkit/terraform-plugin";
import { cronAdvice, findCronProblem } from "@huntkit/toolkit/cron";
import { settableAttributes } from "../model/catalog-attributes.js";
import { modelResource } from "../model/resource.js";
import { referTo } from "../model/validators.js";
import {
  fromScanOptions,
  isNothing,
  keepArguments,
  optionAttributes,
  readScanOptions,
} from "../scan-options.js";

/** HUNT's name for jobs that are scheduled scans (vendor docs). */
const jobName = "scan-scheduled";

const attributes = {
  target_group_id: string({
    required: true,
    requiresReplace: true,
    description: "ID of the target group to scan.",
    ...referTo("hunt_target_group"),
  }),
  cron: string({
    required: true,
    description: catalog.scheduledJobs.fields.schedule.description,
    validate: [validateCron],
  }),
  ...settableAttributes(catalog.scheduledJobs, {}, ["name", "related_id", "schedule"]),
  options: block(
    { attributes: optionAttributes },
    {
      description:
        "Options of the scan. By default, HUNT chooses them. Arguments of extensions in HUNT are not changed.",
    },
  ),
} satisfies Attributes;

/**
 * Returns what is wrong with a cron expression. HUNT stores it verbatim, so whitespace around it is an error.
 */
function validateCron(cron: string): string | undefined {
  if (cron !== cron.trim()) return "It must not begin or end with whitespace.";
  const problem = findCronProblem(cron);
  return problem && `${problem} ${cronAdvice}`;
}

/** The resource `hunt_scan_schedule`: a scan of a target group on a schedule. */
export const scanSchedule = modelResource({
  name: "hunt_scan_schedule",
  description: "Manages a scan schedule: a scan of a target group that starts on a schedule.",
  model: models.scheduledJobs,
  lookup: "target_group_id",
  attributes,
  properties: { target_group_id: "relatedId", cron: "schedule" },
  isGone: ({ name }) => name !== jobName,
  validate({ options }, { addError }) {
    if (options === null || isUnknown(options) || !isNothing(options)) return;
    addError(
      ["options"],
      "The scan has no parts",
      "Enable at least one part, for example process = true, or remove options for HUNT's defaults.",
    );
  },
  fromRow: ({ data }) => ({ options: fromScanOptions(data?.options) }),
  toData({ options, ...changed }, { planned, prior }) {
    const data = {
      targetId: planned.target_group_id,
      ...(planned.options && { options: readScanOptions(planned.options) }),
    };
    if (prior === null) return { name: jobName, ...changed, data };
    return options === undefined ? changed : { ...changed, data };
  },
  async update(jobs, id, { data, ...changed }, { signal }) {
    if (data === undefined) return jobs.update(id, changed, { signal });
    const { data: before } = await jobs.get(id, { signal });
    const { options } = data as { options?: ScanOptions };
    const kept = {
      ...before,
      ...data,
      options: keepArguments(options, before?.options as ScanOptions | undefined),
    };
    return jobs.update(id, { ...changed, data: kept }, { signal });
  },
  otherLookup: {
    what: "the name of its target group",
    async find(name, { client: { reads }, signal }) {
      const groups = await reads.forModel(models.targets).find("name", name, signal);
      const found = await Promise.all(
        groups.map((group) => reads.forModel(models.scheduledJobs).find("relatedId", group.id, signal)),
      );
      return found.flat();
    },
  },
});
