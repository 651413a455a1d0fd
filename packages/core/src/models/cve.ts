import * as z from "zod/mini";
import { anything, id, number, text } from "./fields.js";
import { defineModel } from "./model.js";

const metric = z.nullish(z.looseObject({ severity: text, impactScore: number, exploitabilityScore: number }));

/** A published weakness. */
export const Cve = z.looseObject({
  id,
  cveId: text,
  description: text,
  /** By CVSS 3 where that exists, else by CVSS 2. */
  impact: z.nullish(z.looseObject({ baseMetricV3: metric, baseMetricV2: metric })),
  cwes: anything,
  reference: anything,
});
export type Cve = z.infer<typeof Cve>;

export const cves = defineModel("Cves", Cve);
