import { escapeToSingleLine } from "@huntkit/core";
import { toPlainData, isUnknown, isEqual, isNull, type Value } from "@huntkit/terraform-plugin";
import type { ProviderSchema, SchemaAttribute } from "@huntkit/terraform-plugin/engine";
import { getType, type Step } from "./plan.js";

const signs = { create: "  +", update: "  ~", replace: "-/+", delete: "  -" };
const words = {
  create: "will be created",
  update: "will be updated in place",
  replace: "must be replaced",
  delete: "will be destroyed",
};

/** A plan as the engines show it. */
export function formatPlan(steps: readonly Step[], { resources }: ProviderSchema): string {
  const parts = steps
    .map(({ address, change }) => {
      const { action, prior, planned, requiresReplace } = change;
      if (action === "no-op") return "";
      const head = `${signs[action]} ${address} ${prior?.tainted && action === "replace" ? "is tainted, so it must be replaced" : words[action]}\n`;
      if (action === "delete") return head;
      const lines = Object.entries(resources[getType(address)]!.attributes).flatMap(([name, attribute]) => {
        const before = prior?.value[name] ?? null;
        const after = planned?.[name] ?? null;
        if (isEqual(before, after, attribute.type)) return [];
        const forces = requiresReplace.some(([first]) => first === name) ? " # forces replacement" : "";
        return [
          `      ${isNull(before) ? "+" : isNull(after) ? "-" : "~"} ${name} = ${isNull(before) ? "" : `${formatValue(before, attribute)} -> `}${formatValue(after, attribute)}${forces}\n`,
        ];
      });
      return head + lines.join("");
    })
    .filter((part) => part !== "");
  if (parts.length === 0) return "No changes. HUNT is as the configuration says.\n";
  const count = (...actions: string[]) =>
    steps.filter(({ change }) => actions.includes(change.action)).length;
  return `${parts.join("\n")}\nPlan: ${count("create", "replace")} to add, ${count("update")} to change, ${count("delete", "replace")} to destroy.\n`;
}

function formatValue(value: Value, attribute: SchemaAttribute): string {
  if (isUnknown(value)) return "(known after apply)";
  if (isSecret(attribute)) return "(sensitive value)";
  return escapeToSingleLine(
    JSON.stringify(toPlainData(value), (_key, part: unknown) =>
      isUnknown(part) ? "(known after apply)" : part,
    ),
    100,
  );
}

function isSecret({ sensitive, writeOnly, nested }: SchemaAttribute): boolean {
  return sensitive || writeOnly || (nested !== null && Object.values(nested.attributes).some(isSecret));
}
