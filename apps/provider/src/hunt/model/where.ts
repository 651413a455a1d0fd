import { HuntInputError, normalizeWhere, type PlainWhere } from "@huntkit/core";
import { toSnakeCase } from "./names.js";

/** Which names may be asked for, and the property behind each. */
export type PropertyNames = ReadonlyMap<string, string>;

/**
 * A condition as users write it in HCL, with attributes' names, as LoopBack reads it.
 *
 * @throws {HuntInputError} `input: "where"` for a name that there is not (LoopBack would ignore it and match every row), and
 *   as core's {@link normalizeWhere} does
 */
export function toWhere(condition: unknown, names: PropertyNames): PlainWhere | undefined {
  if (condition === null || condition === undefined) return undefined;
  return normalizeWhere(renameProperties(condition, names, "where"));
}

/** What `order` asks for: `weight`, `created_on DESC`. The same errors, with `input: "order"`. */
export function toOrder(order: readonly string[], names: PropertyNames): string[] {
  return order.map((each) => {
    const [name = "", ...direction] = each.trim().split(/\s+/);
    return [requireName(name, names, "order"), ...direction.map((word) => word.toUpperCase())].join(" ");
  });
}

function renameProperties(condition: unknown, names: PropertyNames, place: string): unknown {
  if (typeof condition !== "object" || condition === null || Array.isArray(condition)) return condition;
  const entries = Object.entries(condition).map(([key, value]) => {
    if (key !== "and" && key !== "or") return [requireName(key, names, place), value];
    return [
      key,
      Array.isArray(value) ? value.map((branch) => renameProperties(branch, names, place)) : value,
    ];
  });
  return Object.fromEntries(entries);
}

function requireName(name: string, names: PropertyNames, input: string): string {
  const property = names.get(toSnakeCase(name));
  if (property !== undefined) return property;
  throw new HuntInputError(
    input,
    "unknown",
    `${input}: there is no ${name} here. There are ${[...names.keys()].join(", ")}.`,
  );
}
