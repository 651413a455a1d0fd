import { sample } from "./sample.js";

export const extensionVariable = sample({
  type: "hunt_extension_variable",
  route: "ExtensionGlobalVariables",
  minimal: { name: "retries" },
  full: { name: "retries", type: "number", value: "10" },
  changes: { name: "attempts", type: "string", value: "12" },
  wrong: [
    [{ name: "" }, "name"],
    [{ type: "text" }, "type"],
    [{ type: "number", value: "ten" }, "value"],
    [{ type: "boolean", value: "yes" }, "value"],
    [{ type: "secret", value: "Correct-Horse-1" }, "value"],
    [{ value_wo: "Correct-Horse-1", value_wo_version: 1 }, "value_wo"],
    [{ value_wo_version: 1 }, "value_wo_version"],
    [{ type: "secret", value_wo_version: 1 }, "value_wo"],
    [{ type: "secret", value_wo: "Correct-Horse-1" }, "value_wo_version"],
  ],
  nth: (number) => ({ name: `variable_${number}` }),
  twin: null,
  unread: ["value_wo", "value_wo_version"],
  drift: { value: "99" },
  secret: {
    attribute: "value_wo",
    version: "value_wo_version",
    property: "value",
    values: { type: "secret", value: null },
  },
});
