/** A write, as LoopBack's change streams return it. */
export interface Change {
  /** The ID of the record, if the write names one. */
  readonly target?: string | undefined;
  /** The condition of a write to many records. */
  readonly where?: unknown;
  readonly data?: object;
  readonly type: "create" | "update" | "remove";
}

/**
 * Notifies listeners about each write of a client to a model. Records that tasks write are not included
 * (LoopBack 3's hooks).
 */
export class ChangeFeed {
  readonly #listeners = new Map<string, Set<(change: Change) => void>>();

  /**
   * Calls the listener for each write to a model.
   *
   * @returns a function that removes the listener
   */
  observe(model: string, listener: (change: Change) => void): () => void {
    const listeners = this.#listeners.get(model) ?? new Set();
    this.#listeners.set(model, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  publish(model: string, change: Change): void {
    for (const listener of this.#listeners.get(model) ?? []) listener(change);
  }
}
