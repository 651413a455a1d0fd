/** What one source has come to. */
interface Step<T> {
  source: AsyncGenerator<T>;
  result: IteratorResult<T, unknown>;
}

/**
 * Runs up to `width` sources side by side and gives what they yield, whichever comes first. None is more than one piece
 * ahead of the consumer; one that ends makes room for the next at once.
 */
export async function* mergeUnordered<T>(sources: Iterable<AsyncGenerator<T>>, width: number): AsyncGenerator<T> {
  const waiting = sources[Symbol.iterator]();
  const running = new Map<AsyncGenerator<T>, Promise<Step<T> | null>>();
  const advance = (source: AsyncGenerator<T>) => {
    const step = source.next().then((result) => {
      if (!result.done) return { source, result };
      running.delete(source);
      startNext();
      return null;
    });
    step.catch(() => {});
    running.set(source, step);
  };
  const startNext = () => {
    const { value, done } = waiting.next();
    if (!done) advance(value);
  };
  for (let count = 0; count < width; count++) startNext();
  while (running.size > 0) {
    const step = await Promise.race(running.values());
    if (!step) continue;
    yield step.result.value as T;
    advance(step.source);
  }
}

/** As {@link mergeUnordered}, but all of the first source comes first, then all of the second, and so on. */
export async function* mergeInOrder<T>(sources: Iterable<AsyncGenerator<T>>, width: number): AsyncGenerator<T> {
  const waiting = sources[Symbol.iterator]();
  const running: { source: AsyncGenerator<T>; next: Promise<IteratorResult<T, unknown>> }[] = [];
  const stepOf = (source: AsyncGenerator<T>) => {
    const next = source.next();
    next.catch(() => {});
    return next;
  };
  const startNext = () => {
    const { value, done } = waiting.next();
    if (!done) running.push({ source: value, next: stepOf(value) });
  };
  for (let count = 0; count < width; count++) startNext();
  for (let lane = running[0]; lane; lane = running[0]) {
    const result = await lane.next;
    if (result.done) {
      running.shift();
      startNext();
    } else {
      yield result.value;
      lane.next = stepOf(lane.source);
    }
  }
}
