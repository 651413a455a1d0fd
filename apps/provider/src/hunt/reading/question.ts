/** A read that somebody waits for: the rows whose `property` equals `value`. */
export class Question<T> {
  readonly property: string;
  readonly value: string;
  readonly signal: AbortSignal | undefined;
  /** Rejects with the signal's reason as soon as that aborts. */
  readonly answer: Promise<T[]>;
  #resolve: (rows: T[]) => void = () => {};
  #reject: (reason: unknown) => void = () => {};

  constructor(property: string, value: string, signal?: AbortSignal) {
    this.property = property;
    this.value = value;
    this.signal = signal;
    this.answer = new Promise<T[]>((resolve, reject) => {
      const giveUp = () => this.reject(signal?.reason);
      const settle =
        <V>(act: (value: V) => void) =>
        (result: V) => {
          signal?.removeEventListener("abort", giveUp);
          act(result);
        };
      this.#resolve = settle(resolve);
      this.#reject = settle(reject);
      signal?.addEventListener("abort", giveUp);
      if (signal?.aborted) giveUp();
    });
  }

  resolve(rows: T[]): void {
    this.#resolve(rows);
  }

  reject(reason: unknown): void {
    this.#reject(reason);
  }
}

/** A signal that aborts once nobody waits any more: when the signal of every question has. */
export function whileWanted(questions: readonly Pick<Question<unknown>, "signal">[]): {
  signal: AbortSignal;
  release: () => void;
} {
  const controller = new AbortController();
  const look = () => {
    if (questions.every(({ signal }) => signal?.aborted)) controller.abort(questions[0]?.signal?.reason);
  };
  for (const { signal } of questions) signal?.addEventListener("abort", look);
  const release = () => {
    for (const { signal } of questions) signal?.removeEventListener("abort", look);
  };
  return { signal: controller.signal, release };
}
