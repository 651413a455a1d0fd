import type { ModelDefinition, PropertyDefinition, Row } from "../data/definition.js";
import { listProperties } from "../data/instance.js";
import { LoopBackError } from "../loopback-error.js";
import { getValueAt } from "./operators.js";
import { coerceOperand } from "./operators.js";
import { type Operator, operatorNames, operators, same, type Test } from "./operators.js";
import { isList, isObject, toObject } from "../values.js";

/** A condition that was understood. */
export interface Where {
  /** Whether a record meets it. */
  readonly test: (row: Row) => boolean;
  /** Every record that meets it has an id greater than this one, so that a table need not be read from its start. */
  readonly idsAfter: string | undefined;
  /** Every record that meets it has one of these ids. */
  readonly ids: readonly string[] | undefined;
}

const ALL: Where = { test: () => true, idsAfter: undefined, ids: undefined };

/**
 * Understands a `where` for a model. A condition on a hidden property is dropped, so that its value cannot be guessed.
 *
 * @throws {LoopBackError} 400 for what LoopBack 3 refuses
 * @throws {Error} where LoopBack 3 answers 500
 */
export function parseWhere(definition: ModelDefinition, where: unknown): Where {
  if (where === undefined || where === null) return ALL;
  if (!isObject(where)) {
    throw new LoopBackError(400, `The where clause ${JSON.stringify(where)} is not an object`);
  }
  const properties = listProperties(definition);
  const parts = Object.entries(where)
    .filter(([name]) => !properties[name]?.hidden)
    .map(([name, condition]): Where => {
      if (name === "and" || name === "or") return parseClauses(definition, name, condition);
      return parseCondition(name, properties[name], condition, where);
    });
  return all(parts);
}

/** All parts at once. */
function all(parts: readonly Where[]): Where {
  if (parts.length === 1 && parts[0] !== undefined) return parts[0];
  const tests = parts.map(({ test }) => test);
  return {
    test: (row) => tests.every((test) => test(row)),
    idsAfter: parts.find((part) => part.idsAfter !== undefined)?.idsAfter,
    ids: parts.find((part) => part.ids !== undefined)?.ids,
  };
}

function parseClauses(definition: ModelDefinition, operator: "and" | "or", value: unknown): Where {
  const parts = clauseList(operator, value).map((clause) => {
    if (clause === null) throw new Error("LoopBack 3 fails on a clause that is null.");
    return parseWhere(definition, clause);
  });
  return operator === "and" ? all(parts) : { ...ALL, test: (row) => parts.some(({ test }) => test(row)) };
}

function clauseList(operator: string, value: unknown): unknown[] {
  const list = asArray(value);
  if (list !== undefined) return list;
  const empty = isObject(value) && Object.keys(value).length === 0;
  const reason = empty
    ? "Value is an empty object"
    : "Value is not an array or object with sequential numeric indices";
  throw new LoopBackError(
    400,
    `The ${operator} operator has invalid clauses ${JSON.stringify(value)}: ${reason}`,
  );
}

function parseCondition(
  name: string,
  property: PropertyDefinition | undefined,
  condition: unknown,
  where: object,
): Where {
  const operator = operatorOf(condition);
  const operand = operator === undefined ? condition : toObject(condition)[operator];
  if (property !== undefined) refuseExtendedOperators(operand, where);
  const coerced = readOperand(name, property, condition, operator, operand);
  const test = operator === undefined ? equals(coerced) : operators[operator](coerced);
  return {
    test: (row) => meets(test, getValueAt(row, name)),
    idsAfter: name === "id" && operator === "gt" && typeof coerced === "string" ? coerced : undefined,
    ids: name === "id" ? idList(operator, coerced) : undefined,
  };
}

/** The one operator of a condition that is applied: the first in LoopBack's order, not in the caller's. */
function operatorOf(condition: unknown): Operator | undefined {
  if (!isObject(condition)) return undefined;
  return operatorNames.find((name) => Object.hasOwn(condition, name));
}

function readOperand(
  name: string,
  property: PropertyDefinition | undefined,
  condition: unknown,
  operator: Operator | undefined,
  operand: unknown,
): unknown {
  const invalid = (reason: string): LoopBackError =>
    new LoopBackError(400, `The ${name} property has invalid clause ${JSON.stringify(condition)}: ${reason}`);
  switch (operator) {
    case "inq":
    case "nin":
    case "between": {
      const list = asArray(operand);
      if (list === undefined)
        throw invalid("Error: Value is not an array or object with sequential numeric indices");
      if (operator === "between" && list.length !== 2)
        throw invalid(`Expected precisely 2 values, received ${list.length}`);
      return list.map((item) => coerceOperand(property?.type, item));
    }
    case "like":
    case "nlike":
    case "ilike":
    case "nilike":
      if (typeof operand !== "string") throw invalid("Expected a string or RegExp");
      return property?.type === "date" ? coerceOperand("date", operand) : operand;
    case "regexp":
      if (typeof operand !== "string")
        throw new LoopBackError(400, "Invalid argument, must be a string, regex literal, or RegExp object");
      return operand;
    default:
      return coerceOperand(property?.type, operand);
  }
}

/** LoopBack 3 lets no operators of the database through. */
function refuseExtendedOperators(operand: unknown, where: object): void {
  if (!isObject(operand)) return;
  const extended = Object.keys(operand).filter((key) => key.startsWith("$"));
  if (extended.length === 0) return;
  throw new LoopBackError(400, `Operators "${extended.join(", ")}" are not allowed in query`, {
    code: "OPERATOR_NOT_ALLOWED_IN_QUERY",
    details: { operators: extended, where },
  });
}

/** Equality. An object, such as one with an unknown operator, equals nothing. */
function equals(operand: unknown): Test {
  return (value) => same(value, operand);
}

/** A list meets a condition when one of its items does. */
function meets(test: Test, value: unknown): boolean {
  return Array.isArray(value) ? value.some((item) => test(item)) : test(value);
}

function idList(operator: Operator | undefined, operand: unknown): readonly string[] | undefined {
  if (operator === "inq" && isList(operand))
    return operand.filter((id): id is string => typeof id === "string");
  return (operator === undefined || operator === "eq") && typeof operand === "string" ? [operand] : undefined;
}

/** A list, or an object that was meant as one, as query strings have them: `{"0": "a", "1": "b"}`. */
function asArray(value: unknown): unknown[] | undefined {
  if (isList(value)) return value;
  if (!isObject(value)) return undefined;
  const items = Object.entries(value);
  return items.length > 0 && items.every(([key], index) => key === String(index))
    ? items.map(([, item]) => item)
    : undefined;
}
