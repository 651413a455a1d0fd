import type { Fields, Model, RowOf } from "../model.js";
import { createdBy, createdOn, id } from "../shared.js";

const fields = {
  id,
  name: { type: "string", required: true, writable: true, description: "Name, as in the script's header." },
  type: {
    type: "string",
    required: true,
    writable: true,
    values: ["collection", "response"],
    description: "Whether the extension collects from hosts or responds on them.",
  },
  body: {
    type: "string",
    format: "lua",
    required: true,
    writable: true,
    description: "The Lua script, with a YAML header between `--[=[` and `]=]`.",
  },
  description: {
    type: "string",
    writable: true,
    description: "GUID of the extension, which is the same in all its versions.",
  },
  guid: { type: "string", format: "uuid", known: "assumed", description: "GUID, as in `description`." },
  active: {
    type: "boolean",
    writable: true,
    default: true,
    description: "Whether the extension can be used.",
  },
  createdBy: { ...createdBy, relation: "creator" },
  createdOn: { ...createdOn, known: "assumed" },
  updatedOn: { type: "date", known: "assumed", description: "Time of the last change (ISO 8601, UTC)." },
} as const satisfies Fields;

export interface Extension extends RowOf<typeof fields> {}

export const extensions: Model<Extension, typeof fields> = {
  name: "Extension",
  route: "extensions",
  description: "An extension: a Lua script that collects from hosts or responds on them.",
  known: "vendor",
  fields,
};
