import { HuntInputError } from "@huntkit/core";
import { escapeToSingleLine } from "@huntkit/core/escape";
import {
  checkComparisons,
  checkValues,
  findImpossibleCondition,
  findKnownRecords,
  normalizeWhere,
  operatorNames,
  type PlainWhere,
  suggestNames,
  formatList,
} from "@huntkit/core/internal";
import { nameAttributes, toSnakeCase } from "./names.js";

/** What an operator means, if its name does not say it. */
const meanings: Readonly<Record<string, string>> = { inq: " (one of a list)", nin: " (none of a list)" };

/** Returns a sentence for a description with the operators of a condition. */
export function describeOperators(): string {
  const names = operatorNames.map((name) => `\`${name}\`${meanings[name] ?? ""}`);
  return `Supports the operators ${formatList(names, "and")}. For missing values, use \`{ eq = null }\`.`;
}

/**
 * A condition that no row matches, for one with an empty list of values. Such a list is often computed, and then has the
 * result that it describes.
 */
export const noRows: PlainWhere = Object.freeze({ id: Object.freeze({ inq: Object.freeze([]) }) });

/** The names of attributes in a condition, and their properties. */
export type PropertyNames = ReadonlyMap<string, string>;

/**
 * Converts a condition with the names of attributes, as in HCL, to LoopBack's form.
 *
 * @param route route of the model
 * @param warn called with a sentence for a value that is unknown, but might exist, and for an empty list of values
 * @returns undefined without a condition, and {@link noRows} if no row can match because of an empty list
 * @throws {HuntInputError} with `input: "where"` if a name does not exist (LoopBack would ignore it and match
 *   every row), for an empty condition, for a value that no row can have, and like {@link normalizeWhere}
 */
export function toWhere(
  condition: unknown,
  names: PropertyNames,
  route: string,
  warn: (message: string) => void = () => {},
): PlainWhere | undefined {
  if (condition === null || condition === undefined) return undefined;
  const attributes = new Map([...names].map(([name, property]) => [property, name]));
  const toAttributes = (message: string) => nameAttributes(message, (property) => attributes.get(property));
  try {
    const where = normalizeWhere(renameProperties(condition, names, "where"));
    const check = { input: "where", warn: (message: string) => warn(toAttributes(message)) };
    if (!where) throw createEmptyError();
    const records = findKnownRecords([route]);
    if (findImpossibleCondition(where, records)?.problem !== "empty") {
      checkValues(where, records, check);
      return where;
    }
    checkComparisons(where, records, check);
    warn("A list of inq is empty, so no row matches.");
    return noRows;
  } catch (error) {
    if (!(error instanceof HuntInputError)) throw error;
    throw new HuntInputError(error.input, error.problem, toAttributes(error.message));
  }
}

/**
 * Converts an order with the names of attributes, such as `name DESC`.
 *
 * @throws {HuntInputError} with `input: "order"`, like {@link toWhere}
 */
export function toOrder(order: readonly string[], names: PropertyNames): string[] {
  return order.map((each) => {
    const [name = "", ...words] = each.trim().split(/\s+/);
    const property = requireName(name, names, "order");
    const direction = words.join(" ").toUpperCase();
    if (!["", "ASC", "DESC"].includes(direction))
      throw new HuntInputError(
        "order",
        "direction",
        `order: "${escapeToSingleLine(each, 80)}" is not an attribute, or an attribute followed by ASC or DESC.`,
      );
    return `${property} ${direction}`.trim();
  });
}

function renameProperties(condition: unknown, names: PropertyNames, place: string): unknown {
  if (typeof condition !== "object" || condition === null || Array.isArray(condition)) return condition;
  const entries = Object.entries(condition).map(([key, value]) => {
    // The error about an operator instead of an attribute is more helpful.
    if (key.startsWith("$") || (/^(not|nor)$/.test(key) && typeof value === "object")) return [key, value];
    const here = `${place}.${key}`;
    if (key !== "and" && key !== "or") {
      const property = requireName(key, names);
      if (value === null) throw createNullError(here, key);
      return [property, value];
    }
    const toBranch = (branch: unknown, index: number) => renameProperties(branch, names, `${here}[${index}]`);
    return [key, Array.isArray(value) ? value.map(toBranch) : value];
  });
  return Object.fromEntries(entries);
}

function createEmptyError(): HuntInputError {
  return new HuntInputError(
    "where",
    "empty",
    "where: it is empty, which would match all rows. Add a condition. To list all rows, remove where or set it to null.",
  );
}

/** In Terraform, null means that an argument is omitted. In HUNT, it means that a value is missing. */
function createNullError(place: string, name: string): HuntInputError {
  return new HuntInputError(
    "where",
    "null",
    `where: ${place} is null. To find rows without a value, use ${name} = { eq = null }. If it is a variable ` +
      "that is not set, omit it from the condition.",
  );
}

function requireName(name: string, names: PropertyNames, input = "where"): string {
  const property = names.get(toSnakeCase(name));
  if (property !== undefined) return property;
  const advice = suggestNames(toSnakeCase(name), [...names.keys()], "Attributes");
  throw new HuntInputError(input, "unknown", `${input}: "${name}" is not an attribute. ${advice}`);
}
