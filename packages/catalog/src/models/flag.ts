import type { Fields, Model, RowOf } from "../model.js";
import { id } from "../shared.js";

/** The colors that a flag can have (vendor docs). */
export const flagColors = ["red", "blue", "yellow", "green", "teal", "purple"] as const;

/** One of the colors that a flag can have. */
export type FlagColor = (typeof flagColors)[number];

const fields = {
  id,
  name: {
    type: "string",
    required: true,
    unique: true,
    writable: true,
    description: "Unique name of the flag.",
  },
  color: {
    type: "string",
    required: true,
    writable: true,
    values: flagColors,
    hasAllValues: true,
    description: "Color.",
  },
  weight: {
    type: "number",
    writable: true,
    default: 0,
    min: 0,
    max: 10,
    isInteger: true,
    description: "Weight, 0 to 10. A higher weight is more critical.",
  },
  deleted: { type: "boolean", default: false, description: "Whether the flag is deleted." },
} as const satisfies Fields;

export interface Flag extends RowOf<typeof fields> {}

export const flags: Model<Flag, typeof fields> = {
  name: "Flag",
  route: "flags",
  nouns: ["flag", "flags"],
  description:
    "A mark that analysts set on files. HUNT requires `Verified Good` and `Verified Bad`, so they must not be changed.",
  known: "vendor",
  builtIn: { property: "name", values: ["Verified Good", "Verified Bad"] },
  fields,
};
