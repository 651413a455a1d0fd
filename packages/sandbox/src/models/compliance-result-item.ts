import type { ModelDefinition } from "../data/definition.js";
import { times } from "../seeding/names.js";

const checks = [
  { remarks: "Passwords have at least 14 characters", maxscore: 10 },
  { remarks: "The firewall is on in every network", maxscore: 10 },
  { remarks: "Disks are encrypted", maxscore: 5 },
  { remarks: "Guests cannot sign in", maxscore: 5 },
] as const;

/** The points of compliance checks. */
export const complianceResultItem: ModelDefinition = {
  name: "ComplianceResultItem",
  plural: "complianceresultitems",
  properties: {
    complianceResultId: { type: "string" },
    checklistId: { type: "string" },
    passed: { type: "boolean" },
    result: { type: "string" },
    score: { type: "number" },
    maxscore: { type: "number" },
    remarks: { type: "string" },
  },
  relations: {
    complianceResult: {
      type: "belongsTo",
      model: "ComplianceResultInstance",
      foreignKey: "complianceResultId",
    },
  },
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
};
