import type { Page, PageSource } from "./page.js";

/**
 * Fetches pages from all sources in parallel, and yields them as they arrive. No source is more than one page
 * ahead of the consumer.
 */
export async function* mergeUnordered<T>(sources: readonly PageSource<T>[]): AsyncGenerator<Page<T>> {
  const arrived: { source: PageSource<T>; page: Promise<Page<T> | null> }[] = [];
  let running = 0;
  let wake = () => {};
  const fetch = (source: PageSource<T>) => {
    const page = source();
    const arrive = () => {
      arrived.push({ source, page });
      wake();
    };
    page.then(arrive, arrive);
    running++;
  };
  sources.forEach(fetch);
  while (running > 0) {
    // Not Promise.race, because a pending promise would keep the page of each race that it lost.
    if (arrived.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    const { source, page } = arrived.shift()!;
    running--;
    const next = await page;
    if (!next) continue;
    yield next;
    fetch(source);
  }
}

/**
 * Fetches pages from `width` sources at a time. It yields all pages of the first source, then all of the
 * second, and so on. No source is more than one page ahead.
 *
 * @param sources each is taken when it starts. A source keeps the IDs of its last page, so a list of them would grow
 *   with the rows.
 */
export async function* mergeInOrder<T>(
  sources: Iterable<PageSource<T>>,
  width: number,
): AsyncGenerator<Page<T>> {
  const waiting = sources[Symbol.iterator]();
  const running: { source: PageSource<T>; page: Promise<Page<T> | null> }[] = [];
  const fetch = (source: PageSource<T>) => {
    const page = source();
    page.catch(() => {});
    return page;
  };
  const startNext = () => {
    const next = waiting.next();
    if (!next.done) running.push({ source: next.value, page: fetch(next.value) });
  };
  for (let count = 0; count < width; count++) startNext();
  for (let lane = running[0]; lane; lane = running[0]) {
    const next = await lane.page;
    if (next) {
      yield next;
      lane.page = fetch(lane.source);
    } else {
      running.shift();
      startNext();
    }
  }
}

/** Yields each item while the next one is already being fetched. */
export async function* prefetch<T>(first: T, rest: AsyncGenerator<T>): AsyncGenerator<T> {
  const fetch = () => {
    const next = rest.next();
    next.catch(() => {});
    return next;
  };
  let next = fetch();
  yield first;
  for (let step = await next; !step.done; step = await next) {
    next = fetch();
    yield step.value;
  }
}
