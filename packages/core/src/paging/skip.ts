import type { Page, Row } from "./page.js";
import type { PagingContext } from "./range.js";

/**
 * Pages through rows in an order of the caller's, by counting how many to skip, since there is no id to go on from; the id
 * settles ties, so that equal rows keep their places. Rows that come or go meanwhile shift the others.
 */
export async function* pagesBySkip<T extends Row>(order: readonly string[], { fetchPage, where, pageSize, proven }: PagingContext<T>): AsyncGenerator<Page<T>> {
  const settled = order.some((each) => /^id( |$)/.test(each)) ? order : [...order, "id ASC"];
  let expected = Infinity;
  for (let skip = 0; ; ) {
    const { rows, total } = await fetchPage({ where, order: settled, limit: pageSize, skip: skip || undefined, count: proven.rows < pageSize || expected - skip <= pageSize });
    if (rows.length === 0) return;
    expected = total ?? expected;
    skip += rows.length;
    proven.rows = Math.max(proven.rows, rows.length);
    yield { rows, total };
    if (total === null ? rows.length < Math.min(pageSize, proven.rows) : skip >= total) return;
  }
}
