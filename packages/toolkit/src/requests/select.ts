import { escapeToSingleLine } from "@huntkit/core/escape";
import { suggestNames } from "@huntkit/core/internal";
import { createPartError } from "../part-error.js";
import { createRecordObserver } from "./record-observer.js";
import { checkSelectValues, type SelectedResponse } from "./select-values.js";

/** Most requests have no expression, so the library is loaded only if there is one. */
const loadLibrary = () => import("@jmespath-community/jmespath");

type Library = Awaited<ReturnType<typeof loadLibrary>>;
type Data = Parameters<Library["search"]>[0];
type Expression = ReturnType<Library["compile"]>;

/** Evaluates a JMESPath expression. Returns null if it finds nothing. */
export type Select = (data: unknown) => unknown;

/**
 * Compiles a JMESPath expression. JMESPath ignores unknown properties, so a misspelled one would select
 * nothing. HUNT returns every property of a record, null if it is empty, so a property that no record has is
 * an error.
 *
 * @param place where the expression is written, for errors
 * @param response what the request returns, to check the values that the expression compares with
 * @returns a function that throws a {@link HuntInputError}. `problem` is `property` for a property that no
 *   record has, and `data` if the expression does not fit the data, such as a function for strings on a number.
 * @throws {HuntInputError} if the expression is not valid, or compares a property with a value that no record
 *   can have
 */
export async function compileSelect(
  expression: string,
  place: string,
  response?: SelectedResponse,
): Promise<Select> {
  const library = await loadLibrary();
  const compiled = compile(library, expression, place);
  const rootFields = listRootFields(compiled);
  if (response) checkSelectValues(compiled, place, response);
  return (data) => {
    const [rootField] = rootFields;
    if (Array.isArray(data) && rootField !== undefined) throw createListError(place, rootField);
    const observer = createRecordObserver(data);
    const selected = search(library, observer.data, expression, place);
    const [unknown] = observer.findUnknown();
    if (unknown) throw createUnknownError(place, unknown.property, unknown.known);
    return observer.unwrap(selected) ?? null;
  };
}

function compile({ compile: parse }: Library, expression: string, place: string): Expression {
  try {
    return parse(expression);
  } catch (error) {
    throw createPartError(
      place,
      "syntax",
      `it is not a valid JMESPath expression: ${(error as Error).message}. For example, [?severity=='high'].hostname.`,
    );
  }
}

function search({ search: find }: Library, data: unknown, expression: string, place: string): unknown {
  try {
    return find((data ?? null) as Data, expression);
  } catch (error) {
    throw createPartError(
      place,
      "data",
      `HUNT responded, but the expression does not match the response: ${(error as Error).message}.`,
    );
  }
}

/** Returns the names of the properties that an expression reads from the response itself. */
function listRootFields(expression: Expression): string[] {
  const { type, name, left, right, child, children, value, condition } = expression as unknown as Partial<
    Record<"left" | "right" | "child" | "value" | "condition", Expression>
  > & { type: string; name?: string; children?: Expression[] };
  const all = (...parts: (Expression | undefined)[]) =>
    parts.flatMap((part) => (part ? listRootFields(part) : []));
  switch (type) {
    case "Field":
      return [name!];
    case "Subexpression":
    case "IndexExpression":
    case "Projection":
    case "FilterProjection":
    case "ValueProjection":
    case "Pipe":
      return all(left);
    case "ExpressionReference":
    case "Literal":
      return [];
    default:
      return all(
        left,
        right,
        child,
        condition,
        ...(children ?? []),
        ...(typeof value === "object" ? [value] : []),
      );
  }
}

function createListError(place: string, property: string): Error {
  const name = escapeToSingleLine(property, 40);
  return createPartError(
    place,
    "property",
    `the response is a list, which has no property "${name}". Use [].${name} for the property of its records.`,
  );
}

function createUnknownError(place: string, property: string, known: readonly string[]): Error {
  const problem = `no record has a property "${escapeToSingleLine(property, 40)}".`;
  return createPartError(
    place,
    "property",
    `${problem} ${suggestNames(property, known, "Properties")}`.trimEnd(),
  );
}
