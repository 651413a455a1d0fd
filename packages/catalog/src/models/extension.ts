import type { Fields, Model, RowOf } from "../model.js";
import { createdBy, id, updatedBy } from "../shared.js";

const fields = {
  id,
  name: { type: "string", required: true, writable: true, description: "Name, as in the script's header." },
  type: {
    type: "string",
    required: true,
    writable: true,
    values: ["collection", "response"],
    hasAllValues: true,
    description: "Whether the extension collects data from hosts or responds to threats on them.",
  },
  body: {
    type: "string",
    format: "lua",
    required: true,
    writable: true,
    description:
      "The Lua script, with a YAML header between `--[=[` and `]=]`. Read it with `extensions/{id}/LatestVersion`.",
  },
  description: {
    type: "string",
    writable: true,
    description: "GUID of the extension, which is the same in all its versions.",
  },
  active: {
    type: "boolean",
    writable: true,
    default: true,
    description: "Whether the extension can be used.",
  },
  createdBy,
  updatedBy,
} as const satisfies Fields;

export interface Extension extends RowOf<typeof fields> {}

export const extensions: Model<Extension, typeof fields> = {
  name: "Extension",
  route: "extensions",
  nouns: ["extension", "extensions"],
  description: "An extension: a Lua script that collects data from hosts or responds to threats on them.",
  known: "vendor",
  fields,
};
