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
