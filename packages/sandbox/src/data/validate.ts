import { inspect } from "node:util";
import { LoopBackError } from "../loopback-error.js";
import { INVALID_DATE } from "./instance.js";
import type { ModelDefinition } from "./definition.js";
import type { Table } from "./table.js";

/** An invalid property. `code` and `message` are LoopBack's own. */
export interface Issue {
  readonly property: string;
  readonly code: string;
  readonly message: string;
  readonly value: unknown;
}

/**
 * Validates a record before it is stored: its dates, required properties, and unique properties.
 *
 * @param row the record. It is not compared with its own stored version.
 * @throws {LoopBackError} 422 ValidationError with LoopBack 3's details
 */
export function validate(table: Table, row: Readonly<Record<string, unknown>>): void {
  const issues = Object.entries(table.definition.properties).flatMap(
    ([property, { required, unique }]): Issue[] => {
      const value = row[property];
      if (value === INVALID_DATE) return [{ property, code: "date", message: "is not a valid date", value }];
      if (required && isBlank(value))
        return [{ property, code: "presence", message: "can't be blank", value }];
      const other = unique ? table.getByUnique(property, value) : undefined;
      if (other !== undefined && other.id !== row["id"])
        return [{ property, code: "uniqueness", message: "is not unique", value }];
      return [];
    },
  );
  if (issues.length > 0) throw createValidationError(table.definition.name, issues);
}

/** Creates LoopBack 3's ValidationError with status 422. */
export function createValidationError(
  model: ModelDefinition["name"],
  issues: readonly Issue[],
): LoopBackError {
  const codes: Record<string, string[]> = {};
  const messages: Record<string, string[]> = {};
  for (const { property, code, message } of issues) {
    (codes[property] ??= []).push(code);
    (messages[property] ??= []).push(message);
  }
  const list = issues
    .map(({ property, message, value }) => `\`${property}\` ${message} (value: ${formatValue(value)})`)
    .join("; ");
  return new LoopBackError(422, `The \`${model}\` instance is not valid. Details: ${list}.`, {
    name: "ValidationError",
    details: { context: model, codes, messages },
  });
}

function isBlank(value: unknown): boolean {
  return (
    value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0)
  );
}

function formatValue(value: unknown): string {
  if (value === INVALID_DATE) return "Invalid Date";
  if (typeof value === "string") return JSON.stringify(value);
  return inspect(value, { depth: 0 });
}
