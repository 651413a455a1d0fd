import type { PageSource, Row } from "./page.js";
import type { PagingContext } from "./range.js";

/** An order in which equal rows keep their places: the id settles ties. */
export function addIdTiebreak(order: readonly string[]): readonly string[] {
  return order.some((each) => /^id( |$)/.test(each)) ? order : [...order, "id ASC"];
}

/**
 * Pages through rows in an order of the caller's, by counting how many to skip, since there is no id to go on from. Rows that
 * come or go meanwhile shift the others. As with ids, a page is the last one if it is short and the server's count agrees.
 */
export function pageBySkip<T extends Row>(
  order: readonly string[],
  { fetchPage, where, pageSize }: PagingContext<T>,
): PageSource<T> {
  let skip = 0;
  let expected = 0;
  let isShort = false;
  let isEnd = false;
  return async () => {
    if (isEnd) return null;
    const count = isShort || expected - skip <= pageSize;
    const { rows, total } = await fetchPage({
      where,
      order: addIdTiebreak(order),
      limit: pageSize,
      skip: skip || undefined,
      count,
    });
    skip += rows.length;
    expected = total ?? expected;
    isShort = rows.length < pageSize;
    isEnd = rows.length === 0 || (isShort && total !== null && skip >= total);
    return rows.length > 0 ? { rows, total } : null;
  };
}
