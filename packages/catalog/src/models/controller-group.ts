import type { Fields, Model, RowOf } from "../model.js";
import { id } from "../shared.js";

const fields = {
  id,
  name: {
    type: "string",
    required: true,
    writable: true,
    description: "Name, for example `Controller Group 1`.",
  },
  deleted: { type: "boolean", default: false, description: "Whether the controller group is deleted." },
} as const satisfies Fields;

export interface ControllerGroup extends RowOf<typeof fields> {}

export const controllerGroups: Model<ControllerGroup, typeof fields> = {
  name: "ControllerGroup",
  route: "controllergroups",
  nouns: ["controller group", "controller groups"],
  description: "A group of controllers, the machines that scan. Each target group belongs to one.",
  known: "live",
  fields,
};
