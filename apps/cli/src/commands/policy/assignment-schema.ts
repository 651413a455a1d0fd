import { policyAssignment } from "@huntkit/catalog";
import type { JsonSchema } from "../../program/definition.js";

/** The JSON Schema of an assignment as HUNT returns it. It has no ID with the usual name. */
export function createAssignmentSchema(more: Readonly<Record<string, JsonSchema>> = {}): JsonSchema {
  const fields = Object.entries(policyAssignment.fields).map(([name, { type, description }]) => [
    name,
    { type: [type === "date" ? "string" : type, "null"], description },
  ]);
  return {
    title: "PolicyAssignment",
    description: policyAssignment.description,
    type: "object",
    properties: { ...more, ...Object.fromEntries(fields) },
  };
}
