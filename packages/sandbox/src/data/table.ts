import { listColumns } from "./column.js";
import type { ModelDefinition, Row } from "./definition.js";

/**
 * Returns a record as the table stores it: one value per column, null if it is missing, and no other
 * properties.
 */
export function toStoredRow(definition: ModelDefinition, row: Row): Row {
  const stored: Row = { id: row.id };
  for (const [name, { store }] of listColumns(definition)) {
    const value = row[name] ?? null;
    stored[name] = value === null || store === undefined ? value : store(value);
  }
  return stored;
}

/**
 * The records of one model in memory, in the order of their creation. Rows are replaced as a whole, and never
 * changed.
 */
export class Table {
  readonly definition: ModelDefinition;
  readonly #rows = new Map<string, Row>();
  readonly #indexes = new Map<string, Map<unknown, string>>();
  #byId: readonly Row[] | undefined;
  #seeded: readonly Row[] = [];
  #seededById: readonly Row[] | undefined;
  #isChanged = false;

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
    this.#byId ??= [...this.#rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    if (!this.#isChanged) this.#seededById = this.#byId;
    return this.#byId;
  }

  /** Fills the empty table with the records that `reset` restores. */
  seed(rows: Iterable<Row>): void {
    for (const row of rows) this.#set(toStoredRow(this.definition, row));
    this.#seeded = [...this.#rows.values()];
  }

  /** Restores the seeded records. Does nothing if none was changed. */
  reset(): void {
    if (!this.#isChanged) return;
    this.#rows.clear();
    for (const index of this.#indexes.values()) index.clear();
    for (const row of this.#seeded) this.#set(row);
    this.#byId = this.#seededById;
    this.#isChanged = false;
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
    this.#byId = undefined;
    this.#isChanged = true;
  }

  #unindex(row: Row): void {
    for (const [property, index] of this.#indexes) index.delete(row[property]);
  }
}
