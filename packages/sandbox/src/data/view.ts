import type { ComputeColumns, ModelDefinition, Row } from "./definition.js";
import { Table, toStoredRow } from "./table.js";

/** The records of one model, computed from those of a table on each read. Writes go to that table. */
export class View extends Table {
  readonly #base: Table;
  readonly #createRows: () => (row: Row) => Row;

  constructor(definition: ModelDefinition, base: Table, prepare: () => ComputeColumns) {
    super(definition);
    this.#base = base;
    this.#createRows = () => {
      const compute = prepare();
      return (row) => toStoredRow(definition, row, compute(row));
    };
  }

  override get size(): number {
    return this.#base.size;
  }

  /** The seeded rows of the table, without computed columns. The seeds of other models read them. */
  override get seeded(): readonly Row[] {
    return this.#base.seeded;
  }

  override get(id: string): Row | undefined {
    const row = this.#base.get(id);
    return row && this.#createRows()(row);
  }

  override getByUnique(property: string, value: unknown): Row | undefined {
    const row = this.#base.getByUnique(property, value);
    return row && this.#createRows()(row);
  }

  override inOrderOfInsertion(): Iterable<Row> {
    return Array.from(this.#base.inOrderOfInsertion(), this.#createRows());
  }

  override inOrderOfId(): readonly Row[] {
    return this.#base.inOrderOfId().map(this.#createRows());
  }

  override countBy(column: string, flag?: string): ReadonlyMap<unknown, number> {
    return this.#base.countBy(column, flag);
  }

  override seed(rows: Iterable<Row>): void {
    this.#base.seed(rows);
  }

  override reset(): void {
    this.#base.reset();
  }

  /** Changes the columns of a row that the view shows. A view of another model keeps the rest of the row. */
  override put(row: Row): void {
    const isOwn = this.#base.definition === this.definition;
    this.#base.put(isOwn ? row : { ...this.#base.get(row.id), ...row });
  }

  override delete(id: string): boolean {
    return this.#base.delete(id);
  }
}
