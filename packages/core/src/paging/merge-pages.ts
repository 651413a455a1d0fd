import type { Page, PageSource } from "./page.js";

/** Asks all sources side by side and gives their pages as they come. None is more than one page ahead of the consumer. */
export async function* mergeUnordered<T>(sources: readonly PageSource<T>[]): AsyncGenerator<Page<T>> {
  const arrived: { source: PageSource<T>; page: Promise<Page<T> | null> }[] = [];
  let running = 0;
  let wake = () => {};
  const ask = (source: PageSource<T>) => {
    const page = source();
    const arrive = () => {
      arrived.push({ source, page });
      wake();
    };
    page.then(arrive, arrive);
    running++;
  };
  sources.forEach(ask);
  while (running > 0) {
    // Not Promise.race: what is under way would keep the page of each race that it lost.
    if (arrived.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    const { source, page } = arrived.shift()!;
    running--;
    const next = await page;
    if (!next) continue;
    yield next;
    ask(source);
  }
}

/** Asks `width` sources at a time, and gives all pages of the first one, then all of the second, and so on. None is more than one page ahead. */
export async function* mergeInOrder<T>(
  sources: readonly PageSource<T>[],
  width: number,
): AsyncGenerator<Page<T>> {
  const waiting = sources.values();
  const running: { source: PageSource<T>; page: Promise<Page<T> | null> }[] = [];
  const ask = (source: PageSource<T>) => {
    const page = source();
    page.catch(() => {});
    return page;
  };
  const startNext = () => {
    const { value: source, done } = waiting.next();
    if (!done) running.push({ source, page: ask(source) });
  };
  for (let count = 0; count < width; count++) startNext();
  for (let lane = running[0]; lane; lane = running[0]) {
    const next = await lane.page;
    if (next) {
      yield next;
      lane.page = ask(lane.source);
    } else {
      running.shift();
      startNext();
    }
  }
}

/** Hands on each piece while the next one is on its way already. */
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
