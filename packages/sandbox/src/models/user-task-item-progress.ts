import type { ModelDefinition, Row } from "../data/definition.js";

/** What a part of a task said on its way. */
export const userTaskItemProgress: ModelDefinition = {
  name: "UserTaskItemProgress",
  plural: "userTaskItemProgresses",
  properties: {
    taskItemId: { type: "string" },
    text: { type: "string" },
    createdOn: { type: "date", defaultFn: "now" },
  },
  relations: { item: { type: "belongsTo", model: "UserTaskItem", foreignKey: "taskItemId" } },
  seed: ({ rows }) =>
    rows("UserTaskItem").map((item) => ({
      taskItemId: item.id,
      text: textOf(item),
      createdOn: item["createdOn"],
    })),
};

// Whether a host can be reached stands at the head of the text, where the vendor's PowerShell module looks for it.
function textOf({ type, status, name }: Row): string {
  if (type === "enumeration") return "Searching the network for hosts";
  return status === "Failed"
    ? `INACCESSIBLE: ${String(name)} refused to connect`
    : `ACCESSIBLE: ${String(name)}`;
}
