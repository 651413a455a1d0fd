import type { AccessToken } from "@huntkit/catalog";
import { maxPageSize } from "../paging/page.js";

/** The filter of a page after the first. */
export interface TokenPageFilter {
  order: string;
  limit: number;
  skip: number;
}

/**
 * Reads a list of tokens to its end. HUNT shortens a longer list to a page without notice (vendor docs).
 *
 * Other lists page by `id > last`, but the ID of a token can be its value (LoopBack 3), which must not be in a URL. The
 * first request has no filter, because routes for tokens might not support one, and few lists are longer than a page.
 *
 * @param fetchPage sends one request. The first page has no filter.
 */
export async function readTokenPages(
  fetchPage: (filter: TokenPageFilter | undefined) => Promise<AccessToken[]>,
): Promise<AccessToken[]> {
  const rows = new Map<unknown, AccessToken>();
  for (;;) {
    const before = rows.size;
    const filter = before === 0 ? undefined : { order: "id ASC", limit: maxPageSize, skip: before };
    const page = await fetchPage(filter);
    for (const row of page) rows.set(row.id ?? JSON.stringify(row), row);
    // A server that ignores the filter returns the same rows again.
    if (page.length < maxPageSize || rows.size === before) return [...rows.values()];
  }
}
