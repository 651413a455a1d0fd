import { DatabaseError } from "../loopback-error.js";
import type { Dialect, ModelDefinition, PropertyDefinition } from "./definition.js";
import { listProperties } from "./instance.js";

/**
 * A value that a column compares: never null, and never an object. A date is an ISO 8601 string, and JSON is
 * a string.
 */
export type Scalar = string | number | bigint | boolean;

/** A column of a table in PostgreSQL: which values it accepts, and how it compares them. */
export interface Column {
  /** Whether the database can match the column against a regular expression. */
  readonly isText: boolean;
  /** Whether a condition can name a path in the column's objects. */
  readonly isJson: boolean;
  /**
   * Reads an operand of a condition, or a value to store.
   *
   * @throws {DatabaseError} if the database cannot read the value as this type
   */
  readonly parse: (value: unknown) => Scalar;
  /** Compares two values: negative, 0, or positive. */
  readonly compare: (a: Scalar, b: Scalar) => number;
  /** Returns a stored value in the form that `compare` expects. */
  readonly load: (stored: unknown) => Scalar;
  /** Returns a stored value as `::TEXT` formats it. */
  readonly toText: (stored: unknown) => string;
  /**
   * Returns the value to store for a value of a request body that `parse` accepts. Default: the value itself.
   */
  readonly store?: (value: unknown) => unknown;
}

/**
 * Compares two values. NaN equals itself and is greater than all numbers (PostgreSQL). Strings are compared
 * by code unit, as in the collation C.
 */
function compareScalars(a: Scalar, b: Scalar): number {
  if (a === b) return 0;
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : 1;
  if (Number.isNaN(b)) return -1;
  return a < b ? -1 : 1;
}

const MAX_INTEGER = 2 ** 31;
const MAX_BIGINT = 2n ** 63n;
const CANONICAL_UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const UUID = /^\{?[0-9a-f]{4}(?:-?[0-9a-f]{4}){7}\}?$/i;
// PostgreSQL cannot read years after 9999 as JavaScript writes them, and has no year 0.
const READABLE_DATE = /^(?!0000)\d{4}-/;

/** A string with the collation C. */
export const textColumn: Column = {
  isText: true,
  isJson: false,
  compare: compareScalars,
  parse: (value) => requireNoNul(String(value)),
  load: String,
  toText: String,
};

let collator: Intl.Collator | undefined;

/** The data of the language is loaded when strings are first compared. */
function compareInEnglish(a: string, b: string): number {
  collator ??= new Intl.Collator("en-US");
  return collator.compare(a, b);
}

/**
 * Sorts as `alpha, Alpha, beta, Zeta`. Strings that the language treats as equal are still different values.
 */
const localizedText: Column = {
  ...textColumn,
  compare: (a, b) => compareInEnglish(String(a), String(b)) || compareScalars(a, b),
};

const uuid: Column = {
  ...textColumn,
  isText: false,
  parse: (value) => {
    const written = String(value);
    if (CANONICAL_UUID.test(written)) return written;
    if (!UUID.test(written)) throw new DatabaseError(`invalid input syntax for type uuid: "${written}"`);
    const digits = written.replace(/[{}-]/g, "").toLowerCase();
    return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  },
  store: (value) => uuid.parse(value),
};

const double: Column = {
  isText: false,
  isJson: false,
  compare: compareScalars,
  parse: (value) => {
    if (typeof value !== "number") throw createSyntaxError("double precision", value);
    return value;
  },
  load: Number,
  toText: String,
};

const integer: Column = {
  ...double,
  parse: (value) => {
    if (!Number.isInteger(value)) throw createSyntaxError("integer", value);
    const number = Number(value);
    if (number < -MAX_INTEGER || number >= MAX_INTEGER) throw new DatabaseError("integer out of range");
    return number;
  },
};

/**
 * Its values are returned as strings, because JavaScript numbers cannot represent all of them
 * (node-postgres).
 */
const bigint: Column = {
  ...double,
  parse: (value) => {
    if (!Number.isInteger(value)) throw createSyntaxError("bigint", value);
    const number = BigInt(Number(value));
    if (number < -MAX_BIGINT || number >= MAX_BIGINT) throw new DatabaseError("bigint out of range");
    return number;
  },
  load: (stored) => BigInt(String(stored)),
  store: (value) => (typeof value === "number" ? String(value) : value),
};

const boolean: Column = { ...double, parse: Boolean, load: Boolean };

const timestamp: Column = {
  ...textColumn,
  isText: false,
  parse: (value) => {
    const date = String(value);
    if (!READABLE_DATE.test(date)) throw createSyntaxError("timestamp with time zone", value);
    return date;
  },
  toText: (stored) =>
    String(stored)
      .replace("T", " ")
      .replace(/(?:\.0+)?Z$/, "+00"),
};

/**
 * An object or a list as LoopBack stores it if the column has no type of its own: as JSON in a column of the
 * type TEXT.
 */
const jsonText: Column = {
  isText: true,
  isJson: false,
  compare: compareScalars,
  parse: String,
  load: (stored) => JSON.stringify(stored),
  toText: (stored) => JSON.stringify(stored),
};

const jsonb: Column = {
  isText: false,
  isJson: true,
  compare: compareScalars,
  parse: (value) => {
    // The connector passes a list as a PostgreSQL array, which is not JSON.
    const json = Array.isArray(value) ? `{${value.join(",")}}` : String(value);
    if (json.includes("\\u0000")) throw new DatabaseError("unsupported Unicode escape sequence");
    try {
      return formatJsonb(JSON.parse(json));
    } catch {
      throw createSyntaxError("json", value);
    }
  },
  load: formatJsonb,
  toText: formatJsonb,
};

/** Returns the columns of a model's table by property, `id` first. Undeclared properties have no column. */
export function listColumns(definition: ModelDefinition): ReadonlyMap<string, Column> {
  let columns = cache.get(definition);
  if (columns === undefined) {
    const dialect = getDialect(definition);
    columns = new Map(
      Object.entries(listProperties(definition)).map(([name, property]) => [
        name,
        toColumn(property, dialect),
      ]),
    );
    cache.set(definition, columns);
  }
  return columns;
}

/**
 * Returns the columns that a condition or an order can name. Hidden ones are excluded, because sorting by
 * them would reveal their values.
 */
export function listVisibleColumns(definition: ModelDefinition): ReadonlyMap<string, Column> {
  let columns = visibleCache.get(definition);
  if (columns === undefined) {
    const properties = listProperties(definition);
    columns = new Map([...listColumns(definition)].filter(([name]) => !properties[name]?.hidden));
    visibleCache.set(definition, columns);
  }
  return columns;
}

/**
 * Parses an ID as the model's ID column does. A UUID is returned in lower case.
 *
 * @throws {DatabaseError} if IDs are UUIDs and this is not one
 */
export function parseId(definition: ModelDefinition, id: string): string {
  return String(listColumns(definition).get("id")?.parse(id) ?? id);
}

const cache = new WeakMap<ModelDefinition, ReadonlyMap<string, Column>>();
const visibleCache = new WeakMap<ModelDefinition, ReadonlyMap<string, Column>>();

/** How HUNT's server is probably configured. */
export const DEFAULT_DIALECT: Dialect = { connector: 3, columns: "native", collation: "en-US" };

/** Returns how the database of a model behaves. */
export function getDialect({ dialect }: ModelDefinition): Dialect {
  return dialect ?? DEFAULT_DIALECT;
}

function toColumn({ type, column }: PropertyDefinition, { columns, collation }: Dialect): Column {
  if (column === "bigint") return bigint;
  const isNative = columns === "native";
  switch (type) {
    case "string":
      if (isNative && column === "uuid") return uuid;
      return collation === "C" ? textColumn : localizedText;
    case "number":
      return isNative ? double : integer;
    case "boolean":
      return boolean;
    case "date":
      return timestamp;
    default:
      return isNative ? jsonb : jsonText;
  }
}

/** Throws for a string with a NUL character, which PostgreSQL does not accept anywhere. */
export function requireNoNul(value: string): string {
  if (value.includes("\0")) throw new DatabaseError('invalid byte sequence for encoding "UTF8": 0x00');
  return value;
}

function createSyntaxError(type: string, value: unknown): DatabaseError {
  return new DatabaseError(`invalid input syntax for type ${type}: ${JSON.stringify(String(value))}`);
}

/** Formats a JSONB value: with spaces, and with its keys sorted by length and then by code point. */
function formatJsonb(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(formatJsonb).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}: ${formatJsonb(item)}`).join(", ")}}`;
}
