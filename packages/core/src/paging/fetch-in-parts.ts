import { splitIdList } from "../query/split-id-list.js";
import type { FetchPage, Page, PageRequest } from "./page.js";

/**
 * Fetches a page. A long list of IDs in its condition takes several requests, whose rows are those of one.
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
    const left = request.limit - rows.length;
    if (left <= 0 && !request.count) break;
    const page: Page<T> = await fetchPage({ ...request, where, limit: Math.max(1, left), count: true });
    rows.push(...page.rows.slice(0, Math.max(0, left)));
    const isCut = page.total !== null && page.rows.length < Math.min(page.total, left);
    total = page.total === null || isCut ? null : total + page.total;
    // The next page starts after the last row, so the IDs of the next part must wait for the rest of this
    // one.
    if (isCut || total === null) break;
  }
  return { rows, total };
}
