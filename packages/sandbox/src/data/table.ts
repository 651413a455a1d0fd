import { listColumns } from "./column.js";
import type { ModelDefinition, Row } from "./definition.js";

/**
 * Returns a record as the table stores it: one value per column, null if it is missing, and no other
 * properties.
 *
 * @param computed values that override those of the record. Default: none.
 */
export function toStoredRow(
  definition: ModelDefinition,
  row: Row,
  computed: Readonly<Record<string, unknown>> = {},
): Row {
  const stored: Row = { ...getEmptyRow(definition) };
  for (const [name, { store }] of listColumns(definition)) {
    const value = (Object.hasOwn(computed, name) ? computed[name] : row[name]) ?? null;
    if (value !== null) stored[name] = store === undefined ? value : store(value);
  }
  return stored;
}

/**
 * Returns a record whose columns are null. V8 stores a copy of it compactly, but would use a hash table for an
 * object to which a loop adds more than a dozen properties. Such an object takes several times as long to
 * copy and to print.
 */
function getEmptyRow(definition: ModelDefinition): Row {
  let row = emptyRows.get(definition);
  if (row === undefined) {
    row = Object.fromEntries(
      Array.from(listColumns(definition).keys(), (name) => [name, null]),
    ) as unknown as Row;
    emptyRows.set(definition, row);
  }
  return row;
}

const emptyRows = new WeakMap<ModelDefinition, Row>();

/** What is computed from the records of a table. It is valid until one of them changes. */
interface Derived {
  byId?: readonly Row[];
  readonly counts: Map<string, ReadonlyMap<unknown, number>>;
}

/**
 * The records of one model in memory, in the order of their creation. Rows are replaced as a whole, and never
 * changed.
 */
export class Table {
  readonly definition: ModelDefinition;
  readonly #rows = new Map<string, Row>();
  readonly #indexes = new Map<string, Map<unknown, string>>();
  #seeded: readonly Row[] = [];
  readonly #seededDerived: Derived = { counts: new Map() };
  #derived = this.#seededDerived;

  constructor(definition: ModelDefinition) {
    this.definition = definition;
    for (const [name, property] of Object.entries(definition.properties)) {
      if (property.unique) this.#indexes.set(name, new Map());
    }
  }

  get size(): number {
    return this.#rows.size;
  }

  /** The records of the seed, oldest first. */
  get seeded(): readonly Row[] {
    return this.#seeded;
  }

  get(id: string): Row | undefined {
    return this.#rows.get(id);
  }

  /** Returns the record whose unique property has this value. */
  getByUnique(property: string, value: unknown): Row | undefined {
    const id = this.#indexes.get(property)?.get(value);
    return id === undefined ? undefined : this.#rows.get(id);
  }

  /** Returns all records, oldest first. */
  inOrderOfInsertion(): Iterable<Row> {
    return this.#rows.values();
  }

  /**
   * Returns all records by ascending ID, LoopBack's default order. The list is cached until a record is added
   * or removed.
   */
  inOrderOfId(): readonly Row[] {
    return (this.#derived.byId ??= [...this.#rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1)));
  }

  /**
   * Returns the number of records with each value of a stored column. The counts are cached until a record
   * changes.
   *
   * @param flag a column. Only records in which it is true are counted. Default: all records.
   */
  countBy(column: string, flag?: string): ReadonlyMap<unknown, number> {
    const key = `${column} ${flag}`;
    const counts = this.#derived.counts.get(key) ?? countRows(this.#rows.values(), column, flag);
    this.#derived.counts.set(key, counts);
    return counts;
  }

  /** Fills the empty table with the records that `reset` restores. */
  seed(rows: Iterable<Row>): void {
    for (const row of rows) this.#set(toStoredRow(this.definition, row));
    this.#seeded = [...this.#rows.values()];
  }

  /** Restores the seeded records. Does nothing if none was changed. */
  reset(): void {
    if (this.#derived === this.#seededDerived) return;
    this.#rows.clear();
    for (const index of this.#indexes.values()) index.clear();
    for (const row of this.#seeded) this.#set(row);
    this.#derived = this.#seededDerived;
  }

  /** Adds a record, or replaces the one with the same ID. */
  put(row: Row): void {
    const previous = this.#rows.get(row.id);
    if (previous !== undefined) this.#unindex(previous);
    this.#set(toStoredRow(this.definition, row));
    this.#markChanged();
  }

  /** Removes a record. Returns whether it existed. */
  delete(id: string): boolean {
    const row = this.#rows.get(id);
    if (row === undefined) return false;
    this.#unindex(row);
    this.#rows.delete(id);
    this.#markChanged();
    return true;
  }

  #set(row: Row): void {
    this.#rows.set(row.id, row);
    for (const [property, index] of this.#indexes) {
      const value = row[property];
      if (value !== undefined && value !== null) index.set(value, row.id);
    }
  }

  #markChanged(): void {
    this.#derived = { counts: new Map() };
  }

  #unindex(row: Row): void {
    for (const [property, index] of this.#indexes) index.delete(row[property]);
  }
}

function countRows(
  rows: Iterable<Row>,
  column: string,
  flag: string | undefined,
): ReadonlyMap<unknown, number> {
  const counts = new Map<unknown, number>();
  for (const row of rows) {
    if (flag === undefined || row[flag] === true) counts.set(row[column], (counts.get(row[column]) ?? 0) + 1);
  }
  return counts;
}
