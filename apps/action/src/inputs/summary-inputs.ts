import type { InputDeclaration } from "./declaration.js";

/** Inputs of the summaries. */
export const summaryInputs = {
  summary: {
    type: "choice",
    feature: "summary",
    values: ["alerts", "agents", "all"],
    description:
      "Add the numbers of `alerts`, of `agents`, or of both (`all`) to the job summary, with tables and charts. " +
      "`target-group` and `hostname` select them, and alerts are those since `since`.",
  },
} as const satisfies Record<string, InputDeclaration>;
