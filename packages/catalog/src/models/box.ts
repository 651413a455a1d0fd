import type { Fields, Model, RowOf } from "../model.js";
import { id, targetId } from "../shared.js";

const fields = {
  id,
  name: {
    type: "string",
    required: true,
    values: ["Last 7 days", "Last 30 days", "Last 90 days"],
    description: "Period of the box.",
  },
  targetId: {
    ...targetId,
    description: "ID of the target group. Null means the whole instance.",
  },
} as const satisfies Fields;

export interface Box extends RowOf<typeof fields> {}

export const boxes: Model<Box, typeof fields> = {
  name: "Box",
  route: "Boxes",
  description: "A view of the findings of a target group or of the instance in a period.",
  known: "vendor",
  fields,
};
