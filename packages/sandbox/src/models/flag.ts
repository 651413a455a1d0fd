import type { ModelDefinition } from "../data/definition.js";
import { LoopBackError } from "../loopback-error.js";

const VERIFIED = new Set<unknown>(["Verified Good", "Verified Bad"]);

/** Marks that analysts put on files. The two verified ones are HUNT's own and stay. */
export const flag: ModelDefinition = {
  name: "Flag",
  plural: "flags",
  properties: {
    name: { type: "string", required: true, unique: true },
    color: { type: "string", required: true },
    weight: { type: "number", default: 0 },
    deleted: { type: "boolean", default: false },
    createdOn: { type: "date", defaultFn: "now" },
  },
  beforeDelete: ({ name }) => {
    if (VERIFIED.has(name)) throw new LoopBackError(400, `The flag '${String(name)}' cannot be deleted.`);
  },
  seed: ({ daysAgo }) =>
    [
      ["Verified Good", "green", 1],
      ["Verified Bad", "red", 10],
      ["Probably Good", "teal", 2],
      ["Probably Bad", "yellow", 6],
      ["Under review", "blue", 4],
    ].map(([name, color, weight]) => ({ name, color, weight, deleted: false, createdOn: daysAgo(900) })),
};
