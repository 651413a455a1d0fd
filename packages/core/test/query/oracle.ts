import * as fc from "fast-check";

export type Value = string | number | boolean | null;
export type Plain = Record<string, unknown>;

/** Evaluates a condition as PostgreSQL does. It shares no code with the client or the sandbox. */
export function matches(row: Plain, where: Plain): boolean {
  return Object.entries(where).every(([key, condition]) => {
    if (key === "and") return (condition as Plain[]).every((each) => matches(row, each));
    if (key === "or") return (condition as Plain[]).some((each) => matches(row, each));
    if (typeof condition !== "object" || condition === null) return (row[key] ?? null) === condition;
    return Object.entries(condition).every(([operator, operand]) =>
      meets((row[key] ?? null) as Value, operator, operand),
    );
  });
}

function meets(value: Value, operator: string, operand: unknown): boolean {
  const [low, high] = (Array.isArray(operand) ? operand : [operand]) as [string, string];
  if (operator === "eq") return value === operand;
  if (value === null) return false;
  if (operator === "neq") return value !== operand;
  if (operator === "inq") return (operand as Value[]).includes(value);
  if (operator === "nin") return !(operand as Value[]).includes(value);
  if (operator === "like") return String(value).includes(low.slice(1, -1));
  if (operator === "ilike") return String(value).toLowerCase().includes(low.slice(1, -1).toLowerCase());
  if (operator === "gt") return value > low;
  if (operator === "gte") return value >= low;
  if (operator === "lt") return value < low;
  if (operator === "lte") return value <= low;
  if (operator === "between") return value >= low && value <= high;
  throw new Error(`the reference does not support the operator ${operator}`);
}

/** Generates conditions on the given properties, with values from the rows so they match something. */
export function conditions(rows: Plain[], properties: string[]): fc.Arbitrary<Plain> {
  const createValue = (property: string) =>
    fc.constantFrom(
      ...(new Set(rows.map((row) => row[property]).filter((value) => value != null)) as Set<Value>),
    );
  const patterns = fc.constantFrom("%SRV%", "%srv%", "%-%", "%0%", "%a%", "%PC%");
  const comparison = (property: string) => {
    const value = createValue(property);
    const list = fc.array(value, { maxLength: 4 });
    const ordered = fc
      .record({ gt: value, gte: value, lt: value, lte: value }, { requiredKeys: [] })
      .filter((each) => Object.keys(each).length > 0);
    const rest = fc.oneof(
      value,
      fc.record({ eq: value }),
      fc.record({ neq: value }),
      fc.record({ inq: list }),
      // Not an empty list: the connector drops it, so in an `or` it matches nothing instead of everything.
      fc.record({ nin: fc.array(value, { minLength: 1, maxLength: 4 }) }),
      ordered,
      fc.record({ between: fc.tuple(value, value) }),
    );
    return property === "hostname"
      ? fc.oneof(rest, fc.record({ like: patterns }), fc.record({ ilike: patterns }))
      : rest;
  };
  const { where } = fc.letrec<{ where: Plain; leaf: Plain }>((tie) => ({
    leaf: fc.record(Object.fromEntries(properties.map((property) => [property, comparison(property)])), {
      requiredKeys: [],
    }),
    where: fc.oneof(
      // LoopBack reads 12 levels, and an `or` next to other conditions takes four.
      { maxDepth: 1, withCrossShrink: true },
      tie("leaf"),
      fc
        .tuple(
          tie("leaf"),
          fc.array(
            tie("where").filter((each) => Object.keys(each).length > 0),
            { minLength: 1, maxLength: 3 },
          ),
        )
        .map(([leaf, or]) => ({ ...leaf, or })),
      fc
        .array(
          tie("where").filter((each) => Object.keys(each).length > 0),
          { minLength: 1, maxLength: 3 },
        )
        .map((and) => ({ and })),
    ),
  }));
  return where;
}
