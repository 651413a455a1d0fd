import { findKnownRecords, findValueMistake } from "@huntkit/core/internal";
import { createPartError } from "../part-error.js";
import type { RequestKind } from "./route.js";

/** What a request returns, and how to report doubts about an expression for it. */
export interface SelectedResponse {
  /** Path below the base of the API. */
  readonly path: string;
  readonly kind: RequestKind;
  /** Called with a sentence for each value that is unknown, but might exist. */
  readonly warn: (message: string) => void;
}

/** A node of a compiled JMESPath expression. */
interface SelectNode {
  readonly type: string;
  readonly name?: string;
  readonly value?: unknown;
  readonly left?: SelectNode;
  readonly right?: SelectNode;
  readonly child?: SelectNode;
  readonly condition?: SelectNode;
  readonly children?: readonly SelectNode[];
}

/** What a node is applied to, or returns: the records of the response, one of them, or anything else. */
type Subject = "records" | "record" | "other";

const orderSigns: Readonly<Record<string, string>> = { GT: ">", GTE: ">=", LT: "<", LTE: "<=" };

const subjects: Partial<Record<RequestKind, Subject>> = { list: "records", record: "record" };

/** Functions that return the items of their first argument. */
const listFunctions = new Set(["sort_by", "reverse"]);

/**
 * Checks the values that a JMESPath expression compares the properties of records with, as the client checks
 * those of a condition. Only comparisons whose subject is certain are checked.
 *
 * @throws {HuntInputError} for a comparison that matches nothing
 */
export function checkSelectValues(
  root: SelectNode,
  place: string,
  { path, kind, warn }: SelectedResponse,
): void {
  const known = { route: path, fields: findKnownRecords(path.split("/")).fields };
  visit(root, subjects[kind] ?? "other");

  /** Checks a node and those below it, and returns what it results in. */
  function visit(node: SelectNode, subject: Subject): Subject {
    const { type, name = "", left, right, child, condition, children = [] } = node;
    switch (type) {
      case "Identity":
      case "Current":
        return subject;
      case "Flatten":
        return visit(child!, subject);
      case "Pipe":
      case "Subexpression":
        return visit(right!, visit(left!, subject));
      case "Projection":
      case "FilterProjection": {
        const item = visit(left!, subject) === "records" ? "record" : "other";
        if (condition) visit(condition, item);
        return visit(right!, item) === "record" ? "records" : "other";
      }
      case "IndexExpression": {
        const list = visit(left!, subject);
        return right!.type === "Index" && list === "records" ? "record" : list;
      }
      case "Comparator":
        checkComparator(node, subject);
        break;
      case "Function": {
        const [first] = children;
        if (name === "contains") checkContains(children, subject);
        if (first && listFunctions.has(name)) return visit(first, subject);
      }
    }
    for (const inner of listInner(node)) visit(inner, subject);
    return "other";
  }

  function checkComparator({ name = "", left, right }: SelectNode, subject: Subject): void {
    const [property, literal] = left!.type === "Literal" ? [right!, left!] : [left!, right!];
    if (literal.type !== "Literal") return;
    const sign = orderSigns[name];
    if (sign === undefined) checkValues(property, name === "EQ" ? "eq" : "neq", [literal.value], subject);
    else if (typeof literal.value === "string")
      throw createPartError(
        place,
        "operator",
        `JMESPath compares only numbers with ${sign}, so a comparison with text matches nothing. ` +
          "Use where for dates, and contains for a list of values.",
      );
  }

  function checkContains([list, property]: readonly SelectNode[], subject: Subject): void {
    const values = list && listLiterals(list);
    if (values && property) checkValues(property, "inq", values, subject);
  }

  function checkValues(
    property: SelectNode,
    operator: string,
    operands: readonly unknown[],
    subject: Subject,
  ): void {
    const found = findPath(property, subject);
    const mistake = found === null ? null : findValueMistake({ path: found, operator, operands }, known);
    if (mistake?.isCertain) throw createPartError(place, mistake.problem, mistake.sentence);
    if (mistake) warn(`${place}: ${mistake.sentence}`);
  }

  /** Returns the path of a record's property, such as `data.pid`; null if the node is not one. */
  function findPath({ type, name = "", left, right }: SelectNode, subject: Subject): string | null {
    if (type === "Field") return subject === "record" ? name : null;
    if (type !== "Subexpression") return null;
    if (visit(left!, subject) === "record") return findPath(right!, "record");
    const outer = findPath(left!, subject);
    return outer !== null && right!.type === "Field" ? `${outer}.${right!.name}` : null;
  }
}

/** Returns the nodes that are directly below a node. */
function listInner({ left, right, child, condition, children = [], value }: SelectNode): SelectNode[] {
  const nodes = [left, right, child, condition, ...children, value];
  return nodes.filter((each): each is SelectNode => Object.hasOwn(Object(each) as object, "type"));
}

/** Returns the values of a list of literals; undefined for another node. */
function listLiterals({ type, value, children = [] }: SelectNode): readonly unknown[] | undefined {
  if (type === "Literal") return Array.isArray(value) ? (value as unknown[]) : undefined;
  const isList = type === "MultiSelectList" && children.every((each) => each.type === "Literal");
  return isList ? children.map((each) => each.value) : undefined;
}
