import { toPlainFilter } from "../../src/query/plain-filter.js";
import { systemClock } from "../../src/http/clock.js";
import { Listing, type ListOptions } from "../../src/paging/listing.js";
import type { ListingSource, Page, PageRequest, Row } from "../../src/paging/page.js";

/** Faults of a server in memory. */
export interface Faults {
  /** Maximum rows of each page, in turn. Larger pages are truncated without an error. */
  caps?: number[];
  /** Called between the query and the count. */
  between?: (rows: Set<string>) => void;
  /** Omits the count. */
  countless?: boolean;
  /** Starts each page with the last row of the previous one. */
  repeats?: boolean;
  /** Called before each response. It can change `rows`, or return the IDs to respond with. */
  before?: (request: PageRequest, rows: Set<string>) => readonly string[] | void;
}

/**
 * Creates a model in memory with a minimal implementation of conditions, for faults that the sandbox does not
 * have.
 */
export function memorySource(ids: Iterable<string>, faults: Faults = {}) {
  const rows = new Set(ids);
  const requests: PageRequest[] = [];
  const running = { now: 0, most: 0 };
  const matching = (where: unknown) => [...rows].filter((id) => meets(id, where)).sort();
  const source: ListingSource<Row> = {
    route: "Things",
    fields: ["id"],
    clock: systemClock,
    async fetchPage(request): Promise<Page<Row>> {
      requests.push(request);
      running.most = Math.max(running.most, ++running.now);
      await new Promise(setImmediate);
      running.now--;
      const told = faults.before?.(request, rows);
      const where = faults.repeats
        ? JSON.parse(JSON.stringify(request.where ?? {}).replaceAll('"gt"', '"gte"'))
        : request.where;
      const found = matching(where);
      const cap = faults.caps?.[requests.length % faults.caps.length] ?? Infinity;
      const page = found.slice(request.skip ?? 0).slice(0, Math.min(request.limit, cap));
      faults.between?.(rows);
      return {
        rows: (told ?? page).map((id) => ({ id })),
        total: request.count && !faults.countless ? matching(where).length : null,
      };
    },
    count: async ({ where }) => matching(where).length,
  };
  return {
    source,
    rows,
    requests,
    running,
    list: (options: ListOptions = {}, limit?: number) =>
      new Listing(source, toPlainFilter(limit === undefined ? {} : { limit }), options),
  };
}

function meets(id: string, where: unknown): boolean {
  const { and, id: bounds } = (where ?? {}) as {
    and?: unknown[];
    id?: { gt?: string; gte?: string; lt?: string };
  };
  const { gt, gte, lt } = bounds ?? {};
  return (
    (and ?? []).every((each) => meets(id, each)) &&
    (gt === undefined || id > gt) &&
    (gte === undefined || id >= gte) &&
    (lt === undefined || id < lt)
  );
}
