import type { ModelDefinition } from "../data/definition.js";
import { script } from "../seeding/scripts.js";

/** Lua scripts that collect or respond on agents. The description holds the GUID; POST with an id updates. */
export const extension: ModelDefinition = {
  name: "Extension",
  plural: "extensions",
  properties: {
    name: { type: "string", required: true },
    type: { type: "string", required: true },
    body: { type: "string", required: true },
    description: { type: "string" },
    guid: { type: "string" },
    active: { type: "boolean", default: true },
    createdBy: { type: "string" },
    createdOn: { type: "date", defaultFn: "now" },
    updatedOn: { type: "date" },
  },
  relations: { creator: { type: "belongsTo", model: "user", foreignKey: "createdBy" } },
  postUpdates: true,
  seed: ({ random, rows, daysAgo }) =>
    [
      ["Host Isolation", "response"],
      ["Host Isolation Restore", "response"],
      ["Recover File", "response"],
      ["Terminate Process", "response"],
      ["E-Discovery", "collection"],
      ["PowerShell Logs", "collection"],
      ["Browser Extensions", "collection"],
    ].map(([name = "", type = ""], index) => {
      const guid = random.uuid();
      return {
        name,
        type,
        body: script({ name, type, guid }),
        description: guid,
        guid,
        active: index !== 6,
        createdBy: rows("user")[0]?.id,
        createdOn: daysAgo(200 - index),
        updatedOn: daysAgo(20 + index),
      };
    }),
};
