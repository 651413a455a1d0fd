import type { Warn } from "../http/hooks.js";
import type { AccessToken } from "@huntkit/catalog";
import { HuntValidationError } from "../errors/request-errors.js";
import { maxPageSize } from "../paging/page.js";

/** The filter of a page. */
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
 * Its order is unknown, so the rows of a longer list are read again from the start.
 *
 * @param fetchPage sends one request. The first one has no filter.
 * @param warn called if the list might be incomplete, because the route does not support pages
 */
export async function readTokenPages(
  fetchPage: (filter: TokenPageFilter | undefined) => Promise<AccessToken[]>,
  warn: Warn,
): Promise<AccessToken[]> {
  const first = await fetchPage(undefined);
  if (first.length < maxPageSize) return first;
  const rows: AccessToken[] = [];
  const ids = new Set<unknown>();
  let previous = "";
  for (let skip = 0; ;) {
    const filter = { order: "id ASC", limit: maxPageSize, skip };
    const page = await fetchPage(filter).catch(returnNullIfRejected);
    if (page === null) {
      warn(describeIncomplete(Math.max(first.length, rows.length)), "HUNT_TOKENS_INCOMPLETE");
      return rows.length === 0 ? first : rows;
    }
    const added = page.filter(({ id }) => !hasId(id) || !ids.has(id));
    const content = describeContent(page);
    // A server that ignores `skip` returns the same rows again. If it also ignores `limit`, these are all rows.
    const isRepeated = page.length > 0 && (added.length === 0 || content === previous);
    if (isRepeated && page.length === maxPageSize)
      warn(describeIncomplete(rows.length), "HUNT_TOKENS_INCOMPLETE");
    if (isRepeated) return rows;
    rows.push(...added);
    for (const { id } of added) if (hasId(id)) ids.add(id);
    if (page.length < maxPageSize) return rows;
    previous = content;
    skip += page.length;
  }
}

/** A route that does not support a filter rejects it. */
function returnNullIfRejected(error: unknown): null {
  if (error instanceof HuntValidationError) return null;
  throw error;
}

function hasId(id: unknown): boolean {
  return id !== null && id !== undefined;
}

/** Describes the rows of a page in any order. The last use changes with each request. */
function describeContent(page: readonly AccessToken[]): string {
  const rows = page.map((row) => JSON.stringify({ ...row, lastUsedOn: undefined }));
  return rows.sort().join("\n");
}

function describeIncomplete(count: number): string {
  return (
    `HUNT returned the first ${count} tokens, but not the next page. ` +
    "The list of tokens might be incomplete."
  );
}
