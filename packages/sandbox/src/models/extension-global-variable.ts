import type { ModelDefinition } from "../data/definition.js";

/** Values that all extensions may read. */
export const extensionGlobalVariable: ModelDefinition = {
  name: "ExtensionGlobalVariable",
  plural: "ExtensionGlobalVariables",
  properties: {
    name: { type: "string", required: true, unique: true },
    type: { type: "string", default: "string" },
    value: { type: "string" },
    createdOn: { type: "date", defaultFn: "now" },
  },
  seed: ({ daysAgo }) =>
    [
      ["verbose", "boolean", "false"],
      ["debug", "boolean", "false"],
      ["proxy", "string", ""],
      ["differential", "boolean", "true"],
      ["upload_bucket", "string", "hunt-recovery"],
    ].map(([name, type, value]) => ({ name, type, value, createdOn: daysAgo(180) })),
};
