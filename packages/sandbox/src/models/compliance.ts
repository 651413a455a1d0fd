import { times } from "./seed-values.js";
import type { ModelBehaviors } from "./to-definition.js";

const checks = [
  { remarks: "Passwords have at least 14 characters", maxscore: 10 },
  { remarks: "The firewall is on in every network", maxscore: 10 },
  { remarks: "Disks are encrypted", maxscore: 5 },
  { remarks: "Guests cannot sign in", maxscore: 5 },
] as const;

/** Results of compliance checks, and reports. */
export const complianceModels = {
  complianceResultInstances: { seed: () => times(5, () => ({})) },
  complianceResultItems: {
    seed: ({ random, rows }) => {
      const checklists = times(checks.length, () => random.uuid());
      return rows("ComplianceResultInstance").flatMap(({ id }) =>
        checks.map(({ remarks, maxscore }, index) => {
          const passed = random.chance(60);
          return {
            complianceResultId: id,
            checklistId: checklists[index],
            passed,
            result: passed ? "pass" : "fail",
            score: passed ? maxscore : 0,
            maxscore,
            remarks,
          };
        }),
      );
    },
  },
  reports: {
    seed: ({ random, rows, daysAgo }) =>
      times(10, (index) => {
        const createdOn = daysAgo(300 - index * 30);
        const { id, name } = random.pick(rows("Organization"));
        return {
          name: `Executive threat report: ${String(name)}`,
          type: "executiveThreat",
          format: "pdf",
          status: "complete",
          hostCount: random.integer(40, 600),
          data: { bucket: "hunt-reports", filename: `${id}-${createdOn.slice(0, 10)}.pdf` },
          createdOn,
        };
      }),
  },
} satisfies ModelBehaviors;
