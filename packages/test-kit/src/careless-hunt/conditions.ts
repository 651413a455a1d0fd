export interface CarelessRow {
  readonly id: string;
  readonly [property: string]: unknown;
}

type Predicate = (row: CarelessRow) => boolean;

/**
 * Returns the rows that a server selects if it ignores unknown properties and operators. If nothing is known,
 * these are all rows.
 */
export function selectCarelessly(rows: readonly CarelessRow[], where: unknown): readonly CarelessRow[] {
  const known = new Set(rows.flatMap((row) => Object.keys(row)));
  const predicate = compileFlat(where, (property) => known.has(property));
  return predicate ? rows.filter(predicate) : rows;
}

/** Returns the IDs of the rows that a condition selects, with parentheses and without ignoring anything. */
export function listMeantIds(rows: readonly CarelessRow[], where: object): string[] {
  const predicate = compile(where, () => true)!;
  return rows
    .filter(predicate)
    .map(({ id }) => id)
    .sort();
}

/** Compiles the top level as connector 3 does: `a AND (b) OR (c)`. */
function compileFlat(where: unknown, isKnown: (property: string) => boolean): Predicate | null {
  const groups: Predicate[][] = [[]];
  for (const [key, value] of Object.entries(where ?? {})) {
    const branches = key === "or" ? (value as unknown[]) : [{ [key]: value as unknown }];
    const parts = branches.map((each) => compile(each, isKnown)).filter((each) => each !== null);
    for (const [index, part] of parts.entries()) {
      if (index > 0) groups.push([]);
      groups.at(-1)!.push(part);
    }
  }
  if (groups.every((group) => group.length === 0)) return null;
  return (row) => groups.some((group) => group.every((part) => part(row)));
}

/** Compiles a condition with parentheses. Returns null if all of its properties are unknown. */
function compile(where: unknown, isKnown: (property: string) => boolean): Predicate | null {
  const parts = Object.entries(where as object).flatMap(([key, value]: [string, unknown]): Predicate[] => {
    if (key === "and" || key === "or") {
      const inner = (value as unknown[])
        .map((each) => compile(each, isKnown))
        .filter((each) => each !== null);
      if (inner.length === 0) return [];
      return [(row) => (key === "and" ? inner.every((part) => part(row)) : inner.some((part) => part(row)))];
    }
    return isKnown(key.split(".")[0]!) ? [(row) => meets(row[key], value)] : [];
  });
  return parts.length === 0 ? null : (row) => parts.every((part) => part(row));
}

function meets(actual: unknown, condition: unknown): boolean {
  if (Array.isArray(condition)) return condition.includes(actual);
  if (typeof condition !== "object" || condition === null) return actual === condition;
  return Object.entries(condition).every(([operator, operand]) => compare(actual, operator, operand));
}

function compare(actual: unknown, operator: string, operand: unknown): boolean {
  const isNull = actual === null || actual === undefined;
  switch (operator) {
    case "inq":
      return (operand as unknown[]).includes(actual);
    case "nin":
      return !isNull && !(operand as unknown[]).includes(actual);
    case "neq":
      return !isNull && actual !== operand;
    case "gt":
      return !isNull && (actual as number) > (operand as number);
    case "gte":
      return !isNull && (actual as number) >= (operand as number);
    case "lt":
      return !isNull && (actual as number) < (operand as number);
    case "regexp": {
      const [, source = "", flags] = /^\/(.*)\/(\w*)$/.exec(String(operand)) ?? [];
      return typeof actual === "string" && new RegExp(source, flags).test(actual);
    }
    default:
      throw new Error(`The careless server does not support the operator ${operator}.`);
  }
}
