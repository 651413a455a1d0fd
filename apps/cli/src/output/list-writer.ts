/** How much of a list is kept until its last row is known. */
interface KeptAmount {
  readonly rows: number;
  /** In UTF-16 code units. */
  readonly length: number;
}

const defaultAmount: KeptAmount = { rows: 1_000, length: 2 * 1_024 * 1_024 };

/**
 * Writes the rows of a list. It keeps them until the end, so a list that cannot be read completely is not printed in
 * part. A list that is too large for that is written row by row, because memory is limited.
 */
export class ListWriter {
  readonly #write: (text: string) => Promise<void>;
  readonly #max: KeptAmount;
  #kept: string[] | null = [];
  #length = 0;

  constructor(write: (text: string) => Promise<void>, max = defaultAmount) {
    this.#write = write;
    this.#max = max;
  }

  /** Adds a row. Resolves after the write if the list is too large to keep. */
  async add(text: string): Promise<void> {
    if (this.#kept === null) return this.#write(text);
    this.#kept.push(text);
    this.#length += text.length;
    if (this.#kept.length > this.#max.rows || this.#length > this.#max.length) await this.#writeKept();
  }

  /** Writes what was kept, and text after the last row. */
  async end(text = ""): Promise<void> {
    await this.#writeKept();
    await this.#write(text);
  }

  async #writeKept(): Promise<void> {
    const text = this.#kept?.join("") ?? "";
    this.#kept = null;
    await this.#write(text);
  }
}
