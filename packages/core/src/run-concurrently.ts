/**
 * Does the same with each item, a few at a time, and gives the results in the items' order. After a failure nothing more is
 * begun, and it is thrown once nothing is under way.
 *
 * @param lanes how many at a time
 * @param work gets a signal that ends what is under way: it aborts with the first failure, and with `signal`
 * @throws the first failure
 */
export async function runConcurrently<A, B>(
  items: readonly A[],
  lanes: number,
  work: (item: A, signal: AbortSignal) => Promise<B>,
  signal?: AbortSignal,
): Promise<B[]> {
  const results: B[] = [];
  const entries = items.entries();
  const failed = new AbortController();
  const end = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal;
  const lane = async () => {
    for (const [index, item] of entries) {
      if (failed.signal.aborted) return;
      results[index] = await work(item, end);
    }
  };
  await Promise.all(
    Array.from({ length: lanes }, () => lane().catch((error: unknown) => failed.abort(error))),
  );
  failed.signal.throwIfAborted();
  return results;
}
