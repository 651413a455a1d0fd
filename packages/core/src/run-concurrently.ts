/**
 * Calls a function for each item, several at a time, and returns the results in the order of the items. After
 * a failure, no more calls are started. The failure is thrown when all running calls have ended.
 *
 * @param concurrency maximum number of calls at a time
 * @param work called with an item and a signal, which aborts with the first failure and with `signal`
 * @throws the first failure
 */
export async function runConcurrently<A, B>(
  items: readonly A[],
  concurrency: number,
  work: (item: A, signal: AbortSignal) => Promise<B>,
  signal?: AbortSignal,
): Promise<B[]> {
  const results: B[] = [];
  const entries = items.entries();
  const failed = new AbortController();
  const end = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal;
  const worker = async () => {
    for (const [index, item] of entries) {
      if (failed.signal.aborted) return;
      results[index] = await work(item, end);
    }
  };
  await Promise.all(
    Array.from({ length: concurrency }, () => worker().catch((error: unknown) => failed.abort(error))),
  );
  failed.signal.throwIfAborted();
  return results;
}
