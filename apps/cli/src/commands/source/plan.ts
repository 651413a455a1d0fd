import type { JsonSchema } from "../../program/definition.js";
import { booleanFlag } from "../../program/flags.js";
import type { SourcePlan } from "./source-kinds.js";

/** Flags of commands that compare files with HUNT. */
export const planFlags = {
  force: booleanFlag("Allow older versions, and names that are already in use"),
  activate: booleanFlag(
    "Activate everything that is pushed. By default, new ones are inactive, and existing ones keep their state",
  ),
};

/** Converts what a push would do to the output of `--json`. */
export function toPlanJson({ create, update, unchanged, conflicts, globals = [] }: SourcePlan) {
  const named = ({
    guid,
    name,
    path = null,
  }: {
    guid: string;
    name: string;
    path?: string | undefined | null;
  }) => ({ guid, name, path });
  return {
    create: create.map(named),
    update: update.map(({ source, current, changes }) => ({
      ...named(source),
      id: current.id,
      changes: changes.map(({ part, before = null, after = null }) => ({ part, before, after })),
    })),
    unchanged: unchanged.map(({ source, current }) => ({ ...named(source), id: current.id })),
    conflicts: conflicts.map(({ source, reason, rows, message }) => ({
      ...named(source),
      reason,
      ids: rows.map(({ id }) => id),
      message,
    })),
    // Default values are omitted, because they may be secrets.
    variables: globals.map(({ name, type }) => ({ name, type })),
  };
}

const text: JsonSchema = { type: "string" };
const list = (properties: Record<string, JsonSchema>): JsonSchema => ({
  type: "array",
  items: { type: "object", required: Object.keys(properties), properties },
});
const toNamedSource = { guid: text, name: text, path: { type: ["string", "null"] } };

/** The JSON Schema of {@link toPlanJson}. */
export const planSchema: JsonSchema = {
  title: "What a push would do",
  type: "object",
  required: ["create", "update", "unchanged", "conflicts", "variables"],
  properties: {
    create: list(toNamedSource),
    update: list({ ...toNamedSource, id: text, changes: list({ part: text, before: {}, after: {} }) }),
    unchanged: list({ ...toNamedSource, id: text }),
    conflicts: list({ ...toNamedSource, reason: text, ids: { type: "array", items: text }, message: text }),
    variables: list({ name: text, type: text }),
  },
};
