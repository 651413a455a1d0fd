import { type Column, getDialect, listVisibleColumns } from "../data/column.js";
import type { Dialect, ModelDefinition, Row } from "../data/definition.js";
import { listProperties } from "../data/instance.js";
import { DatabaseError, LoopBackError } from "../loopback-error.js";
import { isObject } from "../values.js";
import { type Comparison, readComparison, readPathComparison, toList } from "./coerce.js";
import { requireShallow } from "./depth.js";
import { and, operators, or, type Truth } from "./operators.js";
import { resolvePath } from "./path.js";

/** A parsed condition. */
export interface Where {
  /** Returns whether a row matches. */
  readonly test: (row: Row) => Truth;
  /** The IDs of all matching rows are greater than this one, so a scan can start after it. */
  readonly idsAfter?: string | undefined;
  /** All matching rows have one of these IDs. */
  readonly ids?: readonly string[] | undefined;
}

const ALL: Where = { test: () => true };

/**
 * Parses a `where` for a model as LoopBack 3 and its SQL connector do. A condition on a hidden or undeclared
 * property is dropped without an error, so it matches all rows.
 *
 * @param where `null` and `undefined` match all rows
 * @throws {LoopBackError} 400 if LoopBack 3 rejects the condition
 * @throws {DatabaseError} if the condition results in a 500
 */
export function parseWhere(definition: ModelDefinition, where: unknown): Where {
  if (where === undefined || where === null) return ALL;
  requireShallow(where);
  return parseObject(definition, where) ?? ALL;
}

/**
 * The SQL that the connector writes for one key of a `where`: a condition, or the branches of an `and` or
 * `or`.
 */
interface Statement {
  readonly operator: "and" | "or";
  readonly branches: readonly Where[];
}

/** Returns undefined if the whole condition is dropped. */
function parseObject(definition: ModelDefinition, where: unknown): Where | undefined {
  if (where === null) return undefined;
  if (!isObject(where))
    throw new LoopBackError(400, `The where clause ${JSON.stringify(where)} is not an object`);
  const statements = Object.entries(where).flatMap(([name, condition]): Statement[] => {
    if (name in Object.prototype) throw new DatabaseError(`LoopBack 3 fails on the property '${name}'.`);
    if (name === "and" || name === "or" || name === "nor") return parseClauses(definition, name, condition);
    const parsed = parseCondition(definition, name, condition, where);
    return parsed === undefined ? [] : [{ operator: "and", branches: [parsed] }];
  });
  return joiners[getDialect(definition).connector](statements);
}

/** Parses the branches of a clause, without those that are dropped. `nor` is validated and then dropped. */
function parseClauses(
  definition: ModelDefinition,
  operator: "and" | "or" | "nor",
  value: unknown,
): Statement[] {
  const clauses = toList(value, (reason) => {
    const written = JSON.stringify(value);
    return new LoopBackError(400, `The ${operator} operator has invalid clauses ${written}: ${reason}`);
  });
  const branches = clauses
    .map((clause) => parseObject(definition, clause))
    .filter((branch) => branch !== undefined);
  return operator === "nor" ? [] : [{ operator, branches }];
}

/** How each version of the connector joins the statements of one object. */
const joiners: Readonly<
  Record<Dialect["connector"], (statements: readonly Statement[]) => Where | undefined>
> = {
  // Without brackets, AND binds tighter than OR, so the conditions next to an `or` belong to its first or
  // last branch.
  3: (statements) => {
    if (statements.length > 1 && statements.some(({ branches }) => branches.length === 0))
      throw new DatabaseError("syntax error: connector 3 writes nothing between two ANDs");
    const alternatives: Where[][] = [[]];
    for (const { operator, branches } of statements) {
      for (const [index, branch] of branches.entries()) {
        if (operator === "or" && index > 0) alternatives.push([]);
        alternatives.at(-1)?.push(branch);
      }
    }
    return joinOr(alternatives.map(joinAnd).filter((alternative) => alternative !== undefined));
  },
  5: (statements) =>
    joinAnd(
      statements
        .map(({ operator, branches }) => (operator === "or" ? joinOr(branches) : joinAnd(branches)))
        .filter((statement) => statement !== undefined),
    ),
};

function joinAnd(parts: readonly Where[]): Where | undefined {
  if (parts.length <= 1) return parts[0];
  return {
    test: (row) => {
      let truth: Truth = true;
      for (const part of parts) {
        truth = and(truth, part.test(row));
        if (truth === false) return false;
      }
      return truth;
    },
    idsAfter: parts.find(({ idsAfter }) => idsAfter !== undefined)?.idsAfter,
    ids: parts.find(({ ids }) => ids !== undefined)?.ids,
  };
}

function joinOr(parts: readonly Where[]): Where | undefined {
  if (parts.length <= 1) return parts[0];
  return {
    test: (row) => {
      let truth: Truth = false;
      for (const part of parts) {
        truth = or(truth, part.test(row));
        if (truth === true) return true;
      }
      return truth;
    },
  };
}

/** Returns undefined if a property is hidden or undeclared, regardless of the operator. */
function parseCondition(
  definition: ModelDefinition,
  name: string,
  condition: unknown,
  where: object,
): Where | undefined {
  const property = listProperties(definition)[name];
  const column = listVisibleColumns(definition).get(name);
  if (property === undefined || column === undefined) return parsePathCondition(definition, name, condition);
  const comparison = readComparison(name, property.type, condition, where);
  const { operator, operand } = comparison;
  if (isEmptyNin({ [operator]: operand })) return undefined;
  // Connector 5 writes a list as JSON, unless it belongs to a list operator.
  const isJsonList =
    getDialect(definition).connector === 5 && Array.isArray(operand) && property.type === "array";
  const isList = operator === "inq" || operator === "nin" || operator === "between";
  const test = operators[operator](column, isJsonList && !isList ? JSON.stringify(operand) : operand);
  return {
    test: (row) => test(row[name] ?? null),
    ...(name === "id" && findIds(column, comparison)),
  };
}

function parsePathCondition(
  definition: ModelDefinition,
  name: string,
  condition: unknown,
): Where | undefined {
  if (isEmptyNin(condition)) return undefined;
  const path = resolvePath(definition, name);
  if (path === undefined) return undefined;
  const { operator, operand } = readPathComparison(condition);
  const test = operators[operator](path.column, operand);
  return { test: (row) => test(path.get(row)) };
}

/** Returns whether `nin` has an empty list. The connector drops it, so NULL matches, too. */
function isEmptyNin(condition: unknown): boolean {
  const list = isObject(condition) ? condition["nin"] : undefined;
  return Array.isArray(list) && list.length === 0;
}

function findIds(column: Column, { operator, operand }: Comparison): Partial<Where> {
  if (operand === null) return {};
  if (operator === "gt") return { idsAfter: String(column.parse(operand)) };
  if (operator === "eq") return { ids: [String(column.parse(operand))] };
  if (operator !== "inq" || !Array.isArray(operand)) return {};
  return { ids: operand.filter((id) => id !== null).map((id) => String(column.parse(id))) };
}
