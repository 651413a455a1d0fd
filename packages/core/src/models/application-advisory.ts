import * as z from "zod/mini";
import { id, number, reference, text, time } from "./fields.js";
import { defineModel } from "./model.js";

/** Which application has which weakness. */
export const ApplicationAdvisory = z.looseObject({
  id,
  applicationId: reference,
  applicationName: text,
  /** Such as `CVE-2024-3094`; also the id of the `Cves` row. */
  cveId: text,
  description: text,
  /** CVSS 2, 0 to 10. */
  baseScoreV2: number,
  /** CVSS 3, 0 to 10; older weaknesses have none. */
  baseScoreV3: number,
  published: time,
  modified: time,
});
export type ApplicationAdvisory = z.infer<typeof ApplicationAdvisory>;

export const applicationAdvisories = defineModel("ApplicationAdvisories", ApplicationAdvisory);
