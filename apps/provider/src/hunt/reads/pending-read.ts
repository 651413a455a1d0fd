/** A read that a handler waits for: the rows whose `property` equals `value`. */
export class PendingRead<T> {
  readonly property: string;
  readonly value: string;
  readonly signal: AbortSignal | undefined;
  /** Rejects with the signal's reason as soon as that aborts. */
  readonly rows: Promise<T[]>;
  #resolve: (rows: T[]) => void = () => {};
  #reject: (reason: unknown) => void = () => {};

  constructor(property: string, value: string, signal?: AbortSignal) {
    this.property = property;
    this.value = value;
    this.signal = signal;
    this.rows = new Promise<T[]>((resolve, reject) => {
      const onAbort = () => this.reject(signal?.reason);
      const settle =
        <V>(act: (value: V) => void) =>
        (result: V) => {
          signal?.removeEventListener("abort", onAbort);
          act(result);
        };
      this.#resolve = settle(resolve);
      this.#reject = settle(reject);
      signal?.addEventListener("abort", onAbort);
      if (signal?.aborted) onAbort();
    });
  }

  resolve(rows: T[]): void {
    this.#resolve(rows);
  }

  reject(reason: unknown): void {
    this.#reject(reason);
  }
}

/**
 * Creates a signal that aborts when the signals of all these reads have aborted. Call `release` after use.
 */
export function createSharedSignal(reads: readonly Pick<PendingRead<unknown>, "signal">[]): {
  signal: AbortSignal;
  release: () => void;
} {
  const controller = new AbortController();
  const abortIfUnwanted = () => {
    if (reads.every(({ signal }) => signal?.aborted)) controller.abort(reads[0]?.signal?.reason);
  };
  for (const { signal } of reads) signal?.addEventListener("abort", abortIfUnwanted);
  const release = () => {
    for (const { signal } of reads) signal?.removeEventListener("abort", abortIfUnwanted);
  };
  return { signal: controller.signal, release };
}
