import type { Fields, Model, RowOf } from "../model.js";
import { id } from "../shared.js";

const fields = {
  id,
  name: {
    type: "string",
    required: true,
    unique: true,
    writable: true,
    description: "Unique name that extensions use to read the variable.",
  },
  type: {
    type: "string",
    writable: true,
    default: "string",
    values: ["string", "number", "boolean", "secret"],
    hasAllValues: true,
    description: "Type of the value.",
  },
  value: {
    type: "string",
    accepts: ["string", "number", "boolean"],
    typeProperty: "type",
    writable: true,
    description: "The value.",
  },
} as const satisfies Fields;

export interface ExtensionGlobalVariable extends RowOf<typeof fields> {}

export const extensionVariables: Model<ExtensionGlobalVariable, typeof fields> = {
  name: "ExtensionGlobalVariable",
  route: "ExtensionGlobalVariables",
  description: "A value that all extensions can read.",
  known: "vendor",
  fields,
};
