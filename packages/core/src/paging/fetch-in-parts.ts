import { splitIdList } from "../query/split-id-list.js";
import type { FetchPage, Page, PageRequest } from "./page.js";

/**
 * Fetches a page. If its condition has a long list of IDs, it sends several requests and returns their rows
 * as one page.
 *
 * @param fetchPage sends one request
 */
export async function fetchInParts<T>(request: PageRequest, fetchPage: FetchPage<T>): Promise<Page<T>> {
  const isById = request.order.join() === "id ASC" && request.skip === undefined;
  const parts = isById ? splitIdList(request.where) : null;
  if (!parts) return fetchPage(request);
  const rows: T[] = [];
  let total: number | null = 0;
  for (const where of parts) {
    const remaining = request.limit - rows.length;
    if (remaining <= 0 && !request.count) break;
    const page: Page<T> = await fetchPage({ ...request, where, limit: Math.max(1, remaining), count: true });
    rows.push(...page.rows.slice(0, Math.max(0, remaining)));
    const isCut = page.total !== null && page.rows.length < Math.min(page.total, remaining);
    total = page.total === null || isCut ? null : total + page.total;
    // The next page starts after the last row, so the IDs of the next part must wait for the rest of this
    // one.
    if (isCut || total === null) break;
  }
  return { rows, total };
}
